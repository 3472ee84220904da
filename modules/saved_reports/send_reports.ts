import { and, asc, eq, isNull, lte, or, sql } from "drizzle-orm";
import { isConnectionFault, postgresCode } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { savedReports, users } from "../../db/schema/mod.ts";
import type { MailAttachment, UserWithRights } from "../../db/schema/mod.ts";
import { isPartyRole } from "../http/mod.ts";
import { isoTime, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { notify, recordEvents } from "../notices/mod.ts";
import { readSavedQuery } from "../reports/mod.ts";
import type { Reports } from "../reports/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import { dueTimes } from "./schedule.ts";
import { failureText, triedAgainAt } from "./trying_again.ts";

export interface SendDeps {
  db: Database;
  clock: Clock;
  public_url: string;
  reports: Pick<Reports, "default_currency" | "file">;
  /** Runs what counts a report where everything up to a time is; by default where it is called. */
  readWork?: <T>(complete_to_ms: number, work: () => Promise<T>) => Promise<T>;
  /** Absent where no mail is sent. */
  mailer?: object | undefined;
}

type Row = typeof savedReports.$inferSelect;
type User = typeof users.$inferSelect;

const MINUTE_MS = 60_000;
const ATTACHED_CHARS_MAX = 1_000_000;

/** The jobs of this module. */
export function savedReportJobs(deps: SendDeps): JobDefinition[] {
  return [
    {
      name: "send_reports",
      description: "Sends the reports that are due by their schedule",
      every_ms: MINUTE_MS,
      run: ({ signal }) => sendReports(deps, signal),
    },
  ];
}

/**
 * Sends each report that is due, once: what is sent is written in the transaction that moves it to
 * its next time. Of several missed times only the latest is made up for.
 */
export async function sendReports(
  deps: SendDeps,
  signal: AbortSignal,
): Promise<void> {
  const due = await deps.db
    .select()
    .from(savedReports)
    .where(isDue(deps.clock.nowMs()))
    .orderBy(ofEachUser(), asc(savedReports.next_at), asc(savedReports.id));
  const failures: unknown[] = [];
  for (const row of due) {
    signal.throwIfAborted();
    try {
      await sendReport(deps, row, signal);
    } catch (error) {
      signal.throwIfAborted();
      await noteFailure(deps, row, error);
      if (!isRefusal(error)) failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** The first of each user before anybody's second: nobody waits for all that another has. */
function ofEachUser() {
  const { user_id, next_at, id } = savedReports;
  return sql`row_number() over (partition by ${user_id} order by ${next_at}, ${id})`;
}

async function sendReport(
  deps: SendDeps,
  row: Row,
  signal: AbortSignal,
): Promise<void> {
  const { db, clock } = deps;
  const now_ms = clock.nowMs();
  const { schedule, hour, timezone, send_by } = row;
  if (schedule === null) return;
  const times = dueTimes({ schedule, hour, timezone }, now_ms);
  const user = await readOwner(db, row.user_id);
  const asked = askedBy(deps, row, { user, due_ms: times.last_ms });
  const attachment =
    send_by === "mail" ? await countedFile(deps, row, asked, signal) : null;
  const failure =
    send_by === "mail" && deps.mailer === undefined
      ? "No mail is set up: see TALLYHO_SMTP_URL"
      : null;
  await db.transaction(async (tx) => {
    const moved = await tx
      .update(savedReports)
      .set({
        ...{ next_at: times.next_ms, sent_at: now_ms, failure },
        ...{ failures: 0, retry_at: null },
      })
      .where(isAt(row))
      .returning({ id: savedReports.id });
    // Changed or sent meanwhile.
    if (moved.length === 0) return;
    if (send_by === "webhook") {
      const { affiliate_id, advertiser_id } = user;
      const parties = { affiliate_id, advertiser_id };
      const { id: saved_report_id, name, user_id } = row;
      const { from, to, path } = asked;
      const data = {
        saved_report_id,
        name,
        user_id,
        ...parties,
        from,
        to,
        path,
      };
      await recordEvents(tx, clock, [
        { type: "report.ready", ...parties, data },
      ]);
      return;
    }
    await notify(tx, clock, {
      to: rightsOf(user),
      event: "report.ready",
      subject: row.name,
      text: mailText(deps, row, { ...asked, attachment }),
      ...(attachment === null ? {} : { attachment }),
      once: `${row.id} ${times.last_ms}`,
    });
  });
}

type Asked = ReturnType<typeof askedBy>;

/** The report as its owner may ask for it now, for the time that it is due. */
function askedBy(
  { reports }: SendDeps,
  { query, timezone }: Row,
  { user, due_ms }: { user: User; due_ms: number },
) {
  const role = isPartyRole(user.role) ? user.role : null;
  const request = readSavedQuery(query, {
    role,
    timezone,
    default_currency: reports.default_currency,
    now_ms: due_ms,
    limits: limitsOf(user),
  });
  const from = isoTime(request.from_ms);
  const to = isoTime(request.to_ms);
  const { period: _, ...rest } = query;
  const fixed = { ...rest, from, to, timezone: request.timezone };
  const path = `/api/v1/reports?${new URLSearchParams(fixed).toString()}`;
  return { request, role, from, to, path };
}

/** The parties whose rows a user sees. */
function limitsOf(user: User) {
  const { affiliate_id, advertiser_id, affiliate_ids, advertiser_ids } = user;
  if (user.role === "affiliate") return { affiliate: idsOf(affiliate_id) };
  if (user.role === "advertiser") return { advertiser: idsOf(advertiser_id) };
  return {
    ...(affiliate_ids === null ? {} : { affiliate: affiliate_ids }),
    ...(advertiser_ids === null ? {} : { advertiser: advertiser_ids }),
  };
}

function rightsOf(user: User): UserWithRights {
  const { id, role, affiliate_id, advertiser_id } = user;
  const { affiliate_ids, advertiser_ids } = user;
  const parties = {
    affiliate_id,
    advertiser_id,
    affiliate_ids,
    advertiser_ids,
  };
  return { user_id: id, role, ...parties };
}

function idsOf(id: number | null): number[] {
  return id === null ? [] : [id];
}

async function readOwner(db: Database, user_id: string): Promise<User> {
  const [user] = await db.select().from(users).where(eq(users.id, user_id));
  if (user !== undefined && user.disabled_at === null) return user;
  throw new Problem(403, "user_disabled", "Its user is disabled");
}

/** The attached file, counted where all of its period is. */
async function countedFile(
  deps: SendDeps,
  row: Row,
  asked: Asked,
  signal: AbortSignal,
): Promise<MailAttachment | null> {
  const { readWork = (_, work) => work() } = deps;
  return await readWork(asked.request.to_ms, () =>
    attachedFile(deps, row, asked, signal),
  );
}

/** All rows as CSV; null if they are too many to be attached. */
async function attachedFile(
  { reports }: SendDeps,
  { name }: Row,
  { request, role }: Asked,
  signal: AbortSignal,
): Promise<MailAttachment | null> {
  const { body } = await reports.file(
    { request, role, whose: "mails", signal },
    "csv",
  );
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > ATTACHED_CHARS_MAX) return null;
  }
  const file = name.replaceAll(/[^\p{L}\p{N} ._-]/gu, "_").slice(0, 80);
  return { name: `${file}.csv`, type: "text/csv; charset=utf-8", text };
}

function mailText(
  { public_url }: SendDeps,
  { name }: Row,
  {
    request,
    from,
    to,
    path,
    attachment,
  }: Asked & {
    attachment: MailAttachment | null;
  },
): string {
  return [
    `${name}: ${from} to ${to}, days of ${request.timezone}`,
    attachment === null
      ? "It has too many rows to be attached."
      : "Its rows are attached.",
    `Ask for it by the API:\n${public_url}${path}`,
    "",
  ].join("\n\n");
}

/**
 * A refused report is stopped until it is changed. Another failure is tried again, ever more seldom
 * and not for ever.
 */
async function noteFailure(
  { db, clock }: SendDeps,
  row: Row,
  error: unknown,
): Promise<void> {
  const why = reasonOf(error);
  const failures = row.failures + 1;
  const now_ms = clock.nowMs();
  const due_ms = row.next_at ?? now_ms;
  const is_refused = isRefusal(error);
  const retry_at = is_refused
    ? null
    : triedAgainAt({ due_ms, failures, now_ms });
  const failure = is_refused ? `Stopped: ${why}` : failureText(why, retry_at);
  const stopped = retry_at === null ? { next_at: null } : {};
  await db
    .update(savedReports)
    .set({ failure, failures, retry_at, ...stopped })
    .where(isAt(row));
}

/** The name of what failed; the log has the rest. */
function reasonOf(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  if (isConnectionFault(error)) return "The database could not be reached";
  const code = postgresCode(error);
  return `It could not be counted${code === undefined ? "" : ` (${code})`}`;
}

/** Whether asking again is of no use. */
function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status < 500;
}

/** Reports whose time has come, and that didn't fail just now. */
function isDue(now_ms: number) {
  const { next_at, retry_at } = savedReports;
  return and(lte(next_at, now_ms), or(isNull(retry_at), lte(retry_at, now_ms)));
}

/** The row, unless its next time was changed meanwhile. */
function isAt({ id, next_at }: Row) {
  return and(eq(savedReports.id, id), eq(savedReports.next_at, next_at ?? 0));
}

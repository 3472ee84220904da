import { and, eq, lt, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { mails, notificationChoices, users } from "../../db/schema/mod.ts";
import type { MailAttachment, MailAudience } from "../../db/schema/mod.ts";
import { backoffMs, isoTime } from "../kernel/mod.ts";
import type { Clock, RetryPolicy } from "../kernel/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import type { Mailer } from "../access/mod.ts";
import { belongsTo, isWanted } from "./notify.ts";

export interface MailDeps {
  db: Database;
  clock: Clock;
  random(): number;
  /** Absent where no mail is sent. */
  mailer?: Mailer | undefined;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RETRY: RetryPolicy = {
  steps_ms: [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS],
  last_step_ms: 6 * HOUR_MS,
};
/** With the policy about two days. */
const TRIES_MAX = 12;
/** Longer than a mail takes to be sent: a tracker that died leaves it to another then. */
const LEASE_MS = 5 * MINUTE_MS;
/** A server that refuses so many in a row is left alone until the next run. */
const FAILURES_MAX = 3;
const KEPT_MS = 30 * DAY_MS;
const DELETED_AT_ONCE = 1_000;

/** The jobs of this module. */
export function noticeJobs(deps: MailDeps): JobDefinition[] {
  return [
    {
      name: "send_mails",
      description: "Sends mails about events, and tries again what failed",
      every_ms: MINUTE_MS,
      run: ({ signal }) => sendMails(deps, signal),
    },
  ];
}

/**
 * Sends the mails that are due. Each is claimed first: one whose tracker dies between
 * sending it and writing that down is sent again, with the same Message-ID.
 */
export async function sendMails(
  deps: MailDeps,
  signal?: AbortSignal,
): Promise<void> {
  const { mailer } = deps;
  let failures = 0;
  while (failures < FAILURES_MAX) {
    signal?.throwIfAborted();
    const mail = await claimMail(deps);
    if (mail === null) break;
    const { id, address: to, subject, text, attachment } = mail;
    const file = attachment === null ? {} : { attachment };
    const is_sent = mailer !== undefined && (await mayBeSent(deps, mail));
    const state = is_sent
      ? await mailer.send({ id, to, subject, text, ...file })
      : "off";
    failures = state === "failed" ? failures + 1 : 0;
    await settle(deps, mail, state);
  }
  await forget(deps);
}

interface ClaimedMail {
  id: string;
  user_id: string;
  event: string;
  audience: MailAudience | null;
  address: string;
  subject: string;
  text: string;
  attachment: MailAttachment | null;
  tries: number;
}

async function claimMail({ db, clock }: MailDeps): Promise<ClaimedMail | null> {
  const now_ms = clock.nowMs();
  const [row] = await db
    .update(mails)
    .set({ tries: sql`${mails.tries} + 1`, due_at: now_ms + LEASE_MS })
    .where(
      sql`${mails.id} = (select m.id from ${mails} as m
        where m.state = 'waiting' and m.due_at <= ${isoTime(now_ms)}::timestamptz
        order by m.due_at, m.id limit 1 for update skip locked)`,
    )
    .returning();
  return row ?? null;
}

/** Whether its reader still wants it, and is still one of those whom it is for. */
async function mayBeSent(
  { db }: MailDeps,
  { user_id, event, audience }: ClaimedMail,
): Promise<boolean> {
  const [row] = await db
    .select({ off: notificationChoices.off })
    .from(users)
    .leftJoin(notificationChoices, eq(notificationChoices.user_id, users.id))
    .where(and(eq(users.id, user_id), belongsTo(audience)));
  return row !== undefined && isWanted(event, row.off);
}

async function settle(
  { db, clock, random }: MailDeps,
  { id, tries }: ClaimedMail,
  state: "sent" | "failed" | "off",
): Promise<void> {
  const now_ms = clock.nowMs();
  const again = state === "failed" && tries < TRIES_MAX;
  const set = again
    ? { due_at: now_ms + backoffMs(RETRY, tries, random) }
    : { state, ended_at: now_ms };
  await db
    .update(mails)
    .set(set)
    .where(and(eq(mails.id, id), eq(mails.state, "waiting")));
}

/** Deletes what ended long ago. */
async function forget({ db, clock }: MailDeps): Promise<void> {
  const old = db
    .select({ id: mails.id })
    .from(mails)
    .where(lt(mails.ended_at, clock.nowMs() - KEPT_MS))
    .limit(DELETED_AT_ONCE);
  await db.delete(mails).where(sql`${mails.id} in ${old}`);
}

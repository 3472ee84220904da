import { and, arrayContains, eq, inArray, isNull, or } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { insertRows } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { mails, notificationChoices, users } from "../../db/schema/mod.ts";
import type {
  MailAttachment,
  MailAudience,
  UserWithRights,
} from "../../db/schema/mod.ts";
import { invalid } from "../http/mod.ts";
import { ROLES } from "../access/mod.ts";
import type { Role } from "../access/mod.ts";
import { hashedId, newId, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

interface Notification {
  /** Roles whose users can be told. */
  roles: readonly Role[];
  /** Whether nobody can turn it off. */
  always?: boolean;
}

/** Those who run the network. */
const OFFICE = { roles: ["admin", "manager"] } as const;

/** Events that users are told by mail. */
export const NOTIFICATIONS = {
  "affiliate.decided": { roles: ["affiliate"] },
  "offer.changed": { roles: ["affiliate"] },
  "conversion.rejected": { roles: ["affiliate"] },
  "payment.paid": { roles: ["affiliate"] },
  "endpoint.switched_off": { roles: ["affiliate"] },
  "payment_details.changed": { roles: ["affiliate"], always: true },
  "report.ready": { roles: ROLES },
  "affiliate.applied": OFFICE,
  "source.silent": OFFICE,
  "refusals.rising": OFFICE,
  "endpoint.failing": OFFICE,
  "cap.near": OFFICE,
  "cap.reached": OFFICE,
  "campaign.paused": OFFICE,
  "risk.held": OFFICE,
  "statement.missing": OFFICE,
  "ledger.broken": OFFICE,
  "forward.stopped": OFFICE,
  "report.broken": OFFICE,
  "shadow.compared": OFFICE,
} as const satisfies Readonly<Record<string, Notification>>;

/** The name of an event that users are told. */
export type NotificationEvent = keyof typeof NOTIFICATIONS;

/** A user, users of affiliates, or those who run the network for the parties of a thing. */
export type Audience = MailAudience | { affiliate_ids: readonly number[] };

/** The text of a mail. It is sent as it is, so it must hold no secret. */
export interface Notice {
  to: Audience;
  event: NotificationEvent;
  subject: string;
  text: string;
  attachment?: MailAttachment;
  /** Each user is mailed once for a key, however often this is called with it. */
  once?: string;
}

/**
 * Writes a mail for each user of an audience who wants it, in the transaction of the
 * event; `send_mails` sends it after the commit.
 */
export async function notify(
  tx: Transaction,
  clock: Clock,
  { to, event, subject, text, attachment, once }: Notice,
): Promise<void> {
  const rows = await tx
    .select({ user: users, off: notificationChoices.off })
    .from(users)
    .leftJoin(notificationChoices, eq(notificationChoices.user_id, users.id))
    .where(belongsTo(to))
    .orderBy(users.id);
  const now_ms = clock.nowMs();
  const wanted = rows.filter(({ off }) => isWanted(event, off));
  const made = wanted.map(({ user }) => ({
    ...WAITING,
    id: once === undefined ? newId(clock) : keyedId(event, once, user.id),
    user_id: user.id,
    event,
    audience: audienceOf(to, user),
    address: user.email,
    subject,
    text,
    attachment: attachment ?? null,
    created_at: now_ms,
    due_at: now_ms,
  }));
  await insertRows(tx, mails, made, { on_conflict: "do nothing" });
}

/** The id of the only mail of a key to a user. */
function keyedId(...parts: readonly string[]): string {
  return hashedId(parts.join("\n"));
}

const WAITING = { state: "waiting", tries: 0, ended_at: null };

/** Of several affiliates, the one that the user is of. */
function audienceOf(
  to: Audience,
  { affiliate_id }: { affiliate_id: number | null },
): MailAudience | null {
  if ("user_id" in to || !("affiliate_ids" in to)) return to;
  return affiliate_id === null ? null : { affiliate_id };
}

/** Whether a user who may sign in is one of these; of older mails that isn't known. */
export function belongsTo(to: Audience | null) {
  return and(isNull(users.disabled_at), to === null ? undefined : isOf(to));
}

function isOf(to: Audience) {
  if ("user_id" in to) {
    return hasStill(to);
  }
  if ("affiliate_id" in to) return eq(users.affiliate_id, to.affiliate_id);
  if ("affiliate_ids" in to) {
    return inArray(users.affiliate_id, to.affiliate_ids);
  }
  return or(
    eq(users.role, "admin"),
    and(eq(users.role, "manager"), sees(to.office)),
  );
}

/** Whether a user sees the same rows and figures as when the mail was written. */
function hasStill(to: UserWithRights) {
  return and(
    eq(users.id, to.user_id),
    eq(users.role, to.role),
    isSame(users.affiliate_id, to.affiliate_id),
    isSame(users.advertiser_id, to.advertiser_id),
    isSame(users.affiliate_ids, to.affiliate_ids),
    isSame(users.advertiser_ids, to.advertiser_ids),
  );
}

function isSame(column: PgColumn, value: number | readonly number[] | null) {
  return value === null ? isNull(column) : eq(column, value);
}

type Parties = Extract<MailAudience, { office: object }>["office"];

/** Whether a manager sees what is of these parties: one limited to others isn't told of it. */
function sees({ affiliate_id = null, advertiser_id = null }: Parties) {
  return and(
    covers(users.affiliate_ids, affiliate_id),
    covers(users.advertiser_ids, advertiser_id),
  );
}

function covers(
  limits: typeof users.affiliate_ids | typeof users.advertiser_ids,
  id: number | null,
) {
  return id === null
    ? isNull(limits)
    : or(isNull(limits), arrayContains(limits, [id]));
}

/** Whether a user who turned these events off is told of one. */
export function isWanted(event: string, off: readonly string[] | null) {
  return isAlwaysOn(event) || off?.includes(event) !== true;
}

function isAlwaysOn(event: string): boolean {
  const known: Readonly<Record<string, Notification>> = NOTIFICATIONS;
  return known[event]?.always === true;
}

/** Which events a user is told, by name. */
export type Choices = Readonly<Record<string, boolean>>;

/** The choices of a user of a role; nobody has none. */
export async function readChoices(
  db: Database,
  { user_id, role }: { user_id: string | null; role: Role },
): Promise<Choices> {
  if (user_id === null) return {};
  const [row] = await db
    .select({ off: notificationChoices.off })
    .from(notificationChoices)
    .where(eq(notificationChoices.user_id, user_id));
  const off = row?.off ?? [];
  return Object.fromEntries(
    eventsOf(role).map((event) => [event, isWanted(event, off)]),
  );
}

/** Replaces a user's choices; an event that isn't named is on. */
export async function setChoices(
  db: Database,
  user: { user_id: string; role: Role },
  choices: Choices,
): Promise<Choices> {
  const known = eventsOf(user.role);
  for (const [event, is_on] of Object.entries(choices)) {
    const field = `events.${event}`;
    if (!known.includes(event)) {
      throw unknownEvent(field, known);
    }
    if (!is_on && isAlwaysOn(event)) throw invalid(field, "is always on");
  }
  const off = Object.keys(choices).filter((event) => choices[event] === false);
  await db
    .insert(notificationChoices)
    .values({ user_id: user.user_id, off })
    .onConflictDoUpdate({ target: notificationChoices.user_id, set: { off } });
  return await readChoices(db, user);
}

function unknownEvent(field: string, allowed: readonly string[]): Problem {
  const message = "is no event that you are told";
  const detail = `Invalid ${field}: ${message}`;
  const errors = [{ field, message, allowed }];
  return new Problem(422, "invalid_request", detail, { errors });
}

/** The events that users of a role are told. */
function eventsOf(role: Role): readonly string[] {
  return Object.entries<Notification>(NOTIFICATIONS).flatMap(([event, one]) =>
    one.roles.includes(role) ? [event] : [],
  );
}

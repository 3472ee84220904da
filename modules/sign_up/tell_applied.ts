import { gte } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { applications } from "../../db/schema/mod.ts";
import type { Mail } from "../access/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { notify, recordEvents } from "../notices/mod.ts";

const HOUR_MS = 3_600_000;
/** Strangers can't fill the office's mailboxes: more of an hour are only in the list. */
const MAILS_AN_HOUR_MAX = 20;

type Row = typeof applications.$inferInsert;

/** Writes the event and the mails to the office that somebody applied to join the network. */
export async function tellApplied(
  tx: Transaction,
  clock: Clock,
  { id: application_id, name, email }: Row,
): Promise<void> {
  const type = "affiliate.applied";
  const data = { affiliate_id: null, campaign_id: null, application_id };
  await recordEvents(tx, clock, [{ type, data }]);
  const recent = gte(applications.created_at, clock.nowMs() - HOUR_MS);
  if ((await tx.$count(applications, recent)) > MAILS_AN_HOUR_MAX) return;
  await notify(tx, clock, {
    to: { office: {} },
    event: type,
    subject: "Somebody applied to join the network",
    text: `${name} (${email}) applied to join the network. The application waits for your decision.`,
  });
}

/** The mail of who was refused. */
export function refusalMail(id: string, to: string): Mail {
  return {
    id,
    to,
    subject: "Your application",
    text: "Thank you for your application to join our affiliate network. We can't accept it.",
  };
}

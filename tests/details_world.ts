import { afterAll, beforeEach } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "./factory.ts";
import { createTestDatabase, startTestService } from "./harness.ts";
import { mailServerForFile, plainText } from "./mail_server.ts";
import { PASSWORD, signedIn } from "./people.ts";

export const DAY_MS = 86_400_000;

/** The bank account that affiliates of this world have. */
export const OLD = "DE89370400440532013000";
/** Another one. */
export const NEW = "DE02120300000000202051";

const OLD_DETAILS = { iban: OLD, holder: "Harbour Media" };

/** Payment details as the API shows them. */
export interface ShownDetails {
  method: string | null;
  details: Record<string, string>;
  updated_at: string | null;
  pending: {
    method: string | null;
    details: Record<string, string>;
    effective_at: string;
  } | null;
}

/** The body of a change. */
export function changeTo(iban = NEW, more: object = {}) {
  return {
    details: { iban, holder: "Harbour Media" },
    password: PASSWORD,
    ...more,
  };
}

/** Two trackers that send mails, with affiliates whose payment details change. */
export async function detailsWorld() {
  const { received, env } = await mailServerForFile();
  const database = await createTestDatabase();
  const service = await startTestService(database, { env });
  const { api, db, clock } = service;
  const right = await startTestService(database, { env, clock });
  afterAll(async () => {
    await Promise.all([service.stop(), right.stop()]);
    await database.drop();
  });
  beforeEach(() => {
    received.length = 0;
  });
  async function runJob(name: string, at = service) {
    await at.scheduler.enqueue(db, { name });
    while (await at.scheduler.runOnce(name));
  }
  return {
    service,
    right,
    api,
    db,
    clock,
    received,
    runJob,
    /** An affiliate with two users, and payment details unless it has none. */
    async affiliate(details: Record<string, string> | null = OLD_DETAILS) {
      const setup = await setUp(api, { affiliate: { payment_method: "sepa" } });
      const { affiliate_id } = setup;
      const path = `/affiliates/${affiliate_id}/payment-details`;
      if (details !== null) await api.call("PUT", path, { details });
      const ada = await signedIn(api, "affiliate", { affiliate_id });
      const bea = await signedIn(api, "affiliate", { affiliate_id });
      const shown = async () => (await ada.ask<ShownDetails>("GET", path)).body;
      return { ...setup, path, ada, bea, shown };
    },
    /** Sends the mails that are due, and returns all that came. */
    async mails() {
      await runJob("send_mails");
      return received.map(({ to, text }) => ({
        to: to[0] ?? "",
        subject: /^Subject: (.*)$/m.exec(text)?.[1] ?? "",
        text: plainText(text),
      }));
    },
    async changesOf(affiliate_id: number) {
      const rows = await db.execute(sql`
        select state, sealed is null as forgotten from payment_detail_changes
        where affiliate_id = ${affiliate_id} order by id`);
      return [...rows];
    },
  };
}

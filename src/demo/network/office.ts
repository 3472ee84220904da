import {
  formatAmount,
  isoTime,
  parseAmount,
} from "../../../modules/kernel/mod.ts";
import { APPLICANTS } from "./affiliates.ts";
import type { MadeNetwork } from "./set_up.ts";
import { DAY_MS } from "./stage.ts";
import type { Stage } from "./stage.ts";

/** The password of everybody in the network that is tried out. */
export const PASSWORD = "seven grey herons at dusk";

/** Who may sign in, each with the same password. */
export const PEOPLE = [
  { role: "admin", email: "admin@demo.example" },
  { role: "manager", email: "manager@demo.example" },
  { role: "affiliate", email: "affiliate@demo.example" },
  { role: "advertiser", email: "advertiser@demo.example" },
] as const;

/** Makes the people who sign in; returns the admin's id. */
export async function openOffice(
  { client }: Stage,
  { advertisers, affiliate_ids }: MadeNetwork,
): Promise<string> {
  const parties = {
    affiliate: { affiliate_id: affiliate_ids[0] },
    advertiser: { advertiser_id: advertisers[0]?.id },
  };
  const ids: string[] = [];
  for (const { role, email } of PEOPLE) {
    const user = await client.create("/users", {
      email,
      role,
      password: PASSWORD,
      ...(role in parties ? parties[role as keyof typeof parties] : {}),
    });
    ids.push(String(user.id));
  }
  return ids[0] ?? "";
}

/** Applications, some decided and some waiting. */
export async function takeApplications(
  { client }: Stage,
  { campaigns, affiliate_ids }: MadeNetwork,
): Promise<void> {
  for (const applicant of APPLICANTS) {
    await client.create("/applications", applicant);
  }
  const waiting = await client.list("/applications");
  const refused = waiting.find(({ name }) => name === "Cheap Clicks 24");
  if (refused !== undefined) {
    await client.create(`/applications/${String(refused.id)}/refuse`, {
      reason: "Doesn't say where the visitors come from",
    });
  }
  const club = campaigns[1];
  if (club === undefined) return;
  const { terms_version } = await client.read(`/campaigns/${club.id}`);
  for (const affiliate_id of affiliate_ids.slice(3, 5)) {
    await client.create(`/offers/${club.id}/apply`, {
      affiliate_id,
      accepted_terms_version: terms_version,
    });
  }
}

/** The money of a month that has ended, on a day of the month after it. */
export interface MonthEnd {
  from_ms: number;
  to_ms: number;
  /** Whether it is the last one that ended: some of its work is still to be done. */
  is_last: boolean;
}

/** Bills advertisers for a month. */
export async function billMonth(
  stage: Stage,
  { advertisers }: MadeNetwork,
  { from_ms, to_ms }: MonthEnd,
): Promise<string[]> {
  const ids: string[] = [];
  for (const { id, plan } of advertisers) {
    const currency = String(plan.body["currency"]);
    const invoice = await stage.client
      .create("/invoices", {
        advertiser_id: id,
        currency,
        from: isoTime(from_ms),
        to: isoTime(to_ms),
      })
      // Nothing was sold.
      .catch(() => null);
    if (invoice !== null) ids.push(String(invoice.id));
  }
  return ids;
}

/** Money comes in for invoices: of the last month only some of it. */
export async function collect(
  { client, clock }: Stage,
  invoice_ids: readonly string[],
  { is_last }: MonthEnd,
): Promise<void> {
  for (const [at, id] of invoice_ids.entries()) {
    if (is_last && at % 3 === 0) continue;
    const { open } = await client.read(`/invoices/${id}`);
    const amount = is_last && at % 3 === 1 ? halfOf(String(open)) : open;
    await client.create(`/invoices/${id}/receive`, {
      amount,
      date: isoTime(clock.nowMs()).slice(0, 10),
      reference: `Bank ${4700 + at}`,
    });
  }
}

function halfOf(amount: string): string {
  const micros = parseAmount(amount) ?? 0n;
  return formatAmount((micros / 20_000n) * 10_000n, "USD");
}

/** Pays affiliates for a month; of the last one, the run in euros waits for the bank. */
export async function payMonth(
  { client, clock }: Stage,
  { to_ms, is_last }: MonthEnd,
): Promise<void> {
  for (const currency of ["USD", "EUR", "GBP"]) {
    const run = await client.create("/payment-runs", {
      currency,
      up_to: isoTime(to_ms),
    });
    const ids = (run.payments as { id: string }[]).map(({ id }) => id);
    if (ids.length === 0) continue;
    await client.create("/payments/close", { ids });
    if (is_last && currency === "EUR") continue;
    const [failed, ...paid] = is_last ? ids.toReversed() : ["", ...ids];
    const month = isoTime(clock.nowMs()).slice(0, 7);
    if (paid.length > 0) {
      await client.create("/payments/pay", {
        payments: paid.map((id) => ({ id })),
        reference: `${currency} ${month}`,
      });
    }
    if (failed) {
      const reason = "The bank sent it back: account closed";
      await client.create(`/payments/${failed}/fail`, { reason });
    }
  }
}

/** Books bonuses and corrections. */
export async function keepBooks(
  { client }: Stage,
  { affiliate_ids, advertisers }: MadeNetwork,
): Promise<void> {
  await client.create("/ledger/adjustments", {
    affiliate_id: affiliate_ids[0],
    kind: "bonus",
    amount: "75.00",
    currency: "USD",
    reason: "Best of the season",
  });
  await client.create("/ledger/adjustments", {
    affiliate_id: affiliate_ids[1],
    kind: "correction",
    amount: "-12.50",
    currency: "EUR",
    reason: "Paid twice in the old system",
  });
  await client.create("/ledger/adjustments", {
    advertiser_id: advertisers[3]?.id,
    kind: "write_off",
    amount: "-18.00",
    currency: "USD",
    reason: "Agreed discount for the launch",
  });
}

/** Reports that somebody kept: they belong to a person, so a person's token makes them. */
export async function keepReports(
  { client }: Stage,
  user_id: string,
): Promise<void> {
  const made = await client.create("/tokens", { name: "Demo", user_id });
  const person = client.as(String(made.token));
  const reports = [
    { name: "By campaign", group_by: "campaign" },
    { name: "Affiliates by day", group_by: "affiliate,day" },
    { name: "Where visitors come from", group_by: "country,device" },
  ];
  for (const { name, group_by } of reports) {
    const query = { group_by, period: "last_30_days" };
    await person.create("/saved-reports", { name, query, shared: true });
  }
  await client.remove(`/tokens/${String(made.id)}`);
}

/** The beginnings of the months between two times, each with its end. */
export function monthsWithin(from_ms: number, to_ms: number): MonthEnd[] {
  const months: MonthEnd[] = [];
  const from = new Date(from_ms);
  for (let at = 0; ; at++) {
    const begins = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + at);
    const ends = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + at + 1);
    if (ends + 10 * DAY_MS > to_ms) break;
    months.push({ from_ms: begins, to_ms: ends, is_last: false });
  }
  return months.map((month, at) => ({
    ...month,
    is_last: at === months.length - 1,
  }));
}

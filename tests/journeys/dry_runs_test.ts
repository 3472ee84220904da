// A dry run shows what the real run would book: for each party, in the currency of its balance,
// wherever money is shown before it moves.
import { beforeAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { exactAmount } from "../exact_amount.ts";
import type { Exact } from "../exact_amount.ts";
import { serviceForFile } from "../harness.ts";
import { StatementOffice } from "../statement_office.ts";
import { replayAll } from "../tasks.ts";
import { addSource } from "../troubleshooting.ts";

const service = await serviceForFile();
const { api, clock } = service;

/** Money shown by a dry run and by a real one. */
interface Shown {
  affiliates: Record<string, unknown>[];
  advertisers: Record<string, unknown>[];
}

/** An action of the office, dry or real. */
type OfficeAction = (dry_run: boolean) => Promise<Shown>;

const CURRENCIES = [null, "EUR", "JPY", "KWD"] as const;

beforeAll(async () => {
  const date = new Date(clock.nowMs()).toISOString().slice(0, 10);
  const rates = { EUR: "0.9277", JPY: "151.37", KWD: "0.3071" };
  await api.call("PUT", "/fx-rates", { date, base: "USD", rates });
});

async function open(payout_currency: string | null) {
  const office = new StatementOffice(service);
  const { campaign_id } = await office.open();
  const change = { payout_currency, fx_spread_percent: "1.3" };
  await api.call("PATCH", `/campaigns/${campaign_id}`, change);
  return office;
}

type Office = Awaited<ReturnType<typeof open>>;

/** Balances in micros, by `affiliate 1 USD`. */
async function booksOf(office: Office): Promise<Map<string, bigint[]>> {
  const rows = await office.balances();
  return new Map(
    rows.map(({ party, currency, pending = "0", counted = "0" }) => {
      const sign = party?.startsWith("affiliate") === true ? -1n : 1n;
      const sums = [sign * BigInt(pending), sign * BigInt(counted)];
      return [`${party} ${currency}`, sums];
    }),
  );
}

/** Changes of the books, in the format in which they are shown. */
async function movedBy(office: Office, work: () => Promise<unknown>) {
  const before = await booksOf(office);
  await work();
  const after = await booksOf(office);
  const moved = new Map<string, string>();
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (!/^(affiliate|advertiser) /.test(key)) continue;
    const [was, is] = [before.get(key), after.get(key)];
    const [pending, counted] = [0, 1].map(
      (at) => (is?.[at] ?? 0n) - (was?.[at] ?? 0n),
    );
    if (pending !== 0n || counted !== 0n) {
      moved.set(key, `${pending} ${counted}`);
    }
  }
  return new Map([...moved].sort());
}

function sumsOf(one: Record<string, unknown>, ...fields: string[]): string {
  const amounts = one as Record<string, string> & Exact;
  return fields.map((field) => exactAmount(amounts, field)).join(" ");
}

function shownMoney({ affiliates, advertisers }: Shown): Map<string, string> {
  const lines = [
    ...affiliates.map((one): [string, string] => [
      `affiliate ${one["affiliate_id"]} ${one["currency"]}`,
      sumsOf(one, "payout_pending", "payout"),
    ]),
    ...advertisers.map((one): [string, string] => [
      `advertiser ${one["advertiser_id"]} ${one["currency"]}`,
      sumsOf(one, "revenue_pending", "revenue"),
    ]),
  ];
  return new Map(lines.sort());
}

/**
 * Does a dry run, then the real one, and compares what was shown with what was
 * booked.
 */
async function holds(office: Office, action: OfficeAction): Promise<Shown> {
  let tried: Shown | null = null;
  const nothing = await movedBy(office, async () => {
    tried = await action(true);
  });
  expect(nothing).toEqual(new Map());
  if (tried === null) throw new Error("Nothing was tried");
  const moved = await movedBy(office, () => action(false));
  expect(shownMoney(tried)).toEqual(moved);
  return tried;
}

const callShown = (method: string, path: string, body: object) =>
  api.call<Shown>(method, path, body);
const REASON = { reason: "looked at" };

describe.each(CURRENCIES)(
  "what is tried out, paid in %p,",
  (payout_currency) => {
    test("is what a change of one books", async () => {
      const office = await open(payout_currency);
      const { id } = await office.sell("O-1", "14.00");
      const tried = await holds(office, (dry_run) =>
        callShown("PATCH", `/conversions/${id}`, {
          ...{ ...REASON, dry_run },
          status: "reversed",
        }),
      );
      expect(tried.affiliates).toMatchObject([
        { currency: payout_currency ?? "USD" },
      ]);
      const click_id = await api.click(office.setup.slug);
      await holds(office, (dry_run) =>
        callShown("POST", "/conversions", {
          ...{ ...REASON, dry_run, click_id },
          order_id: "O-2",
          amount: "33.33",
        }),
      );
    });

    test("is what a change of many books", async () => {
      const office = await open(payout_currency);
      const ids = [
        (await office.sell("B-1", "14.00")).id,
        (await office.sell("B-2", "77.77", { status: "pending" })).id,
      ];
      for (const status of ["approved", "reversed"]) {
        await holds(office, (dry_run) =>
          callShown("POST", "/conversions/bulk", {
            ...{ ...REASON, dry_run, ids, status },
          }),
        );
      }
    });

    test("is what an import books, and what taking it back books", async () => {
      const office = await open(payout_currency);
      await office.sell("I-1", "14.00");
      const { slug } = office.setup;
      const { id } = await office.import([
        { order_id: "I-1", amount: "9.99" },
        { click_id: await api.click(slug), order_id: "I-2", amount: "31.07" },
      ]);
      await holds(office, (dry_run) =>
        callShown("POST", `/imports/${id}/apply`, { ...REASON, dry_run }),
      );
      await holds(office, (dry_run) =>
        callShown("POST", `/imports/${id}/undo`, { dry_run }),
      );
    });

    test("is what a replay books", async () => {
      const office = await open(payout_currency);
      const { advertiser_id, slug } = office.setup;
      const source = await addSource(api, office.setup, { require: "none" });
      for (const at of [1, 2]) {
        const click_id = await api.click(slug);
        const said = { click_id, order_id: `R-${at}`, amount: `${at}1.11` };
        await api.postback({ ...said, goal: "buy" });
      }
      await api.call("PATCH", source.at, { goal_map: { buy: "sale" } });
      const filter = { advertiser_id, code: "unknown_goal" };
      const tried = await holds(office, (dry_run) =>
        replayAll<Shown>(service, { filter, dry_run }),
      );
      const { money } = tried as unknown as { money: { currency: string }[] };
      expect(money.map(({ currency }) => currency).sort()).toEqual(
        [...new Set([payout_currency ?? "USD", "USD"])].sort(),
      );
    });

    test("is what a payment run pays", async () => {
      const office = await open(payout_currency);
      await office.sell("P-1", "140.00");
      const run = (dry_run: boolean) =>
        api.call<{ payments: { currency: string; amount: string }[] }>(
          "POST",
          "/payment-runs",
          {
            currency: payout_currency ?? "USD",
            up_to: new Date(clock.nowMs() + 1).toISOString(),
            affiliate_ids: [office.setup.affiliate_id],
            dry_run,
          },
        );
      const said = (await run(true)).payments.map(({ amount }) => amount);
      const made = (await run(false)).payments.map(({ amount }) => amount);
      expect(made).toHaveLength(1);
      expect(said).toEqual(made);
    });
  },
);

describe("whatever a statement says", () => {
  test("applying and taking back book what their dry runs show", async () => {
    const office = await open("EUR");
    const agreed = [];
    for (let at = 0; at < 20; at++) {
      agreed.push((await office.sell(`OK-${at}`, `${100 + at}.00`)).line);
    }
    const less = await office.sell("LESS", "14.00");
    await office.sell("LACKING", "50.00");
    const gone = await office.sell("GONE", "61.00");
    const { id } = await office.state([
      ...agreed,
      { ...less.line, amount: "10.00" },
      { ...gone.line, status: "cancelled" },
    ]);
    await holds(office, (dry_run) =>
      callShown("POST", `/reconciliations/${id}/apply`, {
        ...{ ...REASON, dry_run, break_ids: "all" },
      }),
    );
    await holds(office, (dry_run) =>
      callShown("POST", `/reconciliations/${id}/undo`, { dry_run }),
    );
  });

  test("and whatever a person sets", async () => {
    const offices = await Promise.all(CURRENCIES.map(open));
    const ids: string[] = [];
    for (const [at, office] of offices.entries()) {
      const said = { status: at % 2 === 0 ? "pending" : "approved" };
      ids.push((await office.sell(`F-${at}`, "100.00", said)).id);
    }
    const amount = fc.integer({ min: 1, max: 50_000_000 });
    const changes = fc.record(
      {
        status: fc.constantFrom("approved", "rejected", "reversed"),
        amount: amount.map((cents) => String(cents / 1_000)),
        payout: fc.integer({ min: 0, max: 999 }).map(String),
      },
      { requiredKeys: [] },
    );
    const whose = fc.nat({ max: CURRENCIES.length - 1 });
    const property = fc.asyncProperty(whose, changes, async (at, change) => {
      const [office, id] = [offices[at], ids[at]];
      if (office === undefined) return;
      const path = `/conversions/${id}`;
      const body = { ...REASON, ...change };
      const tried = await api.try("PATCH", path, { ...body, dry_run: true });
      if (tried.status !== 200) return;
      await holds(office, (dry_run) =>
        callShown("PATCH", path, { ...body, dry_run }),
      );
    });
    await fc.assert(property, { numRuns: 40 });
  });
});

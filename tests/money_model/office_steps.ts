import { extendLedger } from "../../modules/payouts/mod.ts";
import type { Answer } from "../api_client.ts";
import { exactAmount } from "../exact_amount.ts";
import type { Exact } from "../exact_amount.ts";
import { minorUnit, unitsIn } from "./ledger_model.ts";
import { asSent } from "./money_world.ts";
import type { MoneyWorld } from "./money_world.ts";
import type { ModelPayment } from "./office_model.ts";
import { charged } from "./office_model.ts";
import { answered, anyOf } from "./step.ts";
import type { Draw, Step } from "./step.ts";

const DAY_MS = 86_400_000;
const CURRENCIES = ["USD", "JPY", "KWD"] as const;

/** An adjustment: a bonus, an advance or a write-off. */
export const adjust: Draw = (world) => {
  const { chance, office, ledger } = world;
  const is_again = office.adjustments.size > 0 && chance.happens(0.15);
  const key = is_again
    ? (anyOf(world, office.adjustments.keys()) ?? "")
    : world.name("key");
  const currency = chance.oneOf(CURRENCIES);
  const is_affiliate = chance.happens(0.7);
  const amount = BigInt(chance.between(-30_000_000, 30_000_001)) + 1n;
  if (amount === 0n) return null;
  const party = anyOf(
    world,
    is_affiliate ? world.affiliates : world.advertisers,
  );
  if (party === undefined) return null;
  const body = {
    ...(is_affiliate ? { affiliate_id: party } : { advertiser_id: party }),
    ...{ currency, amount: asSent(amount), idempotency_key: key },
    kind: chance.oneOf(["bonus", "advance", "write_off", "correction"]),
    reason: "by hand",
  };
  const behind_ms = ledger.open_from > 0 && chance.happens(0.3) ? 1_000 : 0;
  const path = "/ledger/adjustments";
  return {
    name: `adjust ${Bun.inspect(body)} ${behind_ms}`,
    is_twice: behind_ms === 0,
    send: () =>
      behind_ms === 0
        ? world.call("POST", path, body)
        : behind(world, behind_ms, () => world.call("POST", path, body)),
    judge(answers) {
      const content = JSON.stringify(body);
      const known = office.adjustments.get(key);
      if (known !== undefined) {
        const code = known === content ? null : "ledger_conflict";
        return answered(answers, code);
      }
      office.adjustments.set(key, content);
      const booked = ledger.post({
        ...{ kind: body.kind, about: "", currency },
        ...(is_affiliate ? { affiliate: party } : { advertiser: party }),
        amounts: is_affiliate
          ? { payable: -amount, margin: amount }
          : { receivable: amount, margin: -amount },
      });
      if (booked !== null && behind_ms > 0) booked.at = ledger.open_from;
      return answered(answers, null);
    },
  };
};

/** Runs with a clock before the end of the locked period. */
async function behind(
  { clock, ledger }: MoneyWorld,
  ms: number,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const now = clock.nowMs();
  clock.set(ledger.open_from - ms);
  try {
    return await work();
  } finally {
    clock.set(now);
  }
}

/** A payment run. */
export const run: Draw = (world) => {
  const { chance, office, ledger } = world;
  const { now } = ledger;
  const asked = {
    currency: chance.oneOf(CURRENCIES),
    up_to: now + chance.oneOf([1, 1, 1, 50 * DAY_MS, -5 * DAY_MS]),
    minimum: chance.oneOf([0n, 0n, 25_000_000n]),
    affiliates: chance.happens(0.3) ? world.affiliates.slice(0, 2) : null,
  };
  const body = {
    currency: asked.currency,
    up_to: new Date(asked.up_to).toISOString(),
    ...(asked.minimum === 0n ? {} : { min_amount: asSent(asked.minimum) }),
    ...(asked.affiliates === null ? {} : { affiliate_ids: asked.affiliates }),
    dry_run: chance.happens(0.1),
  };
  return {
    name: `run ${Bun.inspect(body)}`,
    is_twice: !body.dry_run,
    send: () => world.call("POST", "/payment-runs", body),
    judge(answers) {
      const plan = office.plan(asked);
      const made = answers.flatMap(({ body: { payments } }) =>
        Array.isArray(payments) ? (payments as Made[]) : [],
      );
      const is = made.map((one) => `${one.affiliate_id} ${one.entries_sum}`);
      const should = [...plan].map(([id, { sum }]) => `${id} ${sum}`);
      const paid = made.map((one) => {
        return `${one.affiliate_id} ${exactAmount(one, "entries_sum")}`;
      });
      if (!Bun.deepEquals(paid.toSorted(), should.toSorted())) {
        return `it pays ${is.join(", ")}, and should ${should.join(", ")}`;
      }
      for (const { id, affiliate_id } of body.dry_run ? [] : made) {
        const { entries = [] } = plan.get(affiliate_id) ?? {};
        office.make(id, affiliate_id, asked.currency, entries);
      }
      return answered(answers, null);
    },
  };
};

interface Made extends Exact {
  id: string;
  affiliate_id: number;
  entries_sum: string;
}

const ACTS = ["close", "pay", "pay", "pay", "fail", "void"] as const;

/** Closes, pays, fails or voids a payment in any state. */
export const settle: Draw = (world) => {
  const { chance, office } = world;
  const payment = anyOf(world, office.payments.values());
  if (payment === undefined) return null;
  const reference = chance.oneOf(["R-1", "R-1", "R-2"]);
  const reason = chance.oneOf(["it came back", "a wrong account"]);
  const act = chance.oneOf(ACTS);
  const body = {
    ...{ close: undefined, pay: { reference } },
    ...{ fail: { reason }, void: { reason } },
  }[act];
  return {
    name: `${act} ${payment.id} ${payment.state}`,
    is_twice: true,
    send: () => world.call("POST", `/payments/${payment.id}/${act}`, body),
    judge: (answers) =>
      answered(
        answers,
        settleModel(world, payment, act, { reference, reason }),
      ),
  };
};

function settleModel(
  { office }: MoneyWorld,
  payment: ModelPayment,
  act: "close" | "pay" | "fail" | "void",
  { reference, reason }: { reference: string; reason: string },
): string | null {
  const { state } = payment;
  const refused =
    state === "paid" && act === "pay" ? "already_paid" : `payment_${state}`;
  if (act === "void") office.voidPayment(payment);
  else if (act === "close") return office.close(payment) ? null : refused;
  else if (act === "fail") return office.fail(payment, reason) ? null : refused;
  else return office.pay(payment, reference) ? null : refused;
  return null;
}

/** Invoices an advertiser for what is approved. */
export const invoice: Draw = (world) => {
  const { chance, office, ledger } = world;
  const advertiser = anyOf(world, world.advertisers);
  if (advertiser === undefined) return null;
  const from = chance.happens(0.8) ? 0 : ledger.now - 20 * DAY_MS;
  const currency = chance.oneOf(CURRENCIES);
  const asked = { advertiser, currency, from, to: ledger.now + 1 };
  const body = {
    advertiser_id: advertiser,
    currency,
    from: new Date(from).toISOString(),
    to: new Date(asked.to).toISOString(),
  };
  return {
    name: `invoice ${Bun.inspect(body)}`,
    is_twice: true,
    send: () => world.call("POST", "/invoices", body),
    judge(answers) {
      const entries = office.billable(asked);
      const made = answers.filter(({ status }) => status === 201);
      if (charged(entries) < minorUnit(currency)) {
        return answered(answers, "nothing_to_invoice");
      }
      const [first] = made;
      if (first === undefined || made.length > 1) {
        return `${made.length} invoices were made: ${Bun.inspect(answers[0]?.body)}`;
      }
      office.invoice(String(first.body["id"]), asked, entries);
      const others = answers.filter((answer) => answer !== first);
      return answered(others, "nothing_to_invoice");
    },
  };
};

/** Receives money for an invoice, or voids it. */
export const settleInvoice: Draw = (world) => {
  const { chance, office } = world;
  const one = anyOf(world, office.invoices.values());
  if (one === undefined) return null;
  const path = `/invoices/${one.id}`;
  if (chance.happens(0.25)) {
    return {
      name: `void invoice ${one.id}`,
      is_twice: true,
      send: () => world.call("POST", `${path}/void`, { reason: "wrong" }),
      judge(answers) {
        office.voidInvoice(one);
        return answered(answers, null);
      },
    };
  }
  const reference = chance.oneOf(["in-1", "in-2", "in-3"]);
  const unit = minorUnit(one.currency);
  const units = unitsIn(one.amount, unit);
  const amount = chance.happens(0.5)
    ? one.amount
    : BigInt(chance.between(1, units + 1)) * unit;
  const body = { amount: asSent(amount), date: "2026-12-01", reference };
  return {
    name: `receive ${Bun.inspect(body)}`,
    is_twice: true,
    send: () => world.call("POST", `${path}/receive`, body),
    judge: (answers) =>
      answered(answers, office.receive(one, reference, amount)),
  };
};

/** Releases a hold early. */
export const release: Draw = async (world) => {
  const { office, ledger, service } = world;
  const entry = anyOf(
    world,
    ledger.entries.filter(({ about }) => about.startsWith("order")),
  );
  if (entry === undefined) return null;
  const { about, version } = entry;
  const [row] = await service.db.$client<{ id: string }[]>`
    select t.id from ledger_transactions t
    join conversions c on c.campaign_id = t.campaign_id and c.id = t.conversion_id
    where c.order_id = ${about} and t.version = ${version}
      and (t.kind = 'fx') = ${entry.kind === "fx"}`;
  const path = `/ledger/entries/${row?.id}/release`;
  return {
    name: `release ${about} ${version}`,
    is_twice: true,
    send: () => world.call("POST", path, { reason: "a good partner" }),
    judge: (answers) =>
      answered(answers, office.release(entry) ? null : "not_on_hold"),
  };
};

/** Locks a month: the last one or, too early, the current one. */
export const lock: Draw = (world) => {
  const { chance, office, ledger } = world;
  const day = new Date(ledger.now);
  const is_early = chance.happens(0.2);
  const next_ms = Date.UTC(
    day.getUTCFullYear(),
    day.getUTCMonth() + (is_early ? 1 : 0),
    1,
  );
  const month = new Date(next_ms - 1).toISOString().slice(0, 7);
  return {
    name: `lock ${month}`,
    send: () => world.call("POST", `/periods/${month}/lock`, {}),
    judge(answers) {
      if (is_early) return answered(answers, "period_not_over");
      ledger.open_from = Math.max(ledger.open_from, next_ms);
      office.locked.add(month);
      return answered(answers, null);
    },
  };
};

/** Advances the clock. */
export const wait: Draw = (world) => {
  const { chance, clock } = world;
  const ms = chance.oneOf([1, 1_000, DAY_MS, 6 * DAY_MS, 16 * DAY_MS]);
  let is_done = false;
  return stepWithoutRequest(world, `wait ${ms}`, async () => {
    if (!is_done) clock.advance(ms);
    is_done = true;
  });
};

/** Advances the horizon, the chain and the snapshots. */
export const extend: Draw = (world) => {
  const { db } = world.service;
  const { clock } = world;
  return stepWithoutRequest(world, "extend", () => extendLedger({ db, clock }));
};

/** A step without a request. */
function stepWithoutRequest(
  world: MoneyWorld,
  name: string,
  work: () => Promise<void>,
): Step {
  return {
    name,
    async send() {
      try {
        await work();
        return await world.call("GET", "/periods");
      } catch (error) {
        if (!/injected/.test(Bun.inspect(error))) throw error;
        return { status: 500, headers: new Headers(), body: {} };
      }
    },
    judge: (answers) => answered(answers, null),
  };
}

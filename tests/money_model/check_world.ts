import { sql } from "drizzle-orm";
import type { Answer } from "../api_client.ts";
import { exactAmount } from "../exact_amount.ts";
import type { Exact } from "../exact_amount.ts";
import { owedFor, accountsOf } from "./conversion_model.ts";
import { ACCOUNT_NAMES, micros } from "./ledger_model.ts";
import type { AccountName, ModelEntry } from "./ledger_model.ts";
import type { MoneyWorld } from "./money_world.ts";
import { bothBooks } from "./read_books.ts";

/** Returns what is wrong, or null; called after every step. */
export async function findProblem(world: MoneyWorld): Promise<string | null> {
  const { booked, meant } = await bothBooks(world);
  if (!Bun.deepEquals(booked, meant)) {
    const without = (left: string[], right: string[]) =>
      left.filter((line) => !right.includes(line)).join("\n  ");
    return `the books differ:\n  there is:\n  ${without(booked, meant)}\n  there should be:\n  ${without(meant, booked)}`;
  }
  return (
    (await conservation(world)) ??
    openPositions(world) ??
    reversedMoney(world) ??
    (await balances(world)) ??
    (await pastAccounts(world))
  );
}

/**
 * All accounts of a currency sum to zero in the database, and each matches the
 * model.
 */
async function conservation({ ledger, service }: MoneyWorld) {
  const meant = ledger.sums(() => true);
  const rows = await service.db.execute<Record<string, string>>(
    sql.raw(
      `select currency, ${ACCOUNT_NAMES.map((name) => `sum(${name}_micros)::text as ${name}`).join(", ")} from ledger_transactions group by currency`,
    ),
  );
  for (const row of rows) {
    const all = ACCOUNT_NAMES.map((name) => BigInt(row[name] ?? "x"));
    const sum = all.reduce((left, right) => left + right, 0n);
    if (sum !== 0n) return `${row["currency"]} is not conserved: ${sum}`;
    const difference = ACCOUNT_NAMES.find(
      (name, index) => meant.get(row["currency"] ?? "")?.[name] !== all[index],
    );
    if (difference !== undefined) {
      return `${row["currency"]} ${difference} is ${row[difference]}`;
    }
  }
  return rows.length === meant.size ? null : "a currency is missing";
}

/**
 * The pending accounts match the pending conversions; the approved ones match the
 * approved conversions and what followed from them.
 */
function openPositions({ ledger, conversions }: MoneyWorld): string | null {
  const all = [...conversions.all.values()];
  const sums_of = ledger.sums(({ about }) => conversions.all.has(about));
  for (const [currency, sums] of sums_of) {
    const billed = all.filter(({ campaign }) => campaign.currency === currency);
    const owed = all.filter(
      ({ campaign, owed_in }) => (owed_in ?? campaign.currency) === currency,
    );
    const revenue = billed.map(accountsOf);
    const payout = owed.map(owedFor);
    const is_same =
      sums.receivable_pending === total(revenue, "pending_revenue") &&
      sums.payable_pending === -total(payout, "pending_payout") &&
      sums.receivable === total(revenue, "revenue") &&
      sums.payable === -total(payout, "payout");
    if (!is_same)
      return `the open positions of ${currency} are not its accounts`;
  }
  return null;
}

type Money = ReturnType<typeof accountsOf>;

function total(all: readonly Money[], name: keyof Money): bigint {
  return all.reduce((sum, one) => sum + one[name], 0n);
}

/**
 * Reversed money can't be kept: for a conversion that no longer counts, payable
 * plus paid is zero or less.
 */
function reversedMoney({ ledger, conversions }: MoneyWorld): string | null {
  for (const conversion of conversions.all.values()) {
    if (conversion.status === "approved") continue;
    const left = ledger.entries
      .filter(({ about }) => about === conversion.order)
      .filter(
        ({ is_released, payable_from }) =>
          is_released || (payable_from ?? 0) <= ledger.now,
      )
      .reduce((sum, { amounts }) => sum - (amounts.payable ?? 0n), 0n);
    if (left > 0n) return `${conversion.order} is over, and ${left} is payable`;
  }
  return null;
}

interface Balance extends Exact {
  currency: string;
  pending: string;
  on_hold: ({ until: string; amount: string } & Exact)[];
  payable: string;
  in_payments: string;
  paid: string;
}

async function balances(world: MoneyWorld): Promise<string | null> {
  const id = world.chance.oneOf(world.affiliates as [number]);
  const answer = await world.call("GET", `/affiliates/${id}/balance`);
  for (const shown of dataOf<Balance>(answer)) {
    const meant = world.office.balance(id, shown.currency);
    const is = {
      pending: exactAmount(shown, "pending"),
      on_hold: shown.on_hold.map((hold) => ({
        until: hold.until,
        amount: exactAmount(hold, "amount"),
      })),
      payable: exactAmount(shown, "payable"),
      in_payments: exactAmount(shown, "in_payments"),
      paid: exactAmount(shown, "paid"),
    };
    if (Bun.deepEquals(is, meant)) continue;
    return `the balance of ${id} in ${shown.currency} is ${Bun.inspect(is)}, and should be ${Bun.inspect(meant)}`;
  }
  return null;
}

/** As of a past moment, a party's accounts match the bookings until then. */
async function pastAccounts(world: MoneyWorld): Promise<string | null> {
  const { chance, ledger } = world;
  const { entries } = ledger;
  const at = entries[chance.between(0, entries.length)]?.at ?? ledger.now;
  const as_of = at - chance.oneOf([0, 0, 1]);
  const [who, isMeant] = chance.oneOf(parties(world));
  const query = new URLSearchParams(who);
  query.set("as_of", new Date(as_of).toISOString());
  const answer = await world.call("GET", `/ledger/accounts?${query}`);
  const meant = ledger.sums(isMeant, as_of);
  const shown = dataOf<Record<AccountName | "currency", string>>(answer);
  for (const row of shown) {
    const sums = meant.get(row.currency);
    const off = ACCOUNT_NAMES.find(
      (name) => micros(row[name]) !== (sums?.[name] ?? 0n),
    );
    if (off === undefined) continue;
    return `as of ${as_of}, ${Bun.inspect(who)} has ${off} ${row[off]} ${row.currency}, and should have ${sums?.[off]}`;
  }
  const known = new Set(shown.map(({ currency }) => currency));
  const missing = [...meant.keys()].find((currency) => !known.has(currency));
  return missing === undefined ? null : `as of ${as_of}, ${missing} is missing`;
}

type Who = [Record<string, string>, (entry: ModelEntry) => boolean];

function parties({ affiliates, advertisers }: MoneyWorld): [Who, ...Who[]] {
  return [
    [{}, () => true],
    ...affiliates.map((id): Who => {
      return [{ affiliate_id: `${id}` }, ({ affiliate }) => affiliate === id];
    }),
    ...advertisers.map((id): Who => {
      return [{ advertiser_id: `${id}` }, (entry) => entry.advertiser === id];
    }),
  ];
}

function dataOf<T>(answer: Answer): T[] {
  if (answer.status === 200) return answer.body["data"] as T[];
  throw new Error(`It answered ${answer.status}: ${Bun.inspect(answer.body)}`);
}

import { sql, eq } from "drizzle-orm";
import { recordset, insertRows } from "../../db/mod.ts";
import type { Transaction, Database } from "../../db/mod.ts";
import { ledgerTransactions, releasedHolds } from "../../db/schema/mod.ts";
import type { Clock, Micros } from "../kernel/mod.ts";
import type { BookingFloor, Entry } from "./write_entries.ts";
import { moneyOf } from "./party_money.ts";
import type { PartyMoney } from "./party_money.ts";
import { writeEntries } from "./write_entries.ts";
import { orNotFound } from "../http/mod.ts";
import { isoTime, isUuid, Problem } from "../kernel/mod.ts";

/**
 * Where a conversion's money is booked: in the pending accounts, the approved ones,
 * or nowhere.
 */
type BookedAs = "pending" | "approved" | "none";

/** A conversion's money at one version. */
export interface Position {
  standing: BookedAs;
  revenue_micros: Micros;
  payout_micros: Micros;
  /**
   * Amount owed to the affiliate, if in another currency; the network's spread is
   * kept apart.
   */
  owed?: Owed | null;
}

/** A payout converted to another currency. */
interface Owed {
  currency: string;
  micros: Micros;
  spread_micros: Micros;
  rate_id: number | null;
}

/** A change of a conversion, to be booked. */
export interface Booking {
  campaign_id: number;
  conversion_id: string;
  version: number;
  kind: string;
  currency: string;
  advertiser_id: number;
  affiliate_id: number;
  /** When the payable becomes payable; null means at once. */
  payable_from?: number | null;
  /** The exchange rate used, if any. */
  rate_id?: number | null;
  /** The prices that applied to the conversion. */
  rule_version?: number | null;
  goal_payout_id?: number | null;
  tier_step?: number | null;
  reason?: string | null;
  /** Position before; null for a new conversion. */
  before: Position | null;
  after: Position;
}

/** Amounts of a ledger entry. Debits are positive; the sum is zero. */
export interface LedgerAmounts {
  receivable_pending_micros: Micros;
  receivable_micros: Micros;
  payable_pending_micros: Micros;
  payable_micros: Micros;
  margin_pending_micros: Micros;
  margin_micros: Micros;
}

/**
 * Returns the amounts that lead from one position to another: the advertiser's debt
 * on one side, the affiliate's payout and the network's margin on the other.
 * Pending and approved money have separate accounts.
 */
export function ledgerAmounts(
  before: Position | null,
  after: Position,
): LedgerAmounts {
  const pending = difference(before, after, "pending");
  const approved = difference(before, after, "approved");
  return {
    receivable_pending_micros: pending.revenue,
    payable_pending_micros: -pending.payout,
    margin_pending_micros: pending.payout - pending.revenue,
    receivable_micros: approved.revenue,
    payable_micros: -approved.payout,
    margin_micros: approved.payout - approved.revenue,
  };
}

/**
 * Books changes of conversions in their transaction; a change without money books
 * nothing. Later changes name the conversion's first entry as their origin, so that
 * they can be traced into a locked month. They do so whether or not that month is
 * locked: an entry's content must not depend on when it is booked, or booking it
 * again would be a conflict.
 */
export async function book(
  tx: Transaction,
  clock: Clock,
  bookings: readonly Booking[],
  floor: Promise<BookingFloor> | null = null,
): Promise<void> {
  const first = new Map<string, { version: number; entry: Entry }>();
  const owed = bookings.flatMap((booking) => owedEntry(booking) ?? []);
  const entries = bookings.flatMap((booking): Entry[] => {
    const entry = entryOf(booking);
    if (entry === null) return [];
    const { conversion_id, version } = entry;
    const known = first.get(conversion_id);
    if (known === undefined || version < known.version) {
      first.set(conversion_id, { version, entry });
    }
    return [entry];
  });
  // Later entries of a batch find their origin only once it is written.
  const isFirst = (entry: Entry) =>
    first.get(entry.conversion_id)?.entry === entry;
  for (const part of [
    entries.filter(isFirst),
    entries.filter((entry) => !isFirst(entry)),
    owed,
  ]) {
    const entries = await withOrigins(tx, part);
    const ids = await writeEntries(tx, clock, entries, floor);
    await releaseWithOthers(tx, clock, heldChanges(part, clock) ? ids : []);
  }
}

/**
 * Returns the money that a booking moves for each party, in its currency; the
 * affiliate's may differ.
 */
export function partiesOf(booking: Booking): PartyMoney[] {
  const entries = [entryOf(booking), owedEntry(booking)];
  return entries.flatMap((entry) => (entry === null ? [] : moneyOf(entry)));
}

/** Whether any entry changes a hold that may have been released early. */
function heldChanges(entries: readonly Entry[], clock: Clock): boolean {
  const now = clock.nowMs();
  return entries.some(
    ({ version, payable_from }) => version > 1 && (payable_from ?? 0) > now,
  );
}

/**
 * The booking in the campaign's currency; a payout in another currency goes to the
 * FX account.
 */
function entryOf(booking: Booking): Entry | null {
  const { before, after, ...about } = booking;
  const amounts = ledgerAmounts(before, after);
  if (owedOf(booking) === null) {
    return isNothing(amounts) ? null : { ...about, ...amounts };
  }
  const { payable_pending_micros, payable_micros, ...others } = amounts;
  const moved = {
    ...others,
    fx_micros: payable_pending_micros + payable_micros,
  };
  if (isNothing(moved)) return null;
  // The affiliate's side, with its hold, is in the other entry.
  return { ...about, payable_from: null, affiliate_id: null, ...moved };
}

/**
 * The other half of such a booking: what the affiliate is owed in its currency, and
 * the network's spread.
 */
function owedEntry(booking: Booking): Entry | null {
  const owed = owedOf(booking);
  if (owed === null) return null;
  const { before, after, ...about } = booking;
  const gross = ledgerAmounts(
    before === null ? null : owedPosition(before),
    owedPosition(after),
  );
  const {
    receivable_pending_micros: pending,
    receivable_micros: approved,
    ...sides
  } = gross;
  const amounts = { ...sides, fx_micros: pending + approved };
  if (isNothing(amounts)) return null;
  const { currency, rate_id } = owed;
  const kind = "fx";
  return { ...about, kind, advertiser_id: null, currency, rate_id, ...amounts };
}

/**
 * Treats the FX account like an advertiser: its amount comes in, the affiliate gets
 * its part, and the spread is margin.
 */
function owedPosition({ standing, owed }: Position): Position {
  const { micros = 0n, spread_micros = 0n } = owed ?? {};
  const revenue_micros = micros + spread_micros;
  return { standing, revenue_micros, payout_micros: micros };
}

function owedOf({ before, after }: Booking): Owed | null {
  return after.owed ?? before?.owed ?? null;
}

function isNothing(amounts: object): boolean {
  return Object.values(amounts).every((amount) => amount === 0n);
}

/**
 * Looks up origins. First versions have none, so new conversions cost no query;
 * only an entry in another currency refers to the entry of the same version.
 */
async function withOrigins(
  tx: Transaction,
  entries: readonly Entry[],
): Promise<Entry[]> {
  const changes = entries.filter(
    ({ version, kind }) => version > 1 || kind === "fx",
  );
  if (changes.length === 0) return [...entries];
  const rows = await tx.execute<{ key: string; id: string }>(sql`
    select distinct on (k.conversion_id, k.version)
      concat(k.conversion_id, ' ', k.version) as key, t.id
    from ${recordset("k", changes, {
      campaign_id: "integer",
      conversion_id: "uuid",
      version: "integer",
      kind: "text",
    })}
    join ${ledgerTransactions} as t on t.campaign_id = k.campaign_id
      and t.conversion_id = k.conversion_id
      and (t.version < k.version and k.kind <> 'fx'
        or t.version = k.version and k.kind = 'fx' and t.kind <> 'fx')
    order by k.conversion_id, k.version, t.version, t.id`);
  const origins = new Map(rows.map(({ key, id }) => [key, id]));
  return entries.map((entry) => ({
    ...entry,
    origin_id: origins.get(`${entry.conversion_id} ${entry.version}`) ?? null,
  }));
}

function difference(
  before: Position | null,
  after: Position,
  standing: BookedAs,
): { revenue: Micros; payout: Micros } {
  const was = before?.standing === standing ? before : null;
  const is = after.standing === standing ? after : null;
  return {
    revenue: (is?.revenue_micros ?? 0n) - (was?.revenue_micros ?? 0n),
    payout: (is?.payout_micros ?? 0n) - (was?.payout_micros ?? 0n),
  };
}

/**
 * Releases an entry's hold early, together with the conversion's other entries on
 * hold: a partial reversal must not stay behind. Returns the released entries;
 * releasing again does nothing.
 */
export async function releaseHold(
  { db, clock }: { db: Database; clock: Clock },
  input: { entry_id: string; reason: string },
): Promise<{ entry_id: string; released_at: string; entry_ids: string[] }> {
  return await db.transaction(async (tx) => {
    const [row] = isUuid(input.entry_id)
      ? await tx
          .select()
          .from(ledgerTransactions)
          .where(eq(ledgerTransactions.id, input.entry_id))
      : [];
    const entry = orNotFound(row);
    const { payable_from, campaign_id, conversion_id } = entry;
    const now = clock.nowMs();
    if (payable_from === null || entry.payable_micros === 0n) {
      throw notOnHold("it never was");
    }
    const held = await tx.execute<{
      id: string;
      released_at: string | null;
    }>(sql`
      select t.id, r.released_at from ${ledgerTransactions} as t
      left join ${releasedHolds} as r on r.entry_id = t.id
      where t.campaign_id = ${campaign_id} and t.conversion_id = ${conversion_id}::uuid
        and t.payable_micros <> 0
        and (t.payable_from > ${isoTime(now)}::timestamptz or r.entry_id is not null)
      order by t.id`);
    if (!held.some(({ id }) => id === entry.id)) {
      throw notOnHold(`it is payable since ${isoTime(payable_from)}`);
    }
    await insertRows(
      tx,
      releasedHolds,
      held.map(({ id }) => ({
        entry_id: id,
        released_at: now,
        reason: input.reason,
      })),
      { on_conflict: "do nothing" },
    );
    const [released] = await tx
      .select()
      .from(releasedHolds)
      .where(eq(releasedHolds.entry_id, entry.id));
    return {
      entry_id: entry.id,
      released_at: isoTime(orNotFound(released).released_at),
      entry_ids: held.map(({ id }) => id),
    };
  });
}

/**
 * Releases new entries if a hold of their conversion until the same time was
 * released before: a deduction must not wait while the rest is paid.
 */
async function releaseWithOthers(
  tx: Transaction,
  clock: Clock,
  entry_ids: readonly string[],
): Promise<void> {
  if (entry_ids.length === 0) return;
  const added = recordset(
    "k",
    entry_ids.map((id) => ({ id })),
    { id: "uuid" },
  );
  await tx.execute(sql`
    insert into ${releasedHolds} (entry_id, released_at, reason)
    select t.id, ${isoTime(clock.nowMs())}::timestamptz, min(r.reason)
    from ${added} join ${ledgerTransactions} as t on t.id = k.id
    join ${ledgerTransactions} as u on u.campaign_id = t.campaign_id
      and u.conversion_id = t.conversion_id and u.payable_from = t.payable_from
    join ${releasedHolds} as r on r.entry_id = u.id
    where t.payable_micros <> 0
    group by t.id on conflict do nothing`);
}

function notOnHold(why: string): Problem {
  return new Problem(409, "not_on_hold", `The entry is not on hold: ${why}`);
}

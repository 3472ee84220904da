import { sql } from "drizzle-orm";
import { recordset } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { conversions, ledgerTransactions } from "../../../db/schema/mod.ts";
import type { Clock, Micros } from "../../kernel/mod.ts";
import { writeEntries } from "../../payouts/mod.ts";
import type { Entry } from "../../payouts/mod.ts";

/** The kind of the entries that stand for differences that were let pass. */
export const VARIANCE_KIND = "variance";

/** What of a conversion is to stand in the variance account: what they owe more, or less, than the conversion says. */
export interface VarianceTarget {
  key: string;
  campaign_id: number;
  conversion_id: string;
  advertiser_id: number;
  currency: string;
  receivable_micros: Micros;
  reason: string;
}

/** What was booked for a target; without an entry where it stood there already. */
export interface VarianceBooked extends VarianceTarget {
  entry_id: string | null;
}

/**
 * Brings what is booked as the variance of conversions to what it is to be: the
 * advertiser's receivable against the variance account. It is said once, however
 * often a statement is compared. The caller sees to it that nobody else does so
 * for the same advertiser meanwhile.
 */
export async function bookVariances(
  tx: Transaction,
  clock: Clock,
  targets: readonly VarianceTarget[],
): Promise<VarianceBooked[]> {
  const booked = await readVariances(tx, targets);
  const planned = targets.map((target) => {
    const before = booked.get(target.conversion_id) ?? NOTHING;
    const receivable_micros = target.receivable_micros - before.micros;
    const entry: Entry = {
      campaign_id: target.campaign_id,
      conversion_id: target.conversion_id,
      version: before.version + 1,
      kind: VARIANCE_KIND,
      currency: target.currency,
      advertiser_id: target.advertiser_id,
      affiliate_id: null,
      origin_id: before.origin_id,
      reason: target.reason,
      receivable_micros,
      variance_micros: -receivable_micros,
    };
    return { target, entry, receivable_micros };
  });
  const moving = planned.filter(
    ({ receivable_micros }) => receivable_micros !== 0n,
  );
  const ids = await writeEntries(
    tx,
    clock,
    moving.map(({ entry }) => entry),
  );
  if (ids.length !== moving.length) {
    throw new Error("A variance was booked by somebody else meanwhile");
  }
  return planned.map(({ target, receivable_micros }) => {
    const at = moving.findIndex((one) => one.target === target);
    return { ...target, receivable_micros, entry_id: ids[at] ?? null };
  });
}

interface Booked {
  micros: Micros;
  version: number;
  /** The conversion's first entry. */
  origin_id: string | null;
}

const NOTHING: Booked = { micros: 0n, version: 0, origin_id: null };

/** What stands in the variance account of conversions; by the ledger's primary key. */
export async function readVariances(
  tx: Transaction,
  about: readonly { campaign_id: number; conversion_id: string }[],
): Promise<Map<string, Booked>> {
  if (about.length === 0) return new Map();
  const given = recordset("k", about, {
    campaign_id: "integer",
    conversion_id: "uuid",
  });
  const rows = await tx.execute<{
    id: string;
    micros: string;
    version: number;
    origin_id: string | null;
  }>(sql`
    select k.conversion_id as id, v.micros, v.version, v.origin_id
    from (select distinct campaign_id, conversion_id from ${given}) as k, lateral (
      select coalesce(-sum(variance_micros) filter (where kind = ${VARIANCE_KIND}), 0)::text as micros,
        coalesce(max(version) filter (where kind = ${VARIANCE_KIND}), 0)::int as version,
        (array_agg(id order by version, id) filter (where kind <> ${VARIANCE_KIND}))[1] as origin_id
      from ${ledgerTransactions}
      where campaign_id = k.campaign_id and conversion_id = k.conversion_id) as v`);
  return new Map(
    rows.map(({ id, micros, version, origin_id }) => [
      id,
      { micros: BigInt(micros), version, origin_id },
    ]),
  );
}

/**
 * Keeps conversions as they are until the transaction is over. A campaign at a
 * time, in order: rows of several can't be locked in one statement where they lie
 * on several machines.
 */
export async function holdConversions(
  tx: Transaction,
  about: readonly { campaign_id: number; conversion_id: string }[],
): Promise<void> {
  const campaign_ids = [
    ...new Set(about.map(({ campaign_id }) => campaign_id)),
  ];
  for (const campaign_id of campaign_ids.sort((a, b) => a - b)) {
    const ids = about
      .filter((one) => one.campaign_id === campaign_id)
      .map(({ conversion_id }) => conversion_id);
    await tx.execute(sql`
      select id from ${conversions}
      where campaign_id = ${campaign_id} and id = any(${`{${ids.join()}}`}::uuid[])
      order by id for share`);
  }
}

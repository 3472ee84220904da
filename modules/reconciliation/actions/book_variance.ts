import { sql } from "drizzle-orm";
import { recordset } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { conversions, ledgerTransactions } from "../../../db/schema/mod.ts";
import type { Clock, Micros } from "../../kernel/mod.ts";
import { writeEntries } from "../../payouts/mod.ts";
import type { Entry } from "../../payouts/mod.ts";

/** Kind of the ledger entries for tolerated differences. */
export const VARIANCE_KIND = "variance";

/**
 * The intended variance of a conversion: what the advertiser owes beyond the
 * conversion's revenue, or less if negative.
 */
export interface VarianceTarget {
  key: string;
  campaign_id: number;
  conversion_id: string;
  advertiser_id: number;
  currency: string;
  receivable_micros: Micros;
  reason: string;
}

/** The entry booked for a target; null if the variance was booked already. */
export interface VarianceBooked extends VarianceTarget {
  entry_id: string | null;
}

/**
 * Books the entries that bring the variance of conversions to the target: the
 * advertiser's receivable against the variance account. Booking the same target
 * again does nothing. The caller must hold the advertiser's lock.
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
  /** First ledger entry of the conversion. */
  origin_id: string | null;
}

const NOTHING: Booked = { micros: 0n, version: 0, origin_id: null };

/** Reads the booked variance of conversions, by the ledger's primary key. */
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
    select k.conversion_id as id,
      coalesce(-sum(t.variance_micros) filter (where t.kind = ${VARIANCE_KIND}), 0)::text as micros,
      coalesce(max(t.version) filter (where t.kind = ${VARIANCE_KIND}), 0)::int as version,
      (array_agg(t.id order by t.version, t.id) filter (where t.kind <> ${VARIANCE_KIND}))[1] as origin_id
    from (select distinct campaign_id, conversion_id from ${given}) as k
    join ${ledgerTransactions} as t
      on t.campaign_id = k.campaign_id and t.conversion_id = k.conversion_id
    group by k.campaign_id, k.conversion_id`);
  const none = { micros: 0n, version: 0, origin_id: null };
  return new Map<string, Booked>([
    ...about.map(({ conversion_id }): [string, Booked] => [
      conversion_id,
      none,
    ]),
    ...rows.map(({ id, micros, version, origin_id }): [string, Booked] => [
      id,
      { micros: BigInt(micros), version, origin_id },
    ]),
  ]);
}

/**
 * Locks conversions against changes until the transaction ends. One statement per
 * campaign, in order: a sharded database can't lock rows of several shards in one
 * statement.
 */
export async function lockConversions(
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

import { and, eq, inArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../../db/mod.ts";
import {
  conversions,
  conversionVersions,
  ledgerTransactions,
} from "../../../db/schema/mod.ts";
import type { PartyMoney } from "../../conversions/mod.ts";
import type { ConversionStep } from "./difference.ts";

/** Reads a postback's change to its conversion from that conversion's history. */
export async function recordedSteps(
  db: Database,
  { id, conversion_id }: { id: string; conversion_id: string | null },
): Promise<ConversionStep[]> {
  if (conversion_id === null) return [];
  const earlier = alias(conversionVersions, "earlier");
  const rows = await db
    .select({ conversion: conversions, version: conversionVersions, earlier })
    .from(conversions)
    .innerJoin(
      conversionVersions,
      and(
        eq(conversionVersions.campaign_id, conversions.campaign_id),
        eq(conversionVersions.conversion_id, conversions.id),
        eq(conversionVersions.postback_id, id),
      ),
    )
    .leftJoin(
      earlier,
      and(
        eq(earlier.campaign_id, conversions.campaign_id),
        eq(earlier.conversion_id, conversions.id),
        eq(earlier.version, sql`${conversionVersions.version} - 1`),
      ),
    )
    .where(eq(conversions.id, conversion_id));
  return await Promise.all(
    rows.map(async ({ conversion, version, earlier: before }) => {
      const { currency } = conversion;
      return {
        conversion_id,
        before: before === null ? null : { ...before, currency },
        after: { ...version, currency },
        is_test: conversion.flags.includes("test"),
        money: await readBooked(db, version),
      };
    }),
  );
}

/** The money booked for one version of a conversion, by party. */
async function readBooked(
  db: Database,
  version: typeof conversionVersions.$inferSelect,
): Promise<PartyMoney[]> {
  const ledger = ledgerTransactions;
  const rows = await db
    .select()
    .from(ledger)
    .where(
      and(
        eq(ledger.campaign_id, version.campaign_id),
        eq(ledger.conversion_id, version.conversion_id),
        eq(ledger.version, version.version),
        inArray(ledger.kind, [version.kind, "fx"]),
      ),
    );
  return rows.flatMap((row): PartyMoney[] => {
    const { advertiser_id, affiliate_id, currency } = row;
    const advertiser = {
      party: "advertiser" as const,
      id: advertiser_id ?? 0,
      currency,
      pending_micros: row.receivable_pending_micros,
      counted_micros: row.receivable_micros,
    };
    const affiliate = {
      party: "affiliate" as const,
      id: affiliate_id ?? 0,
      currency,
      pending_micros: -row.payable_pending_micros,
      counted_micros: -row.payable_micros,
    };
    return [
      ...(advertiser_id === null ? [] : [advertiser]),
      ...(affiliate_id === null ? [] : [affiliate]),
    ];
  });
}

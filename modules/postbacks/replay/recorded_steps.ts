import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../../db/mod.ts";
import { conversions, conversionVersions } from "../../../db/schema/mod.ts";
import { readPartyMoney } from "../../payouts/mod.ts";
import type { ConversionStep } from "./difference.ts";

/** What a postback did to the conversion that it is held against, by that conversion's history. */
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
        money: await readPartyMoney(db, version),
      };
    }),
  );
}

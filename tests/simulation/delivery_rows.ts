import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { conversions, deliveries, deliveryQueue } from "../../db/schema/mod.ts";

/** A delivery to insert. */
export interface DeliveryRow {
  id: string;
  endpoint_id: number;
  conversion_id: string;
  version: number;
  status: string;
  payout_micros: bigint;
  created_at: number;
  expires_at: number;
}

const CAMPAIGN_ID = 1;
const AFFILIATE_ID = 1;

/** Inserts deliveries that wait for their first attempt, with their conversions. */
export async function addDeliveries(
  db: Database,
  rows: readonly DeliveryRow[],
): Promise<void> {
  const known = new Map(rows.map((row) => [row.conversion_id, row]));
  await insertRows(db, conversions, [...known.values()].map(conversionOf), {
    on_conflict: "do nothing",
  });
  await insertRows(
    db,
    deliveries,
    rows.map((row) => ({
      ...row,
      campaign_id: CAMPAIGN_ID,
      affiliate_id: AFFILIATE_ID,
      currency: "USD",
      state: "due",
    })),
  );
  await insertRows(
    db,
    deliveryQueue,
    rows.map(({ id, created_at, ...row }) => ({
      delivery_id: id,
      endpoint_id: row.endpoint_id,
      conversion_id: row.conversion_id,
      version: row.version,
      due_at: created_at,
      expires_at: row.expires_at,
    })),
  );
}

function conversionOf({
  conversion_id,
  payout_micros,
  created_at,
}: DeliveryRow) {
  return {
    campaign_id: CAMPAIGN_ID,
    id: conversion_id,
    goal_key: "sale",
    dedupe_key: `o:${conversion_id}`,
    version: 1,
    status: "approved",
    click_id: new Uint8Array(20),
    link_id: 1,
    affiliate_id: AFFILIATE_ID,
    advertiser_id: 1,
    currency: "USD",
    revenue_micros: payout_micros,
    payout_micros,
    rule_version: 1,
    said_at: created_at,
    said: [],
    clicked_at: created_at,
    recorded_at: created_at,
    updated_at: created_at,
  };
}

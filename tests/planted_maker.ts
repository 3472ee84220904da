import type { conversions, statementRows } from "../db/schema/mod.ts";

/** A conversion in the books, and a row of a statement. */
export type PlantedConversion = Omit<
  typeof conversions.$inferInsert,
  "campaign_id"
> & { campaign: 0 | 1 };
export type PlantedRow = Omit<
  typeof statementRows.$inferInsert,
  "reconciliation_id" | "row_no" | "content_key" | "cells"
>;

/** The month of every world. */
export const FROM_MS = Date.UTC(2026, 9, 1);
export const TO_MS = Date.UTC(2026, 10, 1);
const HOUR_MS = 3_600_000;
const CENT = 10_000n;

/** Makes conversions and rows with distinct ids and amounts by construction. */
export class Maker {
  readonly #random: () => number;
  #count = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  clickId(): Uint8Array {
    return Uint8Array.from({ length: 24 }, () => this.below(256));
  }

  conversion({
    at = FROM_MS + this.below(TO_MS - FROM_MS - HOUR_MS),
    goal = "sale",
    is_distinct = false,
  }: { at?: number; goal?: string; is_distinct?: boolean } = {}) {
    this.#count += 1;
    const n = this.#count;
    // Common prices repeat; a distinct one is a unique odd amount, with enough time
    // around it.
    const revenue_micros = is_distinct
      ? (1_000_003n + BigInt(n) * 7n) * CENT
      : BigInt(500 + this.below(40) * 250 + 1) * CENT;
    const order_id = `Ord${String.fromCharCode(65 + this.below(26))}-${n}${this.below(9)}Q`;
    return {
      campaign: 0 as const,
      id: uuid(this.#random),
      goal_key: goal,
      dedupe_key: `o:${order_id}`,
      version: 1,
      status: "approved",
      click_id: this.clickId(),
      link_id: 1,
      affiliate_id: 1 + this.below(5),
      advertiser_id: 0,
      order_id,
      customer_id: `cust-${n}`,
      currency: "USD",
      amount_micros: revenue_micros * 5n,
      revenue_micros,
      payout_micros: revenue_micros / 2n,
      rule_version: 1,
      said_at: at,
      said: [],
      flags: [],
      clicked_at: at - HOUR_MS,
      recorded_at: at,
      updated_at: at,
    };
  }

  row(conversion: ReturnType<Maker["conversion"]>): PlantedRow {
    return {
      click_id: conversion.click_id,
      order_id: conversion.order_id,
      goal: conversion.goal_key,
      affiliate: String(conversion.affiliate_id),
      status: "approved",
      raw_status: "Approved",
      currency: conversion.currency,
      revenue_micros: conversion.revenue_micros,
      // Their clock records it a little earlier than ours.
      written_at: conversion.recorded_at - this.below(45_000),
      has_zone: false,
      problem: null,
      problem_column: null,
    };
  }
}

function uuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () =>
    Math.floor(random() * 16).toString(16),
  ).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

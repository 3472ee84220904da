import { encodeClickId } from "../modules/clicks/click_id.ts";
import {
  findClick,
  validClicks,
} from "../modules/postbacks/inbound/find_click.ts";
import { PLAIN_DIALECT } from "../modules/postbacks/inbound/dialect.ts";
import type { Dialect } from "../modules/postbacks/inbound/dialect.ts";
import { applyVerdict } from "../modules/postbacks/inbound/apply_verdict.ts";
import { judgePostback } from "../modules/postbacks/inbound/judge_postback.ts";
import type { JudgeContext } from "../modules/postbacks/inbound/judge_context.ts";
import { readEvent } from "../modules/postbacks/inbound/read_event.ts";
import {
  findOwner,
  resolveEvent,
} from "../modules/postbacks/inbound/resolve_event.ts";
import type { Standing } from "../modules/postbacks/inbound/resolve_event.ts";
import { Trace } from "../modules/postbacks/inbound/trace.ts";
import type { Verdict } from "../modules/postbacks/inbound/verdict.ts";
import { WorkingSet } from "../modules/postbacks/conversions/working_set.ts";
import type { SourceConfig } from "../modules/postbacks/sources/source_config.ts";
import { ManualClock } from "../modules/kernel/mod.ts";
import { loadWorld, NOW_MS } from "./routing_world.ts";
import type { World } from "./routing_world.ts";

const KEY = new Uint8Array(32).fill(9);
const DAY_MS = 86_400_000;

/** A goal of campaign 1 as the configuration holds it. */
export function goal(change: Record<string, unknown> = {}) {
  return {
    campaign_id: 1,
    key: "sale",
    name: "Sale",
    position: 1,
    is_default: false,
    dedupe: "order",
    default_status: "approved",
    lookback_days: null,
    after: null,
    max_per_click: null,
    fixed_on_refund: "keep",
    auto_approve_days: null,
    hold_days: 0,
    revenue: { type: "fixed", amount: "20.00" },
    payout: { type: "fixed", amount: "12.50" },
    rule_version: 1,
    created_at: 0,
    ...change,
  };
}

/** A click of link 5, some days before now unless told otherwise. */
export function clickId(
  change: { days_ago?: number; sequence?: number; pays?: boolean } = {},
): string {
  return encodeClickId(
    {
      key_number: 0,
      pays: change.pays ?? true,
      time_ms: NOW_MS - (change.days_ago ?? 1) * DAY_MS,
      node: 1,
      sequence: change.sequence ?? 0,
      link_id: 5,
    },
    KEY,
  );
}

/** One postback of a test: what it says, and what its sender has shown. */
export interface Said {
  parameters: Record<string, string>;
  standing?: Partial<Standing>;
  dialect?: Partial<Dialect>;
}

/** Judges postbacks one after the other on what they themselves record: no database, no HTTP. */
export function judgingWorld(
  input: {
    world?: World;
    goals?: Record<string, unknown>[];
    campaign?: Record<string, unknown>;
    context?: Partial<JudgeContext>;
  } = {},
) {
  const goals = (input.goals ?? [{}]).map((change) => goal(change));
  const configuration = loadWorld({
    advertisers: [{ id: 1, plain_postback: "accept" }],
    campaigns: [
      {
        id: 1,
        lookback_days: 30,
        backfill_days: 90,
        min_seconds_to_convert: 0,
        over_cap: "pending",
        ...input.campaign,
      },
    ],
    goals,
    ...input.world,
  } as World);
  const recorded = new WorkingSet([]);
  const context: JudgeContext = {
    recorded,
    clicks: new Map(),
    caps: { conversionCapsOf: () => [], isFullWith: () => false },
    cap_added: new Map(),
    windows: { over: () => undefined },
    rules: { of: () => [] },
    rates: { inLastHour: () => 0 },
    addressFacts: () => ({ country: null, is_data_centre: false }),
    nonces: new Map(),
    now_ms: NOW_MS,
    ...input.context,
  };
  let count = 0;
  /** What a postback comes to, and the conversion as it stands after it. */
  function judge(said: Said) {
    const trace = new Trace();
    const parameters = Object.entries(said.parameters).map(([name, value]) => ({
      name,
      value,
      from: "query" as const,
    }));
    const dialect = { ...PLAIN_DIALECT, ...said.dialect };
    const valid = validClicks(parameters, () => KEY);
    const received_at = said.standing?.received_at ?? NOW_MS;
    const found = findClick(parameters, valid, dialect.names);
    const read = readEvent(
      parameters,
      { found, dialect, currency: "USD", mode: null, received_at },
      trace,
    );
    if (!read.ok) return { code: read.refusal.code, trace, row: null };
    const owner = findOwner(read.event.click.link_id, configuration);
    if (owner === null) throw new Error("No owner");
    const standing: Standing = {
      source: null,
      proof: "none",
      needed_proof: "none",
      signed_at: null,
      nonce_key: null,
      content: new Uint8Array(),
      received_at,
      ...said.standing,
    };
    const resolved = resolveEvent(read.event, owner, standing, trace);
    if (resolved.kind === "ignored")
      return { code: "ignored", trace, row: null };
    if (resolved.kind === "refused") {
      return { code: resolved.refusal.code, trace, row: null };
    }
    const verdict = judgePostback(resolved.event, context, trace);
    const { conversion } = applyVerdict(
      verdict,
      resolved.event,
      {
        postback_id: `postback ${(count += 1)}`,
        received_at,
        clock: new ManualClock(NOW_MS + count),
      },
      recorded,
    );
    return {
      code: codeOf(verdict),
      trace,
      row: conversion?.row ?? null,
      verdict,
    };
  }
  return { judge, recorded, context };
}

function codeOf(verdict: Verdict): string {
  if (verdict.kind === "refused") return verdict.refusal.code;
  if (verdict.kind === "change") return verdict.change.what;
  if (verdict.kind === "duplicate") return verdict.note ?? "duplicate";
  return verdict.kind;
}

/** A source that asks for nothing and means what is published, changed as a test needs it. */
export function source(change: Partial<SourceConfig> = {}): SourceConfig {
  return {
    ...PLAIN_DIALECT,
    id: 1,
    advertiser_id: 1,
    name: "The shop",
    key: "k",
    is_default: true,
    preset: null,
    secrets: [],
    token: null,
    require: "none",
    allow_ips: [],
    enforce: true,
    amount_updates: false,
    reinstate: false,
    answer: "problem",
    rate_per_second: null,
    ...change,
  };
}

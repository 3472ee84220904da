import type { Configuration } from "../../../modules/campaigns/mod.ts";
import { Minter } from "../../../modules/clicks/mod.ts";
import {
  findClick,
  validClicks,
} from "../../../modules/postbacks/judge/find_click.ts";
import { PLAIN_DIALECT } from "../../../modules/sources/mod.ts";
import type { Dialect, SourceConfig } from "../../../modules/sources/mod.ts";
import {
  applyVerdict,
  findOwner,
  WorkingSet,
} from "../../../modules/conversions/mod.ts";
import { judgePostback } from "../../../modules/postbacks/judge/judge_postback.ts";
import type { JudgeContext } from "../../../modules/postbacks/judge/judge_context.ts";
import { readEvent } from "../../../modules/postbacks/read/read_event.ts";
import { resolveEvent } from "../../../modules/postbacks/read/resolve_event.ts";
import type { EventEvidence } from "../../../modules/postbacks/read/resolve_event.ts";
import { Trace } from "../../../modules/postbacks/read/trace.ts";
import type { Verdict } from "../../../modules/conversions/mod.ts";
import { FxDirectory } from "../../../modules/payouts/mod.ts";
import { ManualClock } from "../../../modules/kernel/mod.ts";
import { LiveRisk } from "../../../modules/risk/mod.ts";
import { loadWorld, NOW_MS } from "../../routing_world.ts";
import type { World } from "../../routing_world.ts";

const KEY = new Uint8Array(32).fill(9);
const DAY_MS = 86_400_000;

/** A goal of campaign 1 as configured. */
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

/** A click on link 5, a day before now by default. */
export function clickId(
  change: { days_ago?: number; sequence?: number; pays?: boolean } = {},
): string {
  const time_ms = NOW_MS - (change.days_ago ?? 1) * DAY_MS;
  const minter = new Minter({
    clock: new ManualClock(time_ms),
    ring: { signing: () => ({ key_number: 0, key: KEY }) },
    node: () => 1,
  });
  const ids = Array.from(
    { length: (change.sequence ?? 0) + 1 },
    () => minter.mint(5, change.pays ?? true).click_id,
  );
  return ids.at(-1) ?? "";
}

/** A postback of a test: its parameters and the evidence of its sender. */
export interface Sent {
  parameters: Record<string, string>;
  evidence?: Partial<EventEvidence>;
  dialect?: Partial<Dialect>;
}

/** The configuration and context that postbacks are judged in. */
interface Judging {
  world?: World;
  goals?: Record<string, unknown>[];
  campaign?: Record<string, unknown>;
  context?: Partial<JudgeContext>;
}

/** Judges postbacks one by one against what they themselves record: no database, no HTTP. */
export function judgingWorld(input: Judging = {}) {
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
    goals: (input.goals ?? [{}]).map((change) => goal(change)),
    ...input.world,
  } as World);
  const recorded = new WorkingSet([]);
  const context: JudgeContext = {
    recorded,
    clicks: new Map(),
    caps: { conversionCapsOf: () => [], isFullWith: () => false },
    cap_added: new Map(),
    tiers: { had: () => 0n },
    fx: new FxDirectory().current,
    windows: { over: () => undefined },
    rules: { of: () => [] },
    rates: { inLastHour: () => 0 },
    addressFacts: () => ({ country: null, is_data_centre: false }),
    risk: new LiveRisk({
      clock: new ManualClock(NOW_MS),
      deviceOf: () => ({ os: "other", is_bot: false }),
    }),
    nonces: new Map(),
    now_ms: NOW_MS,
    ...input.context,
  };
  const judge = (sent: Sent) => judgeOne(sent, configuration, context);
  const judgeOn = (on: WorkingSet, sent: Sent) =>
    judgeOne(sent, configuration, { ...context, recorded: on });
  const resolve = (sent: Sent) => {
    const resolved = resolveSent(sent, configuration, new Trace());
    return resolved.kind === "event" ? resolved.event : null;
  };
  return { judge, judgeOn, resolve, recorded, context };
}

function resolveSent(sent: Sent, configuration: Configuration, trace: Trace) {
  const received_at = sent.evidence?.received_at ?? NOW_MS;
  const read = readSent(sent, received_at, trace);
  if (!read.ok) return { kind: "refused" as const, refusal: read.refusal };
  const owner = findOwner(read.event.click.link_id, configuration);
  if (owner === null) throw new Error("No owner");
  const evidence: EventEvidence = {
    source: null,
    proof: "none",
    needed_proof: "none",
    signed_at: null,
    nonce_key: null,
    content: new Uint8Array(),
    sender_ip: null,
    received_at,
    ...sent.evidence,
  };
  return resolveEvent(read.event, owner, evidence, trace);
}

/** The verdict on a postback, and the resulting conversion. */
function judgeOne(
  sent: Sent,
  configuration: Configuration,
  context: JudgeContext,
) {
  const trace = new Trace();
  const received_at = sent.evidence?.received_at ?? NOW_MS;
  const resolved = resolveSent(sent, configuration, trace);
  const nothing = { trace, row: null, verdict: null };
  if (resolved.kind === "ignored") return { ...nothing, code: "ignored" };
  if (resolved.kind === "refused") {
    return { ...nothing, code: resolved.refusal.code };
  }
  const { event } = resolved;
  const verdict = judgePostback(event, context, trace);
  const input = {
    postback_id: crypto.randomUUID(),
    received_at,
    clock: new ManualClock(NOW_MS),
  };
  const { conversion } = applyVerdict(verdict, event, input, context.recorded);
  return {
    code: codeOf(verdict),
    trace,
    row: conversion?.row ?? null,
    verdict,
  };
}

function readSent(sent: Sent, received_at: number, trace: Trace) {
  const parameters = Object.entries(sent.parameters).map(([name, value]) => ({
    name,
    value,
    from: "query" as const,
  }));
  const dialect = { ...PLAIN_DIALECT, ...sent.dialect };
  const valid = validClicks(parameters, () => KEY);
  const found = findClick(parameters, valid, dialect.names);
  const input = {
    found,
    dialect,
    currency: "USD",
    mode: null,
    received_at,
    is_signed: sent.evidence?.proof === "signature",
  };
  return readEvent(parameters, input, trace);
}

function codeOf(verdict: Verdict): string {
  if (verdict.kind === "refused") return verdict.refusal.code;
  if (verdict.kind === "change") return verdict.change.what;
  if (verdict.kind === "duplicate") return verdict.note ?? "duplicate";
  return verdict.kind;
}

/** A source that requires nothing and uses the published names, with a test's changes. */
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
    token_mark: null,
    require: "none",
    allow_ips: [],
    enforce: true,
    amount_updates: false,
    reinstate: false,
    answer: "problem",
    rate_per_second: null,
    store: {
      bundle_ids: [],
      app_apple_id: null,
      package_names: [],
      push_email: null,
      audience: null,
      sandbox: false,
    },
    service_account: null,
    ...change,
  };
}

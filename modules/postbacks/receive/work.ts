import type { Actor } from "../../../db/mod.ts";
import type { EarlierVerdict } from "../../../db/schema/mod.ts";
import type {
  VersionStep,
  ConversionParts,
  ConversionRow,
  Verdict,
} from "../../conversions/mod.ts";
import type { NewRisk } from "../../risk/mod.ts";
import type { UsedNonce } from "../judge/judge_postback.ts";
import type { NewForward } from "../forward/forwarding.ts";
import type { ReadPostback } from "../read/read_result.ts";
import type { Trace } from "../read/trace.ts";
import { reasonSeenBy } from "../../http/mod.ts";
import type { Clock, Exceeded } from "../../kernel/mod.ts";
import { exceededHeaders, Problem } from "../../kernel/mod.ts";
import { REFUSALS } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";

/** A postback that was read and awaits its verdict. */
export interface Work {
  read: ReadPostback;
  /** Verdicts on record; null for a new postback. */
  stored: EarlierVerdict[] | null;
  /** Stored in the strangers' table, which it has to leave. */
  is_stranger?: boolean;
  /** Whose replay of this one postback it is, for the audit. */
  replayed_by?: Actor | undefined;
}

/** A judged postback. */
export interface Judged {
  work: Work;
  answer: Answer;
  trace: Trace;
  conversion_id: string | null;
  step: VersionStep | null;
  cap_added: ReadonlyMap<number, bigint>;
  nonce: UsedNonce | null;
  /** Key for counting a new conversion, if a rule may ask for the rate. */
  rate_key: string | null;
  /** The source of a new conversion, whose address is known from then on. */
  source_id: number | null;
  risk: NewRisk | null;
  /** Set where it goes on to the old tracker. */
  forward: NewForward | null;
}

/** As much of a work as says which events have tiers. */
interface Arrived {
  read: Pick<ReadPostback, "raw" | "result">;
  stored: readonly unknown[] | null;
}

/** A replayed postback is recorded now: caps, periods and the ledger go by that time. */
export function recordedAt({ read, stored }: Arrived, clock: Clock): number {
  return stored === null ? read.raw.received_at : clock.nowMs();
}

/** Returns the events whose goals have tiers. */
export function tierEvents(works: readonly Arrived[], clock: Clock) {
  return works.flatMap((work) => {
    const { result } = work.read;
    if (result.kind !== "event") return [];
    const { campaign, goal_config: goal, link } = result.event;
    if (goal.price_book.tier_periods.length === 0) return [];
    const { affiliate_id } = link;
    const recorded_at = recordedAt(work, clock);
    return [{ campaign, goal, goal_key: goal.key, affiliate_id, recorded_at }];
  });
}

/**
 * Returns the keys of everything that a postback touches besides its own row: click, order,
 * nonce, customer. Where caps or rules count earlier conversions, that includes the whole
 * campaign; with tiers, all of the affiliate's conversions in it.
 */
export function workKeys(
  { result }: Pick<ReadPostback, "result">,
  rules: Pick<ConversionParts["rules"], "of">,
): string[] {
  if (result.kind !== "event") return [];
  const { campaign, link, click_id, order_id, customer_id, nonce } =
    result.event;
  const keys = [`c ${click_id}`];
  if (order_id !== null) keys.push(`o ${campaign.id} ${order_id}`);
  if (result.event.transaction !== undefined) keys.push(`x ${order_id}`);
  const { advertiser_id } = campaign;
  if (nonce !== null) keys.push(`n ${advertiser_id} ${nonce}`);
  if (customer_id !== null) keys.push(`u ${advertiser_id} ${customer_id}`);
  const is_counted =
    campaign.plan.caps.length > 0 ||
    rules.of(campaign.id, link.affiliate_id).length > 0;
  if (is_counted) keys.push(`p ${campaign.id}`);
  if (result.event.goal_config.price_book.tier_periods.length > 0) {
    keys.push(`t ${campaign.id} ${link.affiliate_id}`);
  }
  return keys;
}

/** Seconds until a sender should retry a postback that could not be recorded. */
export const RETRY_AFTER_S = 5;

/** The answer to the sender of a postback. */
export interface Answer {
  status: number;
  /** The outcome, or the code of the refusal. */
  outcome: string;
  detail: string | null;
  /** JSON body of an accepted postback; null for a refusal, which is answered as a problem. */
  body: Record<string, unknown> | null;
  /** The limit that its sender exceeds. */
  exceeded?: Exceeded;
}

/** Builds the answer to a postback that was judged. */
export function answerTo(
  verdict: Verdict,
  conversion: ConversionRow | null,
  postback_id: string,
): Answer {
  if (verdict.kind === "refused") return refusedAnswer(verdict.refusal);
  const is_known =
    verdict.kind === "change" && verdict.change.what === "confirm";
  const outcome = is_known ? "duplicate" : OUTCOMES[verdict.kind];
  const body: Record<string, unknown> = {
    outcome,
    postback_id,
    conversion_id: conversion?.id,
    status: conversion?.status,
  };
  if (conversion !== null && conversion.reason !== null) {
    body.reason = reasonSeenBy("advertiser", conversion.reason);
  }
  if (verdict.kind === "duplicate") {
    if (verdict.note !== null) body.note = verdict.note;
    if (verdict.differs.length > 0) body.differs = verdict.differs;
  }
  const status = verdict.kind === "create" ? 201 : 200;
  return { status, outcome, detail: null, body };
}

/** Builds the answer to a postback that was refused. */
export function refusedAnswer(why: Refusal): Answer {
  return {
    status: REFUSALS[why.code],
    outcome: why.code,
    detail: why.detail,
    body: null,
  };
}

/** Builds the answer to a postback that its source's map says to ignore. */
export function ignoredAnswer(postback_id: string): Answer {
  const outcome = "ignored";
  const body = { outcome, postback_id };
  return { status: 200, outcome, detail: null, body };
}

/** Builds the answer to a postback that is stored safely and judged once the database is back. */
export function queuedAnswer(postback_id: string): Answer {
  const outcome = "queued";
  const body = { outcome, postback_id };
  return { status: 202, outcome, detail: null, body };
}

/** The outcome of a postback that names no click of ours, and goes on to the old tracker. */
export const FORWARDED = "forwarded";

/** Builds the answer to a postback that goes on to the old tracker. */
export function forwardedAnswer(postback_id: string): Answer {
  const body = { outcome: FORWARDED, postback_id };
  return { status: 202, outcome: FORWARDED, detail: null, body };
}

/** Builds the answer to a sender that has to slow down. */
export function limitedAnswer(exceeded: Exceeded): Answer {
  return {
    status: 429,
    outcome: "rate_limited",
    detail: `Too much at once: try again in ${exceeded.wait_s} s`,
    body: null,
    exceeded,
  };
}

/** Turns a refusal into the problem that is sent. */
export function problemOf(answer: Answer): Problem {
  const { exceeded, status } = answer;
  const headers =
    exceeded !== undefined
      ? exceededHeaders(exceeded)
      : status === 503
        ? { "retry-after": String(RETRY_AFTER_S) }
        : {};
  return new Problem(answer.status, answer.outcome, answer.detail ?? "", {
    headers,
  });
}

const OUTCOMES = {
  create: "recorded",
  change: "updated",
  adopt: "updated",
  duplicate: "duplicate",
} as const;

import { exceededHeaders, Problem } from "../../kernel/mod.ts";
import type { Exceeded } from "../../kernel/mod.ts";
import { REFUSALS } from "../../sources/mod.ts";
import type { Refusal } from "../../sources/mod.ts";
import type { ConversionRow, Verdict } from "../../conversions/mod.ts";

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
  const outcome = OUTCOMES[verdict.kind];
  const body: Record<string, unknown> = {
    outcome,
    postback_id,
    conversion_id: conversion?.id,
    status: conversion?.status,
  };
  if (conversion !== null && conversion.reason !== null) {
    body.reason = conversion.reason;
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

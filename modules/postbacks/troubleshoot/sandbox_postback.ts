import { problemBody } from "../../kernel/mod.ts";
import { presentMoney } from "../../conversions/mod.ts";
import { shownSteps } from "../read/sender_steps.ts";
import { problemOf } from "../receive/work.ts";
import { findAddress, styledAnswer } from "../../sources/mod.ts";
import type { RawPostback, SourceDirectory } from "../../sources/mod.ts";
import { invalid } from "../../http/mod.ts";
import { splitUrl } from "../read/read_request.ts";
import { rehearse } from "../rejudge/rehearse.ts";
import type { Rehearsed, RehearseDeps } from "../rejudge/rehearse.ts";
import { explainedSteps, signatureExplainer } from "./explain_signature.ts";
import { readSample } from "./sample_request.ts";
import type { SampleRequest } from "./sample_request.ts";

const PLAIN_PATH = "/v1/postback";

export interface TryPostbackDeps extends RehearseDeps {
  sources: Pick<SourceDirectory, "byKey">;
}

/** Throws a Problem unless a request is sent to a source of this advertiser. */
function refuseOthersAddress(
  { sources }: TryPostbackDeps,
  { method, url, received_at }: RawPostback,
  advertiser_id: number,
): void {
  const { path, query } = splitUrl(url);
  const { source_key = null } = findAddress(method, path, query) ?? {};
  const source =
    source_key === null ? undefined : sources.byKey(source_key, received_at);
  if (source?.advertiser_id === advertiser_id) return;
  throw invalid(
    "url",
    "must be the own address of one of your sources, as its sheet has it",
  );
}

/**
 * Judges a postback as if it arrived now, and explains the verdict; stores nothing and uses up no
 * nonce. An advertiser tries its own sources only.
 */
export async function tryPostback(
  deps: TryPostbackDeps,
  sample: SampleRequest,
  advertiser_id: number | null,
) {
  const raw = readSample(sample, { clock: deps.clock, path: PLAIN_PATH });
  if (advertiser_id !== null) refuseOthersAddress(deps, raw, advertiser_id);
  const [judged] = await rehearse(deps, [raw], { checks_nonce: true });
  if (judged === undefined) throw new Error("A postback was not judged");
  const { answer, trace, work } = judged;
  const explain = signatureExplainer(work.read);
  const { source } = work.read;
  return {
    verdict: {
      outcome: answer.outcome,
      http_status: answer.status,
      detail: answer.detail === null ? null : explain(answer.detail),
      conversion: presentStep(judged),
    },
    answer: answerOf(judged),
    advertiser_id: work.read.advertiser_id,
    source: source === null ? null : { id: source.id, name: source.name },
    campaign_id: trace.subject.campaign_id,
    affiliate_id: trace.subject.affiliate_id,
    click_id: trace.subject.click_id,
    order_id: trace.subject.order_id,
    goal: trace.subject.goal_key,
    trace: shownSteps(explainedSteps(trace.steps, explain)),
  };
}

/** The answer that the sender would get, in its platform's format. */
export function answerOf({ answer, work }: Rehearsed) {
  const { raw, parameters, answer: style } = work.read;
  const styled = styledAnswer({
    ...answer,
    style,
    postback_id: raw.id,
    return_text:
      parameters.find(({ name }) => name === "return")?.value ?? null,
    parameters,
  });
  if (styled !== null) {
    const { status, content_type, text } = styled;
    return { http_status: status, content_type, body: text };
  }
  const { status, body } = answer;
  return body === null
    ? {
        http_status: status,
        content_type: "application/problem+json",
        body: JSON.stringify({
          ...problemBody(problemOf(answer)),
          postback_id: raw.id,
        }),
      }
    : {
        http_status: status,
        content_type: "application/json;charset=utf-8",
        body: JSON.stringify(body),
      };
}

/** The conversion as it would be; a new one has no id, since it isn't created. */
function presentStep({ step, conversion_id }: Rehearsed) {
  if (step === null)
    return conversion_id === null ? null : { id: conversion_id };
  const { before, after } = step;
  const { status, reason, flags } = after;
  return {
    id: before === null ? null : after.id,
    status_before: before?.status ?? null,
    status,
    reason,
    ...presentMoney(after, { amount: after.amount_micros }),
    flags,
  };
}

import { Problem, problemBody } from "../../kernel/mod.ts";
import type { Parameter } from "../raw_postback.ts";
import type { AnswerStyle } from "./answer_style.ts";

/** An answer to express in a platform's format. */
export interface AnswerInput {
  style: AnswerStyle;
  status: number;
  /** The outcome, or the code of the refusal. */
  outcome: string;
  detail: string | null;
  /** JSON body of an accepted postback; null for a refusal. */
  body: Record<string, unknown> | null;
  postback_id: string;
  /** Text that a Keitaro sender asked for on success. */
  return_text: string | null;
  /** The parameters sent: dub's answer repeats some of them. */
  parameters?: readonly Parameter[];
}

/** An answer in the sender's format. */
export interface StyledAnswer {
  status: number;
  content_type: string;
  text: string;
}

const TEXT = "text/plain; charset=utf-8";
const JSON_TYPE = "application/json; charset=utf-8";
const TEXT_CHARS_MAX = 500;
/** Overload and failures keep their status in every style, so that senders retry. */
const TOO_MANY = 429;
const SERVER_ERROR = 500;

/** Formats the answer for a platform; null if ours is to be used. */
export function styledAnswer(input: AnswerInput): StyledAnswer | null {
  if (input.style === "problem") return null;
  if (input.status === TOO_MANY || input.status >= SERVER_ERROR) return null;
  return FORMS[input.style](input);
}

/** Whether a platform's answer to a refusal is 200, too. */
export function hidesRefusals(style: AnswerStyle): boolean {
  const refused = {
    status: 422,
    outcome: "invalid_amount",
    detail: null,
    body: null,
    postback_id: "",
    return_text: null,
  };
  return styledAnswer({ style, ...refused })?.status === 200;
}

type Form = (input: AnswerInput) => StyledAnswer;

/**
 * Documented forms are followed to the letter; where the documentation leaves room, our code
 * and detail go in, so that no refusal looks like a success.
 */
const FORMS: Readonly<Record<Exclude<AnswerStyle, "problem">, Form>> = {
  always_200: (input) =>
    json(200, isRefused(input) ? problem(input) : accepted(input)),
  // Documented: `success=true;` or `success=false; err_msg=…;`, always HTTP 200.
  tune: (input) =>
    isRefused(input)
      ? text(200, `success=false; err_msg=${why(input).replaceAll(";", ",")};`)
      : text(200, "success=true;"),
  // Documented: always 200. The body follows Affise's API: 1 is success, 2 an error.
  affise: (input) =>
    isRefused(input)
      ? json(200, { status: 2, error: why(input), ...idOf(input) })
      : json(200, { status: 1, message: input.outcome, ...idOf(input) }),
  // Documented: an empty body.
  post_affiliate_pro: (input) => text(200, isRefused(input) ? why(input) : ""),
  scaleo: (input) =>
    isRefused(input) ? scaleoRefusal(input) : scaleoSuccess(input),
  // `Success`, unless the sender asked for its own text with `return=`.
  keitaro: (input) =>
    isRefused(input)
      ? text(input.status, why(input))
      : text(200, input.return_text?.slice(0, TEXT_CHARS_MAX) || "Success"),
  // Documented: 200 also for a refusal.
  everflow: (input) =>
    text(200, isRefused(input) ? `ERROR ${why(input)}` : "OK"),
  prosper202: (input) => prosper202(input),
  // Documented: `{"Status":"QUEUED","QueuedUri":…}`, or the errors.
  impact: (input) =>
    isRefused(input)
      ? json(input.status, {
          Status: "ERROR",
          errors: [
            { field: input.outcome, level: "ERROR", message: why(input) },
          ],
        })
      : json(200, {
          Status: "QUEUED",
          QueuedUri: `/api/v1/postbacks/${input.postback_id}`,
        }),
  // A refusal is final, and kept: sending it again would change nothing.
  store: (input) =>
    isRefused(input)
      ? json(200, problem(input))
      : json(input.status, accepted(input)),
  // Documented: without OK it is sent again for ten days, and what follows OK is shown to the buyer.
  digistore24: () => text(200, "OK"),
  dub: (input) => (isRefused(input) ? dubRefusal(input) : dubSuccess(input)),
};

function isRefused({ status }: AnswerInput): boolean {
  return status >= 400;
}

function accepted({ body, outcome, postback_id }: AnswerInput) {
  return body ?? { outcome, postback_id };
}

function problem({ status, outcome, detail, postback_id }: AnswerInput) {
  const body = problemBody(new Problem(status, outcome, detail ?? ""));
  return { ...body, postback_id };
}

/** The format that Scaleo's API documents for conversions. */
function scaleoSuccess({ body, outcome }: AnswerInput): StyledAnswer {
  const { conversion_id, status } = body ?? {};
  return json(200, {
    status: "success",
    code: 200,
    name: "OK",
    message: outcome,
    info: {
      status: "success",
      message: outcome,
      // A later postback changes the conversion by this id.
      transaction_id: conversion_id ?? null,
      conv_status: status === "reversed" ? "rejected" : (status ?? null),
    },
  });
}

function scaleoRefusal(input: AnswerInput): StyledAnswer {
  return json(input.status, {
    status: "error",
    code: input.status,
    name: input.outcome,
    message: why(input),
    ...idOf(input),
  });
}

const WITHOUT_CLICK = new Set([
  "missing_click_id",
  "invalid_click_id",
  "unknown_click",
]);

/** Documented: 202 `Postback successful`, 404 `SubID not found`. */
function prosper202(input: AnswerInput): StyledAnswer {
  const said = (error: boolean, code: number, msg: string) =>
    json(code, { error, code, msg });
  if (!isRefused(input)) return said(false, 202, "Postback successful");
  if (WITHOUT_CLICK.has(input.outcome)) {
    return said(true, 404, "SubID not found");
  }
  return said(true, input.status, why(input));
}

const DUB_CODES: ReadonlyMap<number, string> = new Map([
  [400, "bad_request"],
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not_found"],
  [409, "conflict"],
]);

function dubRefusal(input: AnswerInput): StyledAnswer {
  const code = DUB_CODES.get(input.status) ?? "unprocessable_entity";
  return json(input.status, { error: { code, message: why(input) } });
}

/** dub's client library requires these fields; `customer` and `sale` may be null. */
function dubSuccess(input: AnswerInput): StyledAnswer {
  const given = (name: string) =>
    input.parameters?.find((parameter) => parameter.name === name)?.value;
  return json(200, {
    ...accepted(input),
    eventName: given("eventName") ?? "Purchase",
    click: { id: given("clickId") ?? "" },
    link: null,
    customer: null,
    sale: null,
  });
}

function idOf({ postback_id }: AnswerInput) {
  return { postback_id };
}

/** Code and detail on one line: a detail may quote the sender's text. */
function why({ outcome, detail }: AnswerInput): string {
  const line = `${outcome}: ${detail ?? ""}`
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
  return line.slice(0, TEXT_CHARS_MAX).toWellFormed();
}

function text(status: number, content: string): StyledAnswer {
  return { status, content_type: TEXT, text: content };
}

function json(status: number, content: unknown): StyledAnswer {
  return { status, content_type: JSON_TYPE, text: JSON.stringify(content) };
}

import { Problem, problemBody } from "../../kernel/mod.ts";
import type { Parameter } from "../raw_postback.ts";
import type { AnswerStyle } from "./answer_style.ts";

/** An answer of ours that is to be said in a platform's words. */
export interface AnswerInput {
  style: AnswerStyle;
  status: number;
  /** The outcome, or the code of the refusal. */
  outcome: string;
  detail: string | null;
  /** The JSON of an accepted one; null for a refusal. */
  body: Record<string, unknown> | null;
  postback_id: string;
  /** What Keitaro's sender wants to read after a success. */
  return_text: string | null;
  /** What was sent: dub says some of it back. */
  parameters?: readonly Parameter[];
}

/** An answer in the form that a sender knows. */
export interface StyledAnswer {
  status: number;
  content_type: string;
  text: string;
}

const TEXT = "text/plain; charset=utf-8";
const JSON_TYPE = "application/json; charset=utf-8";
const TEXT_CHARS_MAX = 500;
/** Refused because of the load, or not judged: that has to stay what it is, in every style. */
const TOO_MANY = 429;
const SERVER_ERROR = 500;

/** The answer in a platform's own words; null where ours are to be used. */
export function styledAnswer(input: AnswerInput): StyledAnswer | null {
  if (input.style === "problem") return null;
  if (input.status === TOO_MANY || input.status >= SERVER_ERROR) return null;
  return FORMS[input.style](input);
}

type Form = (input: AnswerInput) => StyledAnswer;

/**
 * Where a platform's form of a success or a refusal is documented, it is that
 * to the letter; what it leaves open says our code and detail, so that no
 * refusal looks like a success.
 */
const FORMS: Readonly<Record<Exclude<AnswerStyle, "problem">, Form>> = {
  always_200: (input) =>
    json(200, isRefused(input) ? problem(input) : accepted(input)),
  // Documented: `success=true;` or `success=false; err_msg=…;`, HTTP 200 either way.
  tune: (input) =>
    isRefused(input)
      ? text(200, `success=false; err_msg=${why(input).replaceAll(";", ",")};`)
      : text(200, "success=true;"),
  // Documented: always 200. The body is that of Affise's API: 1 is a success, 2 an error.
  affise: (input) =>
    isRefused(input)
      ? json(200, { status: 2, error: why(input), ...idOf(input) })
      : json(200, { status: 1, message: input.outcome, ...idOf(input) }),
  // Documented: an empty body.
  post_affiliate_pro: (input) => text(200, isRefused(input) ? why(input) : ""),
  scaleo: (input) =>
    isRefused(input) ? scaleoRefusal(input) : scaleoSuccess(input),
  // `Success` stands unless the sender asked for its own text by `return=`.
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

/** Scaleo's own form, which its API documents for conversions. */
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
      // By this id a later postback changes the conversion.
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

/** dub's library wants these to be there; a customer and a sale it takes as null. */
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

/** The code and what is wrong, on one line: a detail quotes what a sender wrote. */
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

import { parseObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { StepFault } from "../codes.ts";
import { formContent } from "./shop_content.ts";
import { wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** The fields of a form's answers. The others repeat them for people, and hold the address with its key. */
const FIELDS = ["formID", "submissionID", "formTitle", "type"];

/** A submission of Jotform's as JSON text: its answers are JSON text in a field of a multipart form. */
export function openJotform(input: ShopInput): string {
  const text = formContent(input);
  if (input.note !== null) return text;
  const sent = parseObject(text);
  const answers = wordAt(sent, "rawRequest") ?? "{}";
  if (parseObject(answers) === null) {
    throw new StepFault("parse", "malformed", "rawRequest is no JSON object");
  }
  const named = FIELDS.map((name) => [name, wordAt(sent, name)]);
  const head = JSON.stringify(Object.fromEntries(named)).slice(0, -1);
  // As sent: it may be nested deeper than it could be written again.
  return `${head},"rawRequest":${answers}}`;
}

/** Reads a form that somebody filled in, which is a lead. */
export function readJotform(body: JsonFields): ShopEvent {
  return { word: "submission", order_id: wordAt(body, "submissionID") };
}

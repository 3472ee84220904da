import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import { jsonTokens } from "./json_tokens.ts";
import type { Parameter, RawPostback } from "./raw_postback.ts";

const PARAMETERS_MAX = 500;
const NAME_CHARS_MAX = 200;
const VALUE_CHARS_MAX = 16_384;

/** The parameters of a postback, from its query and its body. */
export type ReadParameters =
  { ok: true; parameters: Parameter[] } | { ok: false; refusal: Refusal };

/** Reads query, form and JSON. Whatever can't be read without guessing is refused by name. */
export function readParameters(raw: RawPostback): ReadParameters {
  try {
    const mark = raw.url.indexOf("?");
    const query = mark < 0 ? "" : raw.url.slice(mark + 1);
    const parameters = [...readPairs(query, "query"), ...readBody(raw)];
    if (parameters.length > PARAMETERS_MAX) {
      throw new Unreadable(
        "malformed",
        `There are ${parameters.length} parameters; ${PARAMETERS_MAX} are allowed`,
      );
    }
    return { ok: true, parameters };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ok: false, refusal: refusal(error.code, error.message) };
  }
}

class Unreadable extends Error {
  readonly code: "malformed" | "unsupported_media_type";
  constructor(code: Unreadable["code"], message: string) {
    super(message);
    this.code = code;
  }
}

function readBody(raw: RawPostback): Parameter[] {
  if (raw.body === null || raw.body.length === 0) return [];
  if (raw.headers["content-encoding"] !== undefined) {
    throw new Unreadable(
      "unsupported_media_type",
      "The body is compressed; send it as it is",
    );
  }
  const text = decodeUtf8(raw.body);
  const [type = ""] = (raw.headers["content-type"] ?? "").split(";");
  const media_type = type.trim().toLowerCase();
  if (media_type === "application/x-www-form-urlencoded") {
    return readPairs(text, "form");
  }
  if (media_type === "application/json" || media_type.endsWith("+json")) {
    return readJson(text);
  }
  if (media_type === "") {
    return text.trimStart().startsWith("{")
      ? readJson(text)
      : readPairs(text, "form");
  }
  throw new Unreadable(
    "unsupported_media_type",
    `The body is ${media_type.slice(0, 100)}; application/json or application/x-www-form-urlencoded is read`,
  );
}

/** Only what stands at the top of the object is a parameter; a number keeps the digits that were sent. */
function readJson(text: string): Parameter[] {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    throw new Unreadable("malformed", "The body is not valid JSON");
  }
  if (root === null || typeof root !== "object" || Array.isArray(root)) {
    throw new Unreadable("malformed", "The JSON body is not an object");
  }
  return scalarsOf(text).map(([name, value]) =>
    checked({ name, value, from: "json" }),
  );
}

/**
 * The names and values at the top of valid JSON, as often as they are given:
 * `JSON.parse` would keep the last of two contradicting ones and say nothing.
 */
function scalarsOf(json: string): [name: string, value: string][] {
  const scalars: [string, string][] = [];
  let depth = 0;
  let name: string | null = null;
  let previous = "";
  for (const { text: token } of jsonTokens(json)) {
    if (token === "{" || token === "[") depth++;
    else if (token === "}" || token === "]") depth--;
    else if (depth === 1 && token === ":") name = unquoted(previous);
    else if (depth === 1 && token === ",") name = null;
    else if (depth === 1 && name !== null && token !== "null") {
      scalars.push([name, unquoted(token)]);
    }
    previous = token;
  }
  return scalars;
}

function unquoted(token: string): string {
  return token.startsWith('"') ? String(JSON.parse(token)) : token;
}

function readPairs(text: string, from: "query" | "form"): Parameter[] {
  if (text === "") return [];
  return text.split("&").flatMap((pair): Parameter[] => {
    if (pair === "") return [];
    const at = pair.indexOf("=");
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? "" : decode(pair.slice(at + 1));
    return [checked({ name, value, from })];
  });
}

/** A macro of the form `%name%` is no encoding at all; it stays, to be named as what it is. */
function decode(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    if (/^%[A-Za-z_][\w.]*%$/.test(text)) return text;
    throw new Unreadable(
      "malformed",
      `Cannot decode "${text.slice(0, 60)}": broken percent-encoding`,
    );
  }
}

function checked(parameter: Parameter): Parameter {
  const { name: long, value } = parameter;
  if (long.length > NAME_CHARS_MAX || value.length > VALUE_CHARS_MAX) {
    throw new Unreadable(
      "malformed",
      `Parameter "${long.slice(0, 60)}" is too long: a name may have ${NAME_CHARS_MAX} characters, a value ${VALUE_CHARS_MAX}`,
    );
  }
  if (parameter.name.includes("\0") || parameter.value.includes("\0")) {
    const name = parameter.name.replaceAll("\0", "").slice(0, 60);
    throw new Unreadable("malformed", `Parameter "${name}" has a NUL byte`);
  }
  if (!parameter.name.isWellFormed() || !parameter.value.isWellFormed()) {
    throw new Unreadable("malformed", "A parameter is not valid Unicode");
  }
  return parameter;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable("malformed", "The body is not valid UTF-8");
  }
}

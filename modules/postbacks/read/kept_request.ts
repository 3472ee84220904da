import {
  isWordForNothing,
  tokensOf,
  findAddress,
  decodePart,
  withoutAmp,
} from "../../sources/mod.ts";
import type {
  RawPostback,
  IsToken,
  Proof,
  SourceConfig,
  TokenMarks,
} from "../../sources/mod.ts";
import { decodePercent } from "../../kernel/mod.ts";
import { isSecretHeader } from "../../http/mod.ts";
import { splitUrl } from "./read_request.ts";
import { VERIFIED_HEADER, withStoreNote } from "./store_note.ts";

/** A request and what is known about its sender. */
interface SentRequest {
  raw: RawPostback;
  source: Pick<SourceConfig, "names"> | null;
  proof: Proof;
}

const NO_TOKEN: IsToken = () => false;

/**
 * Replaces a request's secrets with marks, by which it can still be judged again. Content under
 * a valid signature is stored as signed, except for the source key.
 */
export function keptRequest(
  { raw, source, proof }: SentRequest,
  marks: TokenMarks,
): RawPostback {
  if (raw.is_kept === true) return raw;
  const own = keptHeaders(raw.headers, marks);
  const headers =
    raw.verified === undefined ? own : withStoreNote(own, raw.verified);
  if (proof === "signature") {
    const url = keptText(maskUrl(raw.url, NO_TOKEN), marks);
    return { ...raw, url, headers, is_kept: true };
  }
  const isToken = tokensOf(source ?? undefined);
  const url = keptText(maskUrl(raw.url, isToken), marks);
  const body = raw.body === null ? null : keptBody(raw.body, isToken, marks);
  return { ...raw, url, headers, body, is_kept: true };
}

/** A stored request with what was found out about it since. */
export function withNote(raw: RawPostback): RawPostback {
  const { verified } = raw;
  if (verified === undefined) return raw;
  return { ...raw, headers: withStoreNote(raw.headers, verified) };
}

/** Puts the source key back into a stored request's address, if the source still has that key. */
export function withSourceKey(
  raw: RawPostback,
  keyOfMark: (mark: string) => string | undefined,
): RawPostback {
  if (raw.is_kept !== true) return raw;
  const url = maskUrl(raw.url, NO_TOKEN)
    .map((part) => {
      if (typeof part === "string") return part;
      return keyOfMark(part.sent) ?? part.written;
    })
    .join("");
  return { ...raw, url };
}

function keptHeaders(
  headers: RawPostback["headers"],
  marks: TokenMarks,
): RawPostback["headers"] {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] => {
      // It came with the request, and is nobody's word.
      if (name === VERIFIED_HEADER) return [];
      if (!isSecretHeader(name)) return [[name, value]];
      const is_ours = name === "authorization";
      return [[name, is_ours ? keptAuth(value, marks) : marks.of(value)]];
    }),
  );
}

/** Keeps scheme and user: only the Basic password, or other schemes' credentials, are secret. */
function keptAuth(value: string, marks: TokenMarks): string {
  const given = value.trim();
  const at = given.indexOf(" ");
  if (at < 0) return marks.of(given);
  const scheme = given.slice(0, at);
  const secret = given.slice(at + 1).trim();
  if (scheme.toLowerCase() !== "basic") return `${scheme} ${marks.of(secret)}`;
  const text = Buffer.from(secret, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return `${scheme} ${marks.of(secret)}`;
  const password = text.slice(colon + 1);
  const kept = password === "" ? "" : marks.of(password);
  const both = `${text.slice(0, colon)}:${kept}`;
  return `${scheme} ${Buffer.from(both).toString("base64")}`;
}

function keptBody(
  body: Uint8Array,
  isToken: IsToken,
  marks: TokenMarks,
): Uint8Array {
  const bytes = Buffer.from(body);
  const utf8 = bytes.toString("utf8");
  const encoding = bytes.equals(Buffer.from(utf8)) ? "utf8" : "latin1";
  const masked = maskBody(bytes.toString(encoding), isToken);
  const has_secret = masked.some((part) => typeof part !== "string");
  return has_secret ? Buffer.from(keptText(masked, marks), encoding) : body;
}

function keptText(text: MaskedText, marks: TokenMarks): string {
  return text
    .map((part) => {
      if (typeof part === "string") return part;
      const { secret, sent, written } = part;
      const is_key = secret === "SOURCE_KEY";
      if (!is_key && isWordForNothing(sent)) return written;
      const mark = marks.of(sent);
      return part.is_bare === true ? `"${mark}"` : mark;
    })
    .join("");
}

/** Kinds of secrets, named as shell variables. */
export type SecretName = "TOKEN" | "SOURCE_KEY" | "AUTHORIZATION";

/** A secret within a text. */
interface SecretPart {
  secret: SecretName;
  /** The decoded value. */
  sent: string;
  /** The value as written in the text. */
  written: string;
  /** An unquoted JSON value. */
  is_bare?: true;
}

/** Text with its secrets separated out. */
export type MaskedText = readonly (string | SecretPart)[];

const MASK = "***";

/** The text with its secrets masked. */
export function shownText(text: MaskedText): string {
  return text.map((part) => (typeof part === "string" ? part : MASK)).join("");
}

/** Masks tokens and the key of a source's own address in path and query. */
export function maskUrl(url: string, isToken: IsToken): MaskedText {
  const { path, query } = splitUrl(url);
  const masked = maskPath(path, query);
  if (!url.includes("?")) return masked;
  // Under a valid signature no parameter is a token.
  if (isToken === NO_TOKEN) return [...masked, "?", query];
  return [...masked, "?", ...maskPairs(query, isToken)];
}

function maskPath(path: string, query: string): MaskedText {
  const key = findAddress("GET", path, query)?.source_key ?? null;
  if (key === null) return [path];
  const segments = path.split("/");
  const at = segments.findIndex((part) => decodePart(part) === key);
  if (at < 0) return [path];
  const before = segments.slice(0, at).join("/");
  const after = segments.slice(at + 1);
  const rest = after.length > 0 ? [`/${after.join("/")}`] : [];
  const written = segments[at] ?? "";
  return [`${before}/`, { secret: "SOURCE_KEY", sent: key, written }, ...rest];
}

/** Masks tokens in a body; what is neither JSON nor a form is never read, so it holds none. */
export function maskBody(text: string, isToken: IsToken): MaskedText {
  const start = text.trimStart();
  if (/^[{[]/.test(start)) return maskJson(text, isToken);
  return start.startsWith("--")
    ? maskMultipart(text, isToken)
    : maskPairs(text, isToken);
}

function maskPairs(text: string, isToken: IsToken): MaskedText {
  return text.split("&").flatMap((pair, index): MaskedText => {
    const amp = index === 0 ? "" : "&";
    const at = pair.indexOf("=");
    const sent = withoutAmp(pair.slice(0, at));
    const name = decodePart(sent.replaceAll("+", " "));
    if (at < 0 || at === pair.length - 1 || !isToken(name)) {
      return [amp + pair];
    }
    const written = pair.slice(at + 1);
    return [
      amp + pair.slice(0, at + 1),
      { secret: "TOKEN", sent: decodePercent(written).text, written },
    ];
  });
}

const FIELD = /^content-disposition:[^\n]*[; ]name="?([^"\r\n;]{1,200})/im;

/** Masks fields of a multipart form: the text between the blank line and the next boundary. */
function maskMultipart(text: string, isToken: IsToken): MaskedText {
  const [boundary = ""] = text.trimStart().split("\n", 1);
  const mark = boundary.trimEnd();
  if (mark.length < 3) return maskPairs(text, isToken);
  return text.split(mark).flatMap((part, index): MaskedText => {
    const before = index === 0 ? "" : mark;
    const gap = /\n\r?\n/.exec(part);
    if (gap === null) return [before + part];
    const [, name] = FIELD.exec(part.slice(0, gap.index)) ?? [];
    if (name === undefined || !isToken(name)) return [before + part];
    const start = gap.index + gap[0].length;
    const written = part.slice(start).replace(/\r?\n$/, "");
    return [
      before + part.slice(0, start),
      { secret: "TOKEN", sent: written, written },
      part.slice(start + written.length),
    ];
  });
}

/**
 * Works on tokens, since the text may be invalid JSON: a token's value follows its name and a
 * colon.
 */
function maskJson(text: string, isToken: IsToken): MaskedText {
  const parts: (string | SecretPart)[] = [];
  let done = 0;
  let previous = "";
  let name: string | null = null;
  for (const { text: token, index, string_end } of jsonTokens(text)) {
    const is_value = name !== null && !/^[{}[\]:,]$/.test(token);
    if (is_value && isToken(name ?? "")) {
      const is_bare = string_end === null;
      const start = is_bare ? index : index + 1;
      const end = string_end ?? index + token.length;
      const written = text.slice(start, end);
      const part: SecretPart = {
        secret: "TOKEN",
        sent: unquoted(token),
        written,
      };
      parts.push(
        text.slice(done, start),
        is_bare ? { ...part, is_bare } : part,
      );
      done = end;
    }
    name = token === ":" ? unquoted(previous) : null;
    previous = token;
  }
  return [...parts, text.slice(done)];
}

function unquoted(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token;
  }
}

/** A JSON token as written. */
interface JsonToken {
  text: string;
  index: number;
  /** Where the text inside the quotes ends; null if the token is not a string. */
  string_end: number | null;
}

/**
 * An unclosed string extends to the end of the text: looking for an end again from each quote
 * inside it would be quadratic.
 */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*("?)|[{}[\]:,]|[^\s"{}[\]:,]+/g;

/** Tokenizes text that need not be valid JSON. */
function* jsonTokens(text: string): Generator<JsonToken> {
  for (const { 0: token, 1: quote, index } of text.matchAll(TOKEN)) {
    const end = index + token.length;
    yield {
      text: token,
      index,
      string_end: quote === undefined ? null : end - quote.length,
    };
  }
}

import {
  isWordForNothing,
  isSecretHeader,
  tokensOf,
} from "../../sources/mod.ts";
import type {
  RawPostback,
  IsToken,
  Proof,
  SourceConfig,
  TokenMarks,
} from "../../sources/mod.ts";
import { maskBody, maskUrl } from "./masked_text.ts";
import type { MaskedText } from "./masked_text.ts";

/** A request and what is known about its sender. */
export interface SentRequest {
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
  const headers = keptHeaders(raw.headers, marks);
  if (proof === "signature") {
    const url = keptText(maskUrl(raw.url, NO_TOKEN), marks);
    return { ...raw, url, headers, is_kept: true };
  }
  const isToken = tokensOf(source ?? undefined);
  const url = keptText(maskUrl(raw.url, isToken), marks);
  const body = raw.body === null ? null : keptBody(raw.body, isToken, marks);
  return { ...raw, url, headers, body, is_kept: true };
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
    Object.entries(headers).map(([name, value]) => {
      if (!isSecretHeader(name)) return [name, value];
      const is_ours = name === "authorization";
      return [name, is_ours ? keptAuth(value, marks) : marks.of(value)];
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

import { encodeForeign, parseTemplate } from "./macros.ts";
import type { Template, TemplateCode, TemplateResult } from "./macros.ts";

/** Why a URL template is refused. */
export type UrlTemplateCode =
  TemplateCode | "invalid_url" | "not_http" | "macro_in_authority";

/** Macros a URL template may use. */
export interface ParseUrlTemplateOptions {
  known: ReadonlySet<string>;
  aliases?: ReadonlyMap<string, string>;
}

const URL_TEMPLATE_LENGTH_MAX = 4096;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const AUTHORITY = /^(https?:\/\/)([^/?#\\]*)/i;

/**
 * Parses the template of an absolute http(s) URL. Macros are refused before the end of the
 * authority: otherwise a value could choose the host (open redirect, SSRF).
 */
export function parseUrlTemplate(
  text: string,
  options: ParseUrlTemplateOptions,
): TemplateResult<UrlTemplateCode> {
  if (text.length > URL_TEMPLATE_LENGTH_MAX) {
    return refuse(
      "invalid_url",
      `longer than ${URL_TEMPLATE_LENGTH_MAX} characters`,
    );
  }
  const scheme = SCHEME.exec(text);
  if (scheme === null) {
    // A brace before the first slash sits in the scheme or host.
    return /^[^/?#]*[{}]/.test(text)
      ? refuse("macro_in_authority", "a macro stands where the host belongs")
      : refuse("invalid_url", "it must begin with https:// or http://");
  }
  if (!/^https?:$/i.test(scheme[0])) {
    return refuse("not_http", `"${scheme[0]}" is neither https: nor http:`);
  }
  const [origin, slashes = "", authority = ""] = AUTHORITY.exec(text) ?? [];
  if (origin === undefined) {
    return refuse("invalid_url", "it must begin with https:// or http://");
  }
  if (/[{}]/.test(authority)) {
    return refuse("macro_in_authority", "a macro stands in the host");
  }
  if (authority.includes("@")) {
    return refuse("invalid_url", "it must carry no user name or password");
  }
  const host = hostOf(slashes, authority);
  if (host === null || text.startsWith("\\", origin.length)) {
    return refuse("invalid_url", `"${authority}" is not a host`);
  }
  const result = parseTemplate(text, { ...options, kind: "url" });
  if (!result.ok) return result;
  return asciiOnly(result.template, origin, slashes + host);
}

function hostOf(slashes: string, authority: string): string | null {
  if (/[\x00-\x20\x7f]/.test(authority)) return null;
  const url = URL.parse(slashes + authority);
  if (url === null || url.hostname === "") return null;
  return /^[\x21-\x7e]+$/.test(authority) ? authority : url.host;
}

/** Percent-encodes the literal text, so that the expansion is valid in a header. */
function asciiOnly(
  template: Template,
  origin: string,
  origin_ascii: string,
): TemplateResult<UrlTemplateCode> {
  const parts = [...template.parts];
  for (const [index, part] of parts.entries()) {
    if (typeof part !== "string") continue;
    if (/[\x00-\x20\x7f]/.test(part)) {
      return refuse("invalid_url", "it holds a space or a control character");
    }
    const literal =
      index === 0 ? origin_ascii + part.slice(origin.length) : part;
    parts[index] = encodeForeign(literal.toWellFormed());
  }
  return { ok: true, template: { kind: "url", parts } };
}

function refuse(
  code: "invalid_url" | "not_http" | "macro_in_authority",
  why: string,
): TemplateResult<UrlTemplateCode> {
  return { ok: false, code, detail: `Cannot use URL: ${why}`, macro: "" };
}

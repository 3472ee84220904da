import { percentText } from "./sent_text.ts";

/** The format of a body, detected from its content. */
export type BodyContent =
  | { kind: "json"; text: string }
  /** A form; multipart is converted to query text. */
  | { kind: "form"; query: string }
  | { kind: "unread"; why: string };

const PARTS_MAX = 1000;
const BOUNDARY_CHARS_MAX = 200;
const TYPE_SHOWN_CHARS_MAX = 100;

/** Detects the format of a body, ignoring its content type; multipart files are skipped. */
export function readBodyContent(
  bytes: Uint8Array,
  content_type: string,
): BodyContent {
  const text = Buffer.from(bytes).toString("latin1");
  const start = text.replace(/^\xef\xbb\xbf/, "").trimStart();
  if (start === "") return { kind: "form", query: "" };
  if (start.startsWith("{") || start.startsWith("[")) {
    return { kind: "json", text: new TextDecoder().decode(bytes) };
  }
  if (start.startsWith("--")) {
    const query = multipartQuery(text);
    if (query !== null) return { kind: "form", query };
  }
  if (start.startsWith("<"))
    return { kind: "unread", why: "it is XML or HTML" };
  const said = content_type.slice(0, TYPE_SHOWN_CHARS_MAX);
  const is_form = start.includes("=") && !/[\0-\x08\x0e-\x1f]/.test(text);
  if (is_form) return { kind: "form", query: percentText(bytes).trim() };
  const why = said === "" ? "it has no type" : `its type is ${said}`;
  return { kind: "unread", why };
}

/**
 * Converts a multipart form to query text; null if it isn't multipart. `text` has one character per
 * byte.
 */
function multipartQuery(text: string): string | null {
  const from = text.indexOf("--");
  const line_end = text.indexOf("\n", from);
  if (line_end < 0) return null;
  const boundary = text.slice(from, line_end).trimEnd();
  if (boundary.length < 3 || boundary.length > BOUNDARY_CHARS_MAX) return null;
  const parts = text.slice(from).split(boundary, PARTS_MAX);
  const pairs: string[] = [];
  let is_form = false;
  for (const part of parts) {
    const body = part.startsWith("\r\n") ? part.slice(2) : part.slice(1);
    const gap = /\r?\n\r?\n/.exec(body);
    if (gap === null) continue;
    const head = body.slice(0, gap.index);
    const name = fieldName(head);
    if (name === null) continue;
    is_form = true;
    if (name === "") continue;
    const value = body.slice(gap.index + gap[0].length).replace(/\r?\n$/, "");
    pairs.push(`${encodeBytes(name)}=${encodeBytes(value)}`);
  }
  return is_form ? pairs.join("&") : null;
}

/** The name of a field; empty for a file, null if the part has no name. */
function fieldName(head: string): string | null {
  for (const line of head.split("\n")) {
    if (!/^content-disposition:/i.test(line)) continue;
    if (/;\s{0,9}filename\*?=/i.test(line)) return "";
    const named = line
      .split(";")
      .map((part) => part.trim())
      .find((part) => /^name=/i.test(part));
    return named === undefined ? null : unquoted(named.slice(5));
  }
  return null;
}

function encodeBytes(latin: string): string {
  return latin.replaceAll(
    /[^A-Za-z0-9_.~-]/g,
    (letter) =>
      `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

function unquoted(text: string): string {
  const is_quoted =
    text.length > 1 && text.startsWith('"') && text.endsWith('"');
  return is_quoted ? text.slice(1, -1) : text;
}

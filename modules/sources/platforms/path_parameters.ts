import type { Parameter } from "../raw_postback.ts";
import { basketTotal, both } from "./basket.ts";

type Segment = readonly [name: string, value: string];

/** Names that occur once per item of a basket. */
const OF_ITEMS = new Set(["category", "sku", "value", "quantity"]);

/**
 * Reads Partnerize's path style: `name:value` between slashes, with a bracketed group per item.
 * The items' total becomes a single `value`; category and sku are returned only if all items
 * agree.
 */
export function readPathStyle(path: string): Parameter[] {
  // Brackets may be percent-encoded, unless some appear literally.
  const bracketed = path.includes("[")
    ? path
    : path.replaceAll(/%5b/gi, "[").replaceAll(/%5d/gi, "]");
  const order: Segment[] = [];
  const items: Segment[][] = [];
  let item: Segment[] | null = null;
  for (const part of bracketed.replaceAll("][", "]/[").split("/")) {
    if (part.startsWith("[")) items.push((item = []));
    const is_last = item !== null && part.endsWith("]");
    const segment = readSegment(
      part.slice(part.startsWith("[") ? 1 : 0, is_last ? -1 : undefined),
    );
    if (segment !== null) (item ?? order).push(segment);
    if (is_last) item = null;
  }
  const loose = order.filter(([name]) => OF_ITEMS.has(name));
  if (loose.length > 0) items.unshift(loose);
  return [
    ...order.filter(([name]) => !OF_ITEMS.has(name)),
    ...ofItems(items.map(fieldsOf)),
  ].map(([name, value]) => ({ name, value, from: "path" }));
}

function fieldsOf(segments: readonly Segment[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of segments) {
    fields.set(name, both(fields.get(name), value));
  }
  return fields;
}

function ofItems(items: readonly ReadonlyMap<string, string>[]): Segment[] {
  const segments: Segment[] = [];
  for (const name of ["category", "sku"]) {
    const values = new Set(
      items.flatMap((item) => {
        const value = item.get(name) ?? "";
        return value === "" ? [] : [value];
      }),
    );
    const [value] = values;
    if (value !== undefined && values.size === 1) segments.push([name, value]);
  }
  const lines = items.flatMap((item) => {
    const price = item.get("value") ?? "";
    const quantity = item.get("quantity") ?? "";
    return price === "" ? [] : [{ price, quantity, discount: "" }];
  });
  if (lines.length > 0) segments.push(["value", basketTotal(lines)]);
  return segments;
}

function readSegment(part: string): Segment | null {
  const text = decodePart(part);
  const colon = text.indexOf(":");
  if (colon < 1) return null;
  return [text.slice(0, colon), text.slice(colon + 1)];
}

/** Decodes part of a path; returns it as sent if it is invalid or contains NUL. */
export function decodePart(part: string): string {
  if (!part.includes("%")) return part;
  try {
    const text = decodeURIComponent(part);
    return text.includes("\0") ? part : text;
  } catch {
    return part;
  }
}

/** An HTML-escaped `&` leaves `amp;` in front of the name. */
export function withoutAmp(name: string): string {
  let bare = name;
  while (bare.startsWith("amp;")) bare = bare.slice(4);
  return bare;
}

import type { Block } from "../../rollups/mod.ts";
import { MARK_BITS } from "../engine/mod.ts";
import type { Moments } from "./model.ts";
import { quarterOf } from "./zones.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Adds an affiliate's entries of a block. */
export function addMoments(
  moments: Moments,
  block: Block,
  affiliate_id: number,
): void {
  const { columns, count, entries } = block;
  const affiliates = columns.get("affiliate");
  const minutes = columns.get("minute");
  const parts = columns.get(block.axis === "click" ? "kind" : "status");
  if (affiliates === undefined || minutes === undefined) return;
  const own = codeOf(affiliates.values, String(affiliate_id));
  if (own === -1) return;
  const names = listOf(parts?.values).map((value) =>
    block.axis === "click" ? partOfClick(value) : String(value),
  );
  const quarters = listOf(minutes.values).map((minute) =>
    quarterOf(block.day * DAY_MS + Number(minute) * MINUTE_MS),
  );
  for (let at = 0; at < entries; at++) {
    if (affiliates.codes[at] !== own) continue;
    const part = names[parts?.codes[at] ?? -1];
    const quarter = quarters[minutes.codes[at]!];
    if (part === undefined || quarter === undefined) continue;
    let counts = moments.get(quarter);
    if (counts === undefined) moments.set(quarter, (counts = {}));
    counts[part] = (counts[part] ?? 0) + (count?.[at] ?? 1);
  }
}

/** Adds what was counted of other blocks. */
export function mergeMoments(into: Moments, more: Moments): void {
  for (const [quarter, parts] of more) {
    const counts = into.get(quarter) ?? {};
    for (const [part, count] of Object.entries(parts)) {
      counts[part] = (counts[part] ?? 0) + count;
    }
    into.set(quarter, counts);
  }
}

/** The part that a click of a kind belongs to, which is its marks and its verdict. */
export function partOfClick(kind: string | null): string {
  const [digits = "", verdict = ""] = (kind ?? "").split(" ");
  const marks = Number(digits);
  if ((marks & MARK_BITS.test) !== 0) return "tests";
  if ((marks & MARK_BITS.prefetch) !== 0) return "prefetches";
  if ((marks & MARK_BITS.bot) !== 0) return "bots";
  if (verdict !== "sent") return verdict;
  return (marks & MARK_BITS.unique) === 0 ? "repeats" : "unique";
}

interface Values {
  readonly length: number;
  at(code: number): string | null;
}

function codeOf(values: Values, wanted: string): number {
  for (let code = 0; code < values.length; code++) {
    if (values.at(code) === wanted) return code;
  }
  return -1;
}

function listOf(values: Values | undefined): (string | null)[] {
  return Array.from({ length: values?.length ?? 0 }, (_, code) =>
    values!.at(code),
  );
}

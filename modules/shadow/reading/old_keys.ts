import type { shadowRows } from "../../../db/schema/mod.ts";

/** A conversion of the old tracker, ready to be kept. */
export type OldConversion = Omit<
  typeof shadowRows.$inferInsert,
  "id" | "export_id"
>;

/** Keys of the old tracker's conversions, by which a later export replaces them. */
export class OldKeys {
  readonly #seen = new Map<string, number>();

  /** By its own id; without one by all that a later export repeats, and its place among its like. */
  keyOf(row: Omit<OldConversion, "key">): string {
    if (row.old_id !== null && row.old_id !== undefined) {
      return `i:${row.old_id}`;
    }
    const { campaign, affiliate, goal, click, order_id, converted_at } = row;
    const facts = [campaign, affiliate, goal, click, order_id, converted_at];
    const hash = new Bun.CryptoHasher("sha256")
      .update(JSON.stringify(facts))
      .digest("hex");
    const nth = (this.#seen.get(hash) ?? 0) + 1;
    this.#seen.set(hash, nth);
    return `x:${hash}:${nth}`;
  }
}

const ID_CHARS_MAX = 255;

/** An id or name as it is kept; null where there is none. */
export function keptText(text: string | null | undefined): string | null {
  const trimmed = (text ?? "").trim();
  if (trimmed === "" || trimmed.includes("\u0000")) return null;
  return trimmed.slice(0, ID_CHARS_MAX);
}

import { peekClickId } from "../../clicks/mod.ts";
import { foldName } from "../../sources/mod.ts";
import type { NameTable, Parameter } from "../../sources/mod.ts";
import type { FoundClick } from "./find_click.ts";
import type { References } from "./references.ts";

/** Values of one postback that are looked up. */
const LOOKED_UP_MAX = 8;
const OLD_ID_CHARS_MAX = 256;
/** Where a name means an order as well, a plain number is one. */
const NUMBER = /^\d{1,15}$/;

/** A value that may be the id of a click from before the move. */
interface Candidate {
  name: string;
  old_id: string;
  /** Whether its name means a click, and nothing else. */
  is_certain: boolean;
}

/**
 * Returns the imported clicks that parameters name. Unlike an id of ours, an old one proves nothing by
 * itself, so only names that mean a click are looked at.
 */
export async function findOldClicks(
  parameters: readonly Parameter[],
  names: readonly NameTable[],
  references: Pick<References, "click">,
): Promise<FoundClick[]> {
  const candidates = candidatesOf(parameters, names);
  const found = await Promise.all(
    candidates.map(({ old_id }) =>
      references.click({ kind: "old_click", old_id }),
    ),
  );
  const clicks = candidates.flatMap(({ name, old_id, is_certain }, index) => {
    const id = found[index] ?? null;
    const read = id === null ? null : peekClickId(id);
    if (id === null || read === null) return [];
    return [{ name, id, fields: read.fields, old_id, is_certain }];
  });
  const certain = clicks.filter(({ is_certain }) => is_certain);
  return (certain.length > 0 ? certain : clicks).map(
    ({ is_certain: _, ...click }) => click,
  );
}

function candidatesOf(
  parameters: readonly Parameter[],
  names: readonly NameTable[],
): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const parameter of parameters) {
    const { name, value, is_garbled, is_nested } = parameter;
    if (is_garbled === true || is_nested === true) continue;
    const old_id = value.trim();
    if (old_id === "" || old_id.length > OLD_ID_CHARS_MAX) continue;
    // Postgres takes no NUL; whatever else is in no file isn't found.
    if (old_id.includes("\0")) continue;
    const by = names.filter((table) => table.mayHoldClick(name));
    if (by.length === 0) continue;
    const is_certain = by.some(
      (table) => table.only([parameter], "click_id").length > 0,
    );
    const is_order = by.some((table) => table.meaningOf(name) !== "click_id");
    if (!is_certain && (!is_order || NUMBER.test(old_id))) continue;
    const key = `${foldName(name)} ${old_id}`;
    candidates.set(key, { name, old_id, is_certain });
  }
  return [...candidates.values()].slice(0, LOOKED_UP_MAX);
}

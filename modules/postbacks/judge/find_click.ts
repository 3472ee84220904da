import { holdsUnreplaced } from "../../kernel/mod.ts";
import { readClickId } from "../../clicks/mod.ts";
import type { ClickIdFields } from "../../clicks/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type { Refusal, NameTable, Parameter } from "../../sources/mod.ts";

/** The click that a postback means, and where its id came from. */
export interface FoundClick {
  name: string;
  id: string;
  fields: ClickIdFields;
}

/** How a click id is checked. */
export type KeyOf = (key_number: number) => Uint8Array | undefined;

/** The click, or why there is none. */
export type ClickSearch =
  { ok: true; click: FoundClick } | { ok: false; refusal: Refusal };

/** Every parameter whose value proves itself to be a click id of ours. */
export function validClicks(
  parameters: readonly Parameter[],
  keyOf: KeyOf,
): FoundClick[] {
  return parameters.flatMap(({ name, value }): FoundClick[] => {
    // A click id has 32 characters; spaces around it are let pass.
    if (value.length < 32) return [];
    const read = readClickId(value.trim(), keyOf);
    return read.kind === "valid"
      ? [{ name, id: read.id, fields: read.fields }]
      : [];
  });
}

/**
 * Finds the click id. It proves itself, so where no name that means the click
 * holds one, any parameter whose value verifies is taken.
 */
export function findClick(
  parameters: readonly Parameter[],
  valid: readonly FoundClick[],
  names: NameTable,
): ClickSearch {
  const mapped = valid.filter(({ name }) => names.mayHoldClick(name));
  const candidates = mapped.length > 0 ? mapped : valid;
  const [click] = candidates;
  if (click === undefined) {
    return { ok: false, refusal: whyNone(parameters, names) };
  }
  const other = candidates.find(({ id }) => id !== click.id);
  if (other === undefined) return { ok: true, click };
  const detail = `"${click.name}" and "${other.name}" hold different click ids`;
  return { ok: false, refusal: refusal("ambiguous_click_id", detail) };
}

function whyNone(parameters: readonly Parameter[], names: NameTable): Refusal {
  const [named] = names.only(parameters, "click_id");
  const isPlaceholder = ({ name, value }: Parameter) =>
    names.mayHoldClick(name) && holdsUnreplaced(value);
  // `transaction_id={transaction_id}` holds no click, but says what its sender forgot.
  const given = named ?? parameters.find(isPlaceholder);
  if (given === undefined) {
    return refusal("missing_click_id", "No parameter holds a click id");
  }
  if (holdsUnreplaced(given.value)) {
    return refusal(
      "unreplaced_macro",
      `"${given.name}" holds the placeholder "${given.value.slice(0, 60)}" in place of a click id`,
    );
  }
  return refusal(
    "invalid_click_id",
    `"${given.value.slice(0, 60)}" in "${given.name}" is not a click id that we gave out`,
  );
}

import { holdsUnreplaced } from "../../kernel/mod.ts";
import type { findOwner } from "../../conversions/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import { peekClickId, readClickId } from "../../clicks/mod.ts";
import type { ClickIdFields } from "../../clicks/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type { Refusal, NameTable, Parameter } from "../../sources/mod.ts";

/** The click that a postback refers to; `name` is the parameter that held its id. */
export interface FoundClick {
  name: string;
  id: string;
  fields: ClickIdFields;
  /** The id that was sent, where it is one that another tracker gave out before the move. */
  old_id?: string;
}

/** Returns the key that a click id was signed with; undefined where it is unknown. */
export type KeyOf = (key_number: number) => Uint8Array | undefined;

export interface LearnDeps {
  configuration: Pick<Configuration, "link" | "refresh">;
  keyOf: KeyOf;
  /** Looks up a key that isn't known here yet. */
  learnKey(key_number: number): Promise<unknown>;
}

/** The click found, or the reason that there is none. */
export type ClickSearch =
  { ok: true; click: FoundClick } | { ok: false; refusal: Refusal };

/** Returns every parameter whose value verifies as one of our click ids. */
export function validClicks(
  parameters: readonly Parameter[],
  keyOf: KeyOf,
): FoundClick[] {
  return parameters.flatMap(({ name, value }): FoundClick[] => {
    // A click id has 32 characters; surrounding spaces are allowed.
    if (value.length < 32) return [];
    const read = readClickId(value.trim(), keyOf);
    return read.kind === "valid"
      ? [{ name, id: read.id, fields: read.fields }]
      : [];
  });
}

/** Whether a value is the id by which a click was found. */
export function holdsClick(value: string, { id, old_id }: FoundClick): boolean {
  const text = value.trim();
  return text === old_id || (text.length === 32 && text.toLowerCase() === id);
}

/**
 * Finds the click id. A click id is self-verifying, so if no parameter mapped to the click
 * holds a valid one, any parameter whose value verifies is accepted.
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
  // `transaction_id={transaction_id}` holds no click id, but shows what the sender forgot to
  // fill in.
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

/**
 * The owner of a click, unless it is of another advertiser than the source: whose campaign it
 * is, is none of the source's business.
 */
export function ownOwner(
  owner: ReturnType<typeof findOwner>,
  advertiser_id: number | null,
): ReturnType<typeof findOwner> {
  const is_others =
    advertiser_id !== null && owner?.campaign.advertiser_id !== advertiser_id;
  return is_others ? null : owner;
}

/** Another instance may have just published a key: look it up before refusing its click ids. */
export async function learnKeys(
  parameters: readonly Parameter[],
  { keyOf, learnKey }: LearnDeps,
): Promise<void> {
  for (const { value } of parameters) {
    if (value.length < 32) continue;
    const read = peekClickId(value.trim());
    if (read === null) continue;
    const { key_number } = read.fields;
    if (keyOf(key_number) === undefined) await learnKey(key_number);
  }
}

/** Refreshes the configuration if a click's link is unknown here. */
export async function learnLinks(
  clicks: readonly FoundClick[],
  { configuration }: LearnDeps,
): Promise<void> {
  const is_unknown = clicks.some(
    ({ fields }) => configuration.link(fields.link_id) === undefined,
  );
  if (is_unknown) await configuration.refresh();
}

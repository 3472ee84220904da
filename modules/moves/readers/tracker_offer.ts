import type { MoneyRule } from "../../../db/schema/mod.ts";
import type { MovedGoal, MovedNothing, MovedThing } from "../moved_thing.ts";
import type { GoalThing, SaidRow } from "./gather_goals.ts";
import { RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { translateMacros } from "./translate_macros.ts";
import type { TrackerMacros } from "./translate_macros.ts";

/** A tracker's words for the kinds of prices. */
export interface PriceWords {
  fixed: readonly string[];
  percent: readonly string[];
  both: readonly string[];
  /** Prices of clicks and views, which are set elsewhere. */
  clicks: readonly string[];
}

/** The fields of a price's columns. */
export interface PriceFields {
  type: string;
  amount: string;
  percent: string;
}

/**
 * A price by the tracker's word for its type; without a word, by the amounts that there are.
 * A price of clicks is none here, and noted.
 */
export function priceOf(
  row: MoveRow,
  fields: PriceFields,
  words: PriceWords,
): MoneyRule | undefined {
  const amount = row.amount(fields.amount);
  const percent = row.amount(fields.percent);
  const word = row
    .text(fields.type)
    ?.toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  if (word === undefined) return plainPrice(amount, percent);
  if (words.clicks.includes(word)) {
    row.notes.push(
      `Its ${fields.type.replaceAll("_", " ")} is ${word}: set a price of clicks by hand`,
    );
    return { type: "none" };
  }
  if (words.fixed.includes(word)) {
    return { type: "fixed", amount: amount ?? "0" };
  }
  if (words.percent.includes(word)) {
    return { type: "percent", percent: percent ?? amount ?? "0" };
  }
  if (words.both.includes(word)) {
    return {
      type: "fixed_plus_percent",
      amount: amount ?? "0",
      percent: percent ?? "0",
    };
  }
  throw new RowFault(
    `Its ${fields.type.replaceAll("_", " ")} "${word}" is not known`,
  );
}

/** A price by its amount and percentage; undefined without either. */
export function plainPrice(
  amount: string | undefined,
  percent: string | undefined,
): MoneyRule | undefined {
  const has_amount = amount !== undefined && amount !== "0";
  const has_percent = percent !== undefined && percent !== "0";
  if (has_percent && has_amount) {
    return { type: "fixed_plus_percent", amount, percent };
  }
  if (has_percent) return { type: "percent", percent };
  return amount === undefined ? undefined : { type: "fixed", amount };
}

/** The goal that a conversion without one reaches. */
export function defaultGoal(
  goal: Omit<MovedGoal, "name" | "is_default" | "payout" | "revenue"> & {
    name?: string | undefined;
    payout?: MoneyRule | undefined;
    revenue?: MoneyRule | undefined;
  },
): MovedGoal {
  const { name, payout, revenue, ...rest } = goal;
  return {
    ...rest,
    name: name ?? "Default",
    is_default: true,
    ...(payout === undefined ? {} : { payout }),
    ...(revenue === undefined ? {} : { revenue }),
  };
}

/** A campaign's destination with our macros, and the macros that had to be left out. */
export function destinationOf(
  row: Pick<MoveRow, "notes">,
  url: string,
  macros: TrackerMacros,
): { destination_url: string; untranslated: string[] | undefined } {
  const read = translateMacros(url, macros, "destination");
  row.notes.push(...read.notes);
  return {
    destination_url: read.url,
    untranslated:
      read.untranslated.length === 0 ? undefined : read.untranslated,
  };
}

/** A postback's URL with our macros, and those that stay as they came. */
export function postbackOf(
  row: Pick<MoveRow, "notes">,
  url: string,
  macros: TrackerMacros,
): { url: string; untranslated: string[] } {
  const read = translateMacros(url, macros, "postback");
  row.notes.push(...read.notes);
  return { url: read.url, untranslated: read.untranslated };
}

/** The tracker's labels of a click or link, by our names; `prefixes` are its columns' stems. */
export function labelsOf(
  row: MoveRow,
  fields: readonly string[],
): Record<string, string> | undefined {
  const subs: Record<string, string> = {};
  for (const [at, field] of fields.entries()) {
    const text = row.text(field);
    if (text !== undefined) subs[`sub${at + 1}`] = text;
  }
  return Object.keys(subs).length === 0 ? undefined : subs;
}

/** Fields `sub1` to `sub10`. */
export const SUB_FIELDS = Array.from({ length: 10 }, (_, at) => `sub${at + 1}`);

/** Columns for `SUB_FIELDS` by a tracker's own names, of which `#` is the number. */
export function subColumns(names: string): Record<string, string> {
  return Object.fromEntries(
    SUB_FIELDS.map((field, at) => [
      field,
      names.replaceAll("#", String(at + 1)),
    ]),
  );
}

/** The first mention of a thing: where, and as what. */
interface Mention {
  place: string;
  hash: number | bigint;
}

/**
 * Rows of which a thing with an id is given once: one that says the same again is dropped, another
 * is skipped and said.
 */
export async function* withoutDuplicates<T extends MovedThing | GoalThing>(
  rows: AsyncIterable<SaidRow<T>>,
): AsyncGenerator<SaidRow<T | MovedNothing>, void, undefined> {
  const seen = new Map<string, Mention>();
  for await (const row of rows) {
    const key = keyOf(row.thing);
    if (key === null) {
      yield row;
      continue;
    }
    const hash = Bun.hash(JSON.stringify(row.thing));
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, { place: `${row.file}, row ${row.row_no}`, hash });
      yield row;
    } else if (first.hash !== hash) {
      const [kind = "", id] = key.split("\n");
      const reason = `The ${kind} ${id} is there twice: what ${first.place} says of it counts`;
      yield { ...row, thing: { kind: "skipped", reason } };
    }
  }
}

/** Clicks and conversions have no key: there are too many to keep, and the books find their doubles. */
function keyOf(thing: MovedThing | GoalThing): string | null {
  switch (thing.kind) {
    case "advertiser":
    case "affiliate":
    case "campaign":
    case "link":
      return `${thing.kind}\n${thing.old_id}`;
    case "domain":
      return `domain\n${thing.host.toLowerCase()}`;
    default:
      return null;
  }
}

import {
  decodePercent,
  garbledFlag,
  isUnreplaced,
  UNDECODED,
} from "../kernel/mod.ts";

const SUBS = 10;
const LABEL_CHARS_MAX = 500;
const CLICK_REF_CHARS_MAX = 1024;
const DEEP_LINK_CHARS_MAX = 2048;
const OTHERS_MAX = 16;
const OTHERS_CHARS_MAX = 2048;

/** Parameters by which ad platforms know their click and its visitor again, in lower case. */
export const AD_PARAMS: ReadonlySet<string> = new Set([
  ...["fbclid", "gclid", "gbraid", "wbraid", "ttclid", "msclkid", "twclid"],
  ...["rdt_cid", "li_fat_id", "epik", "sccid", "sc_click_id", "yclid"],
  ...["tblci", "click-id", "ob_click_id", "dicbo", "obclid"],
  ...["consent", "ad_user_data", "ad_personalization", "em", "ph", "ph_e164"],
]);

/** Parsed link parameters: labels, the affiliate's own click id, and the rest. */
export interface LinkParams {
  /** `sub1` to `sub10`, `source`, `click_ref`, if given. */
  known: Record<string, string>;
  /** Other parameters, for `{param:NAME}`. */
  others: Record<string, string>;
  /** Values that were cut or dropped. */
  flags: string[];
  /** The requested page as given; not validated here. */
  deep_link: string | null;
}

/** Canonical names with their aliases, in order of precedence. */
const ALIASES: readonly (readonly [string, readonly string[]])[] = [
  ...Array.from({ length: SUBS }, (_, index): [string, string[]] => [
    `sub${index + 1}`,
    subAliases(index + 1),
  ]),
  ["source", ["src", "source_id", "pub_id"]],
  [
    "click_ref",
    ["aff_click_id", "external_id", "clickid", "click_id", "cid", "ref_id"],
  ],
  ["deep_link", ["deeplink", "dl"]],
];

/** The meaning of a name: the lowest rank wins; a link's own names rank in between. */
interface Meaning {
  slot: number;
  rank: number;
}

const OWN_RANK = 1;
/** Falls between two ranks. */
const OTHER_CASE = 0.5;
const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  ALIASES.flatMap(([name, aliases], slot): [string, Meaning][] => [
    [name, { slot, rank: 0 }],
    ...aliases.map((alias, index): [string, Meaning] => [
      alias,
      { slot, rank: OWN_RANK + 1 + index },
    ]),
  ]),
);
const SLOTS: ReadonlyMap<string, number> = new Map(
  ALIASES.map(([name], slot) => [name, slot]),
);

/**
 * Parses a link's query. Nothing in it ever prevents the redirect: overlong values are cut,
 * undecodable ones kept as sent, and both flagged. `names` maps the link's own names to ours.
 */
export function readLinkParams(
  query: string,
  names: ReadonlyMap<string, string> | null = null,
): LinkParams {
  const flags: string[] = [];
  const known: Record<string, string> = {};
  if (query === "") {
    return { known, others: noOthers(), flags, deep_link: null };
  }
  const garbled = new Set<string>();
  const given = decodeQuery(query, names, { flags, garbled });
  let deep_link: string | null = null;
  const chosen = chooseNames(given, names, flags);
  for (let slot = 0; slot < chosen.length; slot++) {
    const used = chosen[slot];
    if (used === undefined) continue;
    const name = ALIASES[slot]?.[0] ?? "";
    const value = given.get(used) ?? "";
    given.delete(used);
    if (garbled.delete(used)) flags.push(garbledFlag(name));
    if (name !== "deep_link") bound(name, value, known, flags);
    else if (value.length <= DEEP_LINK_CHARS_MAX) deep_link = value;
    else flags.push("deep_link_refused");
  }
  const others = given.size === 0 ? noOthers() : keepOthers(given, flags);
  const said = flags.length > 1 ? [...new Set(flags)] : flags;
  return { known, others, flags: said, deep_link };
}

/** Chooses the given name for each of ours, skipping empty values; placeholders are removed. */
function chooseNames(
  given: Map<string, string>,
  names: ReadonlyMap<string, string> | null,
  flags: string[],
): (string | undefined)[] {
  const used: (string | undefined)[] = [];
  const ranks: number[] = [];
  for (const [name, value] of given) {
    if (value === "") continue;
    const meaning = meaningOf(name, names);
    if (meaning === undefined) continue;
    const { slot, rank } = meaning;
    if (isUnreplaced(value)) {
      given.delete(name);
      flags.push("macro_dropped");
      continue;
    }
    if (rank >= (ranks[slot] ?? Infinity)) continue;
    ranks[slot] = rank;
    used[slot] = name;
  }
  return used;
}

/** The parameter a name means; an exact match beats one that differs in case. */
function meaningOf(
  name: string,
  names: ReadonlyMap<string, string> | null,
): Meaning | undefined {
  const exact = exactMeaning(name, names);
  if (exact !== undefined) return exact;
  const lower = name.toLowerCase();
  const folded =
    exactMeaning(lower, names) ?? exactMeaning(lower, lowerNames(names));
  return folded && { slot: folded.slot, rank: folded.rank + OTHER_CASE };
}

function exactMeaning(
  name: string,
  names: ReadonlyMap<string, string> | null,
): Meaning | undefined {
  const own = names?.get(name);
  if (own === undefined) return MEANINGS.get(name);
  const slot = SLOTS.get(own);
  return slot === undefined ? undefined : { slot, rank: OWN_RANK };
}

const lower_names = new WeakMap<
  ReadonlyMap<string, string>,
  ReadonlyMap<string, string>
>();

function lowerNames(
  names: ReadonlyMap<string, string> | null,
): ReadonlyMap<string, string> | null {
  if (names === null) return null;
  const known = lower_names.get(names);
  if (known !== undefined) return known;
  const lower = new Map(
    [...names].map(([name, own]): [string, string] => [
      name.toLowerCase(),
      own,
    ]),
  );
  lower_names.set(names, lower);
  return lower;
}

function subAliases(n: number): string[] {
  const numbered = [
    `subid${n}`,
    `sub_id${n}`,
    `sub_id_${n}`,
    `aff_sub${n}`,
    `s${n}`,
    `p${n}`,
    `data${n}`,
  ];
  if (n > 1) return numbered;
  return [
    "subid",
    "sub_id",
    ...numbered.slice(0, 3),
    "aff_sub",
    ...numbered.slice(3),
  ];
}

/** Puts a label where it belongs, within its limit. */
export function bound(
  name: string,
  value: string,
  known: Record<string, string>,
  flags: string[],
): void {
  if (name === "click_ref" && value.length > CLICK_REF_CHARS_MAX) {
    flags.push("click_ref_dropped");
  } else if (name !== "click_ref" && value.length > LABEL_CHARS_MAX) {
    known[name] = value.slice(0, LABEL_CHARS_MAX).toWellFormed();
    flags.push(`${name}_cut`);
  } else {
    known[name] = value;
  }
}

/** No prototype: a template may ask for `{param:constructor}`. */
function noOthers(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}

function keepOthers(
  given: ReadonlyMap<string, string>,
  flags: string[],
): Record<string, string> {
  const others = noOthers();
  let count = 0;
  let chars = 0;
  for (const [name, value] of given) {
    if (name === "") continue;
    chars += name.length + value.length;
    if (++count > OTHERS_MAX || chars > OTHERS_CHARS_MAX) {
      flags.push("params_dropped");
      return keepOfAdsFirst(given);
    }
    others[name] = value;
  }
  return others;
}

/** Where not all fit, those that ad platforms need again are kept before labels such as `utm_term`. */
function keepOfAdsFirst(
  given: ReadonlyMap<string, string>,
): Record<string, string> {
  const others = noOthers();
  let count = 0;
  let chars = 0;
  for (const is_first of [true, false]) {
    for (const [name, value] of given) {
      if (name === "" || AD_PARAMS.has(name.toLowerCase()) !== is_first) {
        continue;
      }
      const length = name.length + value.length;
      const is_room = count < OTHERS_MAX && chars + length <= OTHERS_CHARS_MAX;
      if (!is_room && is_first) continue;
      if (!is_room) return others;
      count += 1;
      chars += length;
      others[name] = value;
    }
  }
  return others;
}

/** Flags found while splitting a query. */
interface Decoding {
  flags: string[];
  /** Names whose value isn't UTF-8. */
  garbled: Set<string>;
}

/** The pairs of a query; of duplicates the first non-empty value wins. */
function decodeQuery(
  query: string,
  names: ReadonlyMap<string, string> | null,
  decoding: Decoding,
): Map<string, string> {
  const given = new Map<string, string>();
  for (const pair of pairsOf(query, names)) {
    const at = pair.indexOf("=");
    const sent = at < 0 ? pair : pair.slice(0, at);
    const name = decode(bareName(sent), decoding.flags).text;
    if ((given.get(name) ?? "") !== "") continue;
    const { text, is_garbled } =
      at < 0 ? NOTHING : decode(pair.slice(at + 1), decoding.flags);
    if (is_garbled) decoding.garbled.add(name);
    given.set(name, text);
  }
  return given;
}

const NOTHING = { text: "", is_garbled: false };

/**
 * A second `?` starts a new pair if one of our names follows; within an address it belongs to the
 * address.
 */
function pairsOf(
  query: string,
  names: ReadonlyMap<string, string> | null,
): string[] {
  const pairs = query.split("&");
  if (!query.includes("?")) return pairs;
  return pairs.flatMap((pair) => {
    if (/:\/\/|%3a%2f%2f/i.test(pair)) return [pair];
    const parts: string[] = [];
    for (const part of pair.split("?")) {
      const at = part.indexOf("=");
      const begins =
        parts.length === 0 ||
        (at > 0 && meaningOf(part.slice(0, at), names) !== undefined);
      if (begins) parts.push(part);
      else parts[parts.length - 1] += `?${part}`;
    }
    return parts;
  });
}

/** Strips the `amp;` of an HTML-escaped `&` and the second `?` of a doubled one. */
function bareName(sent: string): string {
  let name = sent;
  while (name.startsWith("amp;")) name = name.slice(4);
  while (name.startsWith("?")) name = name.slice(1);
  return name;
}

function decode(
  sent: string,
  flags: string[],
): { text: string; is_garbled: boolean } {
  const { text, is_garbled, is_broken } = decodePercent(sent);
  if (is_broken) flags.push(UNDECODED);
  const whole = text.toWellFormed();
  if (!whole.includes("\0")) return { text: whole, is_garbled };
  flags.push("nul_dropped");
  return { text: whole.replaceAll("\0", ""), is_garbled };
}

const SUBS = 10;
const LABEL_CHARS_MAX = 500;
const CLICK_REF_CHARS_MAX = 1024;
const DEEP_LINK_CHARS_MAX = 2048;
const OTHERS_MAX = 16;
const OTHERS_CHARS_MAX = 2048;

/** What the parameters of a link say: labels, the affiliate's own click id, and the rest. */
export interface LinkParams {
  /** `sub1` to `sub10`, `source`, `click_ref`, where given. */
  known: Record<string, string>;
  /** The others, for `{param:NAME}`. */
  others: Record<string, string>;
  /** What was cut or dropped. */
  flags: string[];
  /** The page that is asked for, as it was given: it is not checked here. */
  deep_link: string | null;
}

/** Canonical names with the names that are read in their place, in this order. */
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

/** What a name stands for: the lowest rank wins, and that of a link's own names lies between. */
interface Meaning {
  slot: number;
  rank: number;
}

const OWN_RANK = 1;
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
 * Reads the query of a link. Nothing in it is ever a reason not to redirect:
 * what is too long is cut, what can't be decoded is taken as it stands, and
 * both are flagged. `names` are the link's own, each with ours.
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
  const given = decodeQuery(query, flags);
  let deep_link: string | null = null;
  const chosen = chooseNames(given, names);
  for (let slot = 0; slot < chosen.length; slot++) {
    const used = chosen[slot];
    if (used === undefined) continue;
    const name = ALIASES[slot]?.[0] ?? "";
    const value = given.get(used) ?? "";
    given.delete(used);
    if (name !== "deep_link") bound(name, value, known, flags);
    else if (value.length <= DEEP_LINK_CHARS_MAX) deep_link = value;
    else flags.push("deep_link_refused");
  }
  const others = given.size === 0 ? noOthers() : keepOthers(given, flags);
  const said = flags.length > 1 ? [...new Set(flags)] : flags;
  return { known, others, flags: said, deep_link };
}

/** The name that is used for each of ours, among those that were given and aren't empty. */
function chooseNames(
  given: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string> | null,
): (string | undefined)[] {
  const used: (string | undefined)[] = [];
  const ranks: number[] = [];
  for (const [name, value] of given) {
    if (value === "") continue;
    const own = names === null ? undefined : names.get(name);
    const meaning = MEANINGS.get(name);
    const slot = own === undefined ? meaning?.slot : SLOTS.get(own);
    if (slot === undefined) continue;
    const rank = own === undefined ? (meaning?.rank ?? 0) : OWN_RANK;
    if (rank >= (ranks[slot] ?? Infinity)) continue;
    ranks[slot] = rank;
    used[slot] = name;
  }
  return used;
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

function bound(
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

/** Without a prototype: a template may ask for `{param:constructor}`. */
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
      break;
    }
    others[name] = value;
  }
  return others;
}

/** The pairs of a query; of a name given twice the first value that is not empty stands. */
function decodeQuery(query: string, flags: string[]): Map<string, string> {
  const given = new Map<string, string>();
  for (const pair of query.split("&")) {
    const at = pair.indexOf("=");
    const name = decode(at < 0 ? pair : pair.slice(0, at), flags);
    const value = at < 0 ? "" : decode(pair.slice(at + 1), flags);
    if ((given.get(name) ?? "") === "") given.set(name, value);
  }
  return given;
}

function decode(text: string, flags: string[]): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  const decoded = spaced.includes("%") ? decodePercent(spaced, flags) : spaced;
  if (!decoded.includes("\0")) return decoded.toWellFormed();
  flags.push("nul_dropped");
  return decoded.replaceAll("\0", "").toWellFormed();
}

function decodePercent(text: string, flags: string[]): string {
  try {
    return decodeURIComponent(text);
  } catch {
    flags.push("undecoded");
    return text;
  }
}

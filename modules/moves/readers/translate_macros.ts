/** A tracker's macros, and ours with the same value; names are in lower case. */
export interface TrackerMacros {
  /** `{x}`, `#x#`, or `[[x]]`. */
  style: "braces" | "hashes" | "brackets";
  /** Of a click: in destinations and in postbacks. */
  click: Readonly<Record<string, string>>;
  /** Those that postbacks have besides. */
  postback: Readonly<Record<string, string>>;
}

/** Where a URL is used: a destination knows the click only. */
export type UrlUse = "destination" | "postback";

/** A URL with our macros, and those that have no counterpart. */
export interface TranslatedUrl {
  url: string;
  /** As written. */
  untranslated: string[];
  /** Sentences about values that will differ. */
  notes: string[];
}

const STYLES = {
  braces: /\{([^{}]{1,200})\}/g,
  hashes: /#([A-Za-z][A-Za-z0-9_]{0,60})#/g,
  brackets: /\[\[([A-Za-z0-9_]{1,60})\]\]/g,
} as const;
const ENCODED_BRACES = /%7B([A-Za-z0-9_.:$-]{1,60})%7D/gi;
const ENCODED_HASHES = /%23([A-Za-z][A-Za-z0-9_]{0,60})%23/g;
const ENCODED_BRACKETS = /%5B%5B([A-Za-z0-9_]{1,60})%5D%5D/gi;
/** Labels of a click, and values of an advertiser, that have a macro of their own. */
const LABELS_MAX = 10;
/** Macros that had the old tracker's number, and now have ours. */
const OUR_NUMBERS = new Set([
  ...["campaign_id", "offer_id", "affiliate_id", "aff_id"],
]);

/**
 * Replaces a tracker's macros with ours. In a postback, one without a counterpart stays as it came;
 * in a destination its place stays empty, so that nobody is sent a brace.
 */
export function translateMacros(
  url: string,
  macros: TrackerMacros,
  use: UrlUse,
): TranslatedUrl {
  const untranslated: string[] = [];
  const notes: string[] = [];
  const decoded = decode(url.trim(), macros.style);
  const translated = decoded.replaceAll(
    STYLES[macros.style],
    (macro, inside: string) => {
      const ours = ownMacro(inside, macros, use);
      if (ours === null) {
        untranslated.push(macro);
        return use === "postback" ? macro : "";
      }
      if (OUR_NUMBERS.has(ours.replace(/^_/, ""))) {
        notes.push(
          `${macro} now has Tallyho's number, which is another than before`,
        );
      }
      return `{${ours}}`;
    },
  );
  if (use === "destination") {
    for (const macro of untranslated) {
      notes.push(
        `${macro} has no counterpart: its place in the destination is empty`,
      );
    }
  }
  return { url: translated, untranslated: [...new Set(untranslated)], notes };
}

function decode(url: string, style: TrackerMacros["style"]): string {
  if (style === "braces") return url.replaceAll(ENCODED_BRACES, "{$1}");
  if (style === "hashes") return url.replaceAll(ENCODED_HASHES, "#$1#");
  return url.replaceAll(ENCODED_BRACKETS, "[[$1]]");
}

function ownMacro(
  inside: string,
  { click, postback }: TrackerMacros,
  use: UrlUse,
): string | null {
  const [, raw = "", name = "", arg] =
    /^(_?)([^:]+)(?::(.*))?$/.exec(inside) ?? [];
  const known = use === "postback" ? { ...click, ...postback } : click;
  const lower = name.toLowerCase();
  const exact = Object.hasOwn(known, lower) ? known[lower] : undefined;
  if (arg !== undefined) return withArgument(exact, raw, arg);
  const ours = exact ?? numbered(lower, known);
  return ours === undefined ? null : raw + ours;
}

/** Only the words of a status may follow a colon, and the name of a parameter. */
function withArgument(
  ours: string | undefined,
  raw: string,
  arg: string,
): string | null {
  if (ours === "param") {
    return /^[A-Za-z0-9_.-]{1,64}$/.test(arg) ? `${raw}param:${arg}` : null;
  }
  if (ours === undefined || !ours.startsWith("status")) return null;
  const pairs: string[] = [];
  for (const pair of arg.trim().split(/[\s,]+/)) {
    const [word = "", value] = pair.split("=");
    const states = STATES_OF_WORD[word.toLowerCase()];
    if (states === undefined || value === undefined) return null;
    pairs.push(...states.map((state) => `${state}=${value}`));
  }
  const states = new Set(pairs.map((pair) => pair.split("=")[0]));
  return states.size === pairs.length
    ? `${raw}status:${pairs.join(" ")}`
    : null;
}

/** Our states for the words with which trackers map theirs. */
const STATES_OF_WORD: Readonly<Record<string, string[]>> = {
  lead: ["pending"],
  pending: ["pending"],
  sale: ["approved"],
  approved: ["approved"],
  rejected: ["rejected", "reversed"],
  declined: ["rejected", "reversed"],
};

/** A name that ends with a number, by the entry `name#`: `sub_id_#` is `sub#`. */
function numbered(
  name: string,
  known: Readonly<Record<string, string>>,
): string | undefined {
  const [, stem, digits] = /^(\D+)(\d{1,2})$/.exec(name) ?? [];
  if (stem === undefined || digits === undefined) return undefined;
  const pattern = Object.hasOwn(known, `${stem}#`)
    ? known[`${stem}#`]
    : undefined;
  if (pattern === undefined) return undefined;
  const number = Number(digits);
  if (number === 0) return undefined;
  const is_own = !/^(?:sub|adv)#$/.test(pattern) || number <= LABELS_MAX;
  if (is_own) return pattern.replace("#", String(number));
  return pattern === "sub#" ? `param:${name}` : undefined;
}

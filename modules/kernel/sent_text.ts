/** A percent-encoded text, decoded. */
interface DecodedText {
  text: string;
  /** The bytes aren't UTF-8: `text` is as sent. */
  is_garbled: boolean;
  /** Contains invalid percent-encoding. */
  is_broken: boolean;
}

const LONE_PERCENT = /%(?![0-9A-Fa-f]{2})/g;

/**
 * Decodes one name or value of a query or form. A bare percent sign (`10%OFF`) is kept; bytes that
 * aren't UTF-8 (`Jos%E9`) stay as sent.
 */
export function decodePercent(sent: string): DecodedText {
  const spaced = sent.includes("+") ? sent.replaceAll("+", " ") : sent;
  if (!spaced.includes("%")) return sound(spaced);
  try {
    return sound(decodeURIComponent(spaced));
  } catch {
    return decodeBroken(sent, spaced);
  }
}

function sound(text: string): DecodedText {
  return { text, is_garbled: false, is_broken: false };
}

function decodeBroken(sent: string, spaced: string): DecodedText {
  try {
    const mended = spaced.replace(LONE_PERCENT, "%25");
    return { ...sound(decodeURIComponent(mended)), is_broken: true };
  } catch {
    return { text: sent, is_garbled: true, is_broken: true };
  }
}

/** A text whose bytes aren't UTF-8, kept percent-encoded as sent. */
export class PercentText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The same bytes, encoded for use anywhere in a URL. */
  encoded(): string {
    return this.text.replace(/%[0-9A-Fa-f]{2}|\+|[^%+]+|%/g, (part) => {
      if (part === "+") return "%20";
      const is_escape = part.length === 3 && part.startsWith("%");
      return is_escape ? part : encodeURIComponent(part.toWellFormed());
    });
  }
}

/** Converts bytes to query or form text, percent-encoding those that aren't UTF-8. */
export function percentText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const latin = Buffer.from(bytes).toString("latin1");
    return latin.replaceAll(
      /[\x80-\xff]/g,
      (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  }
}

/** Flag of a click with an invalidly encoded parameter. */
export const UNDECODED = "undecoded";

/** Flag of a label whose bytes aren't UTF-8 and are stored as sent. */
export function garbledFlag(name: string): string {
  return `${UNDECODED}:${name}`;
}

/** The placeholder styles that senders leave in place of a whole value. */
const STYLES = [
  // {x} {{x}} ${x} ${{x}} #{x} %{x}; with a quote in it it is JSON.
  /^[$#%]?\{\{?[^{}"]*\}?\}$/,
  // [x] [[x]]
  /^\[\[?[^[\]]*\]?\]$/,
  // #x# ##x##
  /^##?[^#]+##?$/,
  // %x% %%x%%
  /^%%?[A-Za-z_][\w.]*%%?$/,
  // <x>
  /^<[^<>]+>$/,
  // (x)
  /^\([A-Za-z_][\w.:-]*\)$/,
  // $x
  /^\$[A-Za-z_]\w*$/,
  // __X__
  /^__[A-Za-z]\w*__$/,
  // *|x|*
  /^\*\|[^|*]+\|\*$/,
  /^(REPLACE|OPTIONAL)$/,
  /^REPLACE_[A-Z_]+$/,
];

/** Syntaxes that are never accidental inside a value: `order-{id}`. */
const STYLES_WITHIN = [
  /\{\{?\s{0,3}[A-Za-z_][\w.]{0,60}\s{0,3}\}/,
  /##[A-Za-z_][\w.]{0,60}##/,
  /%%[A-Za-z_][\w.]{0,60}%%/,
];

/** First characters of placeholders; a quick check that most values fail. */
const OPENING = /^[{[#%<($_*RO]/;

/** Whether a value is an unreplaced placeholder, percent-encoded or not. */
export function isUnreplaced(value: string): boolean {
  const text = value.trim();
  if (!OPENING.test(text)) return false;
  return isStyle(text) || isStyle(decoded(text));
}

/** Whether a value that should be an id, an amount or a word contains a placeholder. */
export function holdsUnreplaced(value: string): boolean {
  if (isUnreplaced(value)) return true;
  return [value, decoded(value)].some((text) =>
    STYLES_WITHIN.some((style) => style.test(text)),
  );
}

function isStyle(text: string): boolean {
  return STYLES.some((style) => style.test(text));
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Zero-width characters that get copied along with text; `trim` only removes whitespace. */
const INVISIBLE = new Set(
  "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060",
);

/** Trims whitespace and invisible characters. */
export function trimInvisible(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isAround(text.charAt(from))) from++;
  while (to > from && isAround(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}

function isAround(char: string): boolean {
  return INVISIBLE.has(char) || char.trim() === "";
}

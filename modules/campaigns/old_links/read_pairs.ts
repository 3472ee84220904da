const NAME_CHARS_MAX = 64;

/** A query's parameters by names in lower case, as other systems read them. */
export interface Pairs {
  /** The first value that isn't empty, trimmed; null if there is none. */
  get(name: string): string | null;
  has(name: string): boolean;
  /** The query without some parameters. */
  without(names: ReadonlySet<string>): string;
}

/** Takes a query apart; values are decoded only when they are asked for. */
export function readPairs(query: string): Pairs {
  const pairs = query === "" ? [] : query.split("&");
  const names = pairs.map(nameOf);
  const get = (name: string) => {
    for (let at = 0; at < names.length; at++) {
      if (names[at] !== name) continue;
      const value = readCode(valueOf(pairs[at] ?? ""));
      if (value !== null) return value;
    }
    return null;
  };
  return {
    get,
    has: (name) => get(name) !== null,
    without: (left_out) =>
      pairs.filter((_, at) => !left_out.has(names[at] ?? "")).join("&"),
  };
}

const CODE_CHARS_MAX = 255;

/** A code or id out of an address, decoded; null if it can't be one. */
export function readCode(text: string): string | null {
  // Text that is longer than this while it is encoded is too long.
  if (text.length > CODE_CHARS_MAX * 9) return null;
  const code = decoded(text).trim();
  if (code === "" || code.length > CODE_CHARS_MAX) return null;
  return /[\u0000-\u001f\u007f]/.test(code) ? null : code.toWellFormed();
}

function nameOf(pair: string): string {
  const at = pair.indexOf("=");
  let name = at < 0 ? pair : pair.slice(0, at);
  if (name.length > NAME_CHARS_MAX) return "";
  while (name.startsWith("amp;")) name = name.slice(4);
  return decoded(name).toLowerCase();
}

function valueOf(pair: string): string {
  const at = pair.indexOf("=");
  return at < 0 ? "" : pair.slice(at + 1).replaceAll("+", " ");
}

/** Decoded, or as sent where that is broken. */
function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

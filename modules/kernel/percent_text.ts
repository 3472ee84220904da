/** A percent-encoded text, decoded. */
export interface DecodedText {
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

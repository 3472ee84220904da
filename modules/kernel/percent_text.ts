/** A percent-encoded text, decoded. */
export interface DecodedText {
  text: string;
  /** Its bytes are not UTF-8: `text` is then what was sent. */
  is_garbled: boolean;
  /** It could not be decoded as it stands. */
  is_broken: boolean;
}

const LONE_PERCENT = /%(?![0-9A-Fa-f]{2})/g;

/**
 * Decodes one name or value of a query or form. A percent sign that nobody encoded
 * (`10%OFF`) is one; bytes that are not UTF-8 (`Jos%E9`) stay as they were sent.
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

/** A text that stands for bytes which are not UTF-8, percent-encoded as they were sent. */
export class PercentText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The same bytes, so that they can stand anywhere in a URL. */
  encoded(): string {
    return this.text.replace(/%[0-9A-Fa-f]{2}|\+|[^%+]+|%/g, (part) => {
      if (part === "+") return "%20";
      const is_escape = part.length === 3 && part.startsWith("%");
      return is_escape ? part : encodeURIComponent(part.toWellFormed());
    });
  }
}

/** Bytes as the text of a query or form: those that are not UTF-8 are percent-encoded. */
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

/** The flag of a click with a parameter that can't be decoded as it stands. */
export const UNDECODED = "undecoded";

/** The flag of a label whose bytes are not UTF-8: its text is what was sent. */
export function garbledFlag(name: string): string {
  return `${UNDECODED}:${name}`;
}

/** A percent-encoded text, decoded. */
export interface DecodedText {
  text: string;
  /** Its bytes are not UTF-8: `text` is then what was sent. */
  is_garbled: boolean;
}

const LONE_PERCENT = /%(?![0-9A-Fa-f]{2})/g;

/**
 * Decodes one name or value of a query or form. What can't be decoded stays as
 * it was sent: `10%OFF` is encoded by nobody, and `Jos%E9` in another charset.
 */
export function decodePercent(sent: string): DecodedText {
  const spaced = sent.includes("+") ? sent.replaceAll("+", " ") : sent;
  if (!spaced.includes("%")) return { text: spaced, is_garbled: false };
  try {
    return { text: decodeURIComponent(spaced), is_garbled: false };
  } catch {
    return { text: sent, is_garbled: isGarbled(sent) };
  }
}

function isGarbled(sent: string): boolean {
  try {
    decodeURIComponent(sent.replace(LONE_PERCENT, "%25"));
    return false;
  } catch {
    return true;
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

import { Problem } from "../../kernel/mod.ts";

/** Binary files by their first bytes, in hex. */
const KINDS: readonly [string, string][] = [
  ["504b0304", "a workbook or an archive (.xlsx, .ods, .zip)"],
  ["504b0506", "an empty archive (.zip)"],
  ["d0cf11e0a1b11ae1", "an old workbook (.xls)"],
  ["1f8b", "a compressed file (.gz)"],
  ["28b52ffd", "a compressed file (.zst)"],
  ["425a68", "a compressed file (.bz2)"],
  ["fd377a585a00", "a compressed file (.xz)"],
  ["377abcaf271c", "an archive (.7z)"],
  ["526172211a07", "an archive (.rar)"],
  ["25504446", "a PDF"],
  ["7b5c727466", "a text document (.rtf)"],
  ["89504e470d0a1a0a", "a picture"],
  ["ffd8ff", "a picture"],
];
/** Bytes searched for markup. */
const MARKUP_BYTES = 1_024;

/** Throws if a file is not text with rows, and says what to do instead. */
export function checkFileKind(head: Uint8Array): void {
  const hex = head.subarray(0, 8).toHex();
  const kind = KINDS.find(([magic]) => hex.startsWith(magic))?.[1];
  const text = Buffer.from(head.subarray(0, MARKUP_BYTES)).toString("latin1");
  const begin = text.replaceAll(/[\u0000ÿþï»¿]/g, "").trimStart();
  const found =
    kind ?? (/^<[!?a-z]/i.test(begin) ? "a page of HTML or XML" : undefined);
  if (found === undefined) return;
  const detail = `Cannot read ${found}: save it as CSV and send that`;
  throw new Problem(422, "invalid_request", detail);
}

/** Size of a header, and what data is padded to. */
export const TAR_BLOCK_BYTES = 512;
/** Two empty blocks end an archive. */
export const TAR_END_BYTES = 2 * TAR_BLOCK_BYTES;

const NAME_BYTES = 100;
const SUM_AT = 148;
const SUM_BYTES = 8;
const ENCODER = new TextEncoder();

/** A file in an archive. */
export interface TarEntry {
  name: string;
  size_bytes: number;
}

/** The header of a file in the form `ustar`, which every tar reads. */
export function tarHeader(entry: TarEntry, made_at_s: number): Uint8Array {
  const block = new Uint8Array(TAR_BLOCK_BYTES);
  const put = (at: number, text: string) => block.set(ENCODER.encode(text), at);
  const name = ENCODER.encode(entry.name);
  if (name.length > NAME_BYTES) {
    throw new RangeError(`Cannot name a file of the backup "${entry.name}"`);
  }
  block.set(name);
  put(100, "0000600\0");
  put(108, `${octal(0, 7)}\0`);
  put(116, `${octal(0, 7)}\0`);
  put(124, `${octal(entry.size_bytes, 11)}\0`);
  put(136, `${octal(made_at_s, 11)}\0`);
  put(156, "0");
  put(257, "ustar\x0000");
  put(SUM_AT, `${octal(sumOf(block), 6)}\0 `);
  return block;
}

/** Reads a header; null for the empty block of the end, undefined if it is none. */
export function readTarHeader(block: Uint8Array): TarEntry | null | undefined {
  if (block.length < TAR_BLOCK_BYTES) return undefined;
  if (block.every((byte) => byte === 0)) return null;
  const text = Buffer.from(block).toString("latin1");
  const field = (from: number, bytes: number) =>
    text.slice(from, from + bytes).split(/[\0 ]/, 1)[0] ?? "";
  const size = field(124, 12);
  const is_whole =
    /^[0-7]+$/.test(size) &&
    Number.parseInt(field(SUM_AT, SUM_BYTES), 8) === sumOf(block);
  if (!is_whole) return undefined;
  return { name: field(0, NAME_BYTES), size_bytes: Number.parseInt(size, 8) };
}

/** The number of zero bytes after data of this size. */
export function tarPadding(size_bytes: number): number {
  return (TAR_BLOCK_BYTES - (size_bytes % TAR_BLOCK_BYTES)) % TAR_BLOCK_BYTES;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

/** The sum of a header's bytes, with its own field counted as spaces. */
function sumOf(block: Uint8Array): number {
  return block.reduce(
    (sum, byte, at) =>
      sum + (at >= SUM_AT && at < SUM_AT + SUM_BYTES ? 32 : byte),
    0,
  );
}

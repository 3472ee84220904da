const NEWLINE = 10;
/** The text form of SQL's null. */
const NULL = "\\N";
const ESCAPES: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Reads the text form of `COPY … TO STDOUT`, in pieces that may end anywhere. */
export class CopyText {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #rest = new Uint8Array();

  /** The fields of the lines that this piece completes. */
  *rows(piece: Uint8Array): Generator<(string | null)[]> {
    const end = piece.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      this.#rest = joined(this.#rest, piece);
      return;
    }
    const lines = joined(this.#rest, piece.subarray(0, end));
    this.#rest = piece.slice(end);
    const text = this.#decoder.decode(lines);
    for (let from = 0; from < text.length;) {
      const line_end = text.indexOf("\n", from);
      yield text.slice(from, line_end).split("\t").map(fieldOf);
      from = line_end + 1;
    }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function fieldOf(field: string): string | null {
  if (!field.includes("\\")) return field;
  if (field === NULL) return null;
  return field.replaceAll(
    /\\(.)/gs,
    (_, letter: string) => ESCAPES[letter] ?? letter,
  );
}

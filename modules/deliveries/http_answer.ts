/** An HTTP/1.1 response, as far as it is kept. */
export interface HttpAnswer {
  status: number;
  headers: (readonly [name: string, value: string])[];
  /** The first bytes of the body. */
  body: Uint8Array;
  /** Whether the connection may be used for another request. */
  is_reusable: boolean;
}

/** Limit over all heads of a response, interim (1xx) ones included. */
const HEADS_BYTES_MAX = 65_536;
const INTERIM_MAX = 16;
const CHUNK_LINE_BYTES_MAX = 1_024;
/** Limit for chunk headers over a whole body: far more than one-byte chunks need. */
const CHUNK_LINES_BYTES_MAX = 262_144;
/** Maximum trailer lines, which are skipped. */
const TRAILER_LINES_MAX = 100;
const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = Buffer.from("\r\n");
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9][0-9]{2})(?: .*)?$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const NOTHING = new Uint8Array();

/** How the end of a body is determined. */
type Framing =
  | { by: "length"; left: number }
  | { by: "chunks"; left: number; at: "size" | "data" | "after" | "trailer" }
  | { by: "close" };

/**
 * Parses one response incrementally. A length, chunks, or the end of the connection
 * delimits its body. Throws if it is not HTTP. Keeps and reads at most `body_bytes_max`
 * of the body.
 */
export class AnswerReader {
  readonly #body_bytes_max: number;
  #pending: Buffer = Buffer.alloc(0);
  #head: Pick<HttpAnswer, "status" | "headers"> | undefined;
  #framing: Framing = { by: "length", left: 0 };
  #keeps_alive = false;
  #body: Uint8Array[] = [];
  #body_bytes = 0;
  #trailer_lines = 0;
  #heads_bytes = 0;
  #interim = 0;
  #chunk_lines_bytes = 0;
  /** Searched for the end of the head up to here. */
  #searched = 0;

  constructor(body_bytes_max: number) {
    this.#body_bytes_max = body_bytes_max;
  }

  /** Whether any bytes have arrived. */
  get has_begun(): boolean {
    return this.#head !== undefined || this.#pending.length > 0;
  }

  /** Adds bytes; returns the response once it is complete or long enough. */
  push(bytes: Buffer): HttpAnswer | null {
    this.#pending =
      this.#pending.length === 0
        ? bytes
        : Buffer.concat([this.#pending, bytes]);
    while (this.#head === undefined) {
      if (!this.#readHead()) return null;
    }
    const is_whole = this.#readBody();
    if (is_whole) return this.#answer(this.#pending.length === 0);
    return this.#body_bytes >= this.#body_bytes_max
      ? this.#answer(false)
      : null;
  }

  /** Call at the end of the connection; returns the response if that completes it. */
  end(): HttpAnswer | null {
    const is_whole = this.#head !== undefined && this.#framing.by === "close";
    return is_whole ? this.#answer(false) : null;
  }

  /** Returns false if more bytes are needed. */
  #readHead(): boolean {
    const pending = this.#pending.length;
    const end = this.#pending.indexOf(HEAD_END, this.#searched);
    const head_bytes = end < 0 ? pending : end + HEAD_END.length;
    if (this.#heads_bytes + head_bytes > HEADS_BYTES_MAX) {
      throw new Error("Malformed_HTTP_Response: its headers are too long");
    }
    if (end < 0) {
      this.#searched = Math.max(0, pending - HEAD_END.length + 1);
      return false;
    }
    this.#searched = 0;
    this.#heads_bytes += head_bytes;
    const [first = "", ...lines] = this.#pending
      .toString("latin1", 0, end)
      .split("\r\n");
    this.#pending = this.#pending.subarray(end + HEAD_END.length);
    const [, minor, digits] = STATUS_LINE.exec(first) ?? [];
    if (digits === undefined) throw malformed("its first line");
    const status = Number(digits);
    // 100 and 103 only precede the actual response.
    if (status < 200 && status !== 101) {
      if (++this.#interim > INTERIM_MAX) {
        throw new Error("Malformed_HTTP_Response: it is announced for ever");
      }
      return this.#pending.length > 0;
    }
    const is_short = end <= KNOWN_HEAD_BYTES_MAX;
    const headers = lines.map(is_short ? knownHeaderLine : readHeaderLine);
    this.#head = { status, headers };
    this.#frame(status, headers, minor === "1");
    return true;
  }

  #frame(
    status: number,
    headers: HttpAnswer["headers"],
    is_http_1_1: boolean,
  ): void {
    const connection = valueOf(headers, "connection")?.toLowerCase() ?? "";
    const length = valueOf(headers, "content-length");
    const encoding = valueOf(headers, "transfer-encoding");
    this.#keeps_alive = is_http_1_1
      ? !connection.includes("close")
      : connection.includes("keep-alive");
    if (status === 101 || status === 204 || status === 304) {
      if (status === 101) this.#keeps_alive = false;
      return;
    }
    if (encoding !== undefined) {
      const is_chunked = encoding.toLowerCase() === "chunked";
      this.#framing = is_chunked
        ? { by: "chunks", left: 0, at: "size" }
        : { by: "close" };
      // Having both is how requests are smuggled: the connection is not reused.
      if (length !== undefined) this.#keeps_alive = false;
    } else if (length === undefined) {
      this.#framing = { by: "close" };
    } else {
      const [only = "", ...others] = new Set(length.split(",").map(trimmed));
      if (!/^[0-9]{1,15}$/.test(only) || others.length > 0) {
        throw malformed("its content-length");
      }
      this.#framing = { by: "length", left: Number(only) };
    }
  }

  /** Returns true once the body is complete. */
  #readBody(): boolean {
    const framing = this.#framing;
    if (framing.by === "close") {
      this.#take(this.#pending.length);
      return false;
    }
    if (framing.by === "length") {
      framing.left -= this.#take(framing.left);
      return framing.left === 0;
    }
    for (;;) {
      if (framing.at === "data") {
        framing.left -= this.#take(framing.left);
        if (framing.left > 0) return false;
        framing.at = "after";
      }
      const line = this.#line();
      if (line === null) return false;
      if (framing.at === "after") {
        if (line !== "") throw malformed("a chunk");
        framing.at = "size";
      } else if (framing.at === "trailer") {
        if (line === "") return true;
        if (++this.#trailer_lines > TRAILER_LINES_MAX)
          throw malformed("its end");
      } else {
        const [, size] = /^([0-9A-Fa-f]{1,12})[ \t]*(?:;.*)?$/.exec(line) ?? [];
        if (size === undefined) throw malformed("a chunk's size");
        framing.left = Number.parseInt(size, 16);
        framing.at = framing.left === 0 ? "trailer" : "data";
      }
      if (this.#body_bytes >= this.#body_bytes_max) return false;
    }
  }

  #line(): string | null {
    const end = this.#pending.indexOf(LINE_END);
    if (end > CHUNK_LINE_BYTES_MAX) throw malformed("a chunk");
    if (end < 0) {
      if (this.#isTooLong(CHUNK_LINE_BYTES_MAX)) throw malformed("a chunk");
      return null;
    }
    const line = this.#pending.toString("latin1", 0, end);
    this.#pending = this.#pending.subarray(end + LINE_END.length);
    this.#chunk_lines_bytes += line.length + LINE_END.length;
    if (this.#chunk_lines_bytes > CHUNK_LINES_BYTES_MAX) {
      throw malformed("its chunks");
    }
    return line;
  }

  #isTooLong(bytes_max: number): boolean {
    return this.#pending.length > bytes_max;
  }

  /**
   * Consumes up to `wanted` bytes of the body and keeps those within the limit. Returns
   * the number consumed.
   */
  #take(wanted: number): number {
    const taken = Math.min(wanted, this.#pending.length);
    const room = this.#body_bytes_max - this.#body_bytes;
    const kept = this.#pending.subarray(0, Math.min(taken, room));
    if (kept.length > 0) this.#body.push(kept);
    this.#body_bytes += kept.length;
    this.#pending = this.#pending.subarray(taken);
    return taken;
  }

  #answer(is_clean: boolean): HttpAnswer {
    const { status = 0, headers = [] } = this.#head ?? {};
    const is_reusable = is_clean && this.#keeps_alive;
    const [only = NOTHING] = this.#body;
    // A copy, so that it doesn't hold the whole buffer in memory.
    const body =
      this.#body.length > 1 ? Buffer.concat(this.#body) : only.slice();
    return { status, headers, body, is_reusable };
  }
}

/** Header lines as they were read: receivers repeat most of theirs in each answer. */
const known_lines = new Map<string, readonly [string, string]>();
const KNOWN_LINES_MAX = 512;
/** A line may keep the whole head that it is a part of in memory. */
const KNOWN_HEAD_BYTES_MAX = 2_048;

function knownHeaderLine(line: string): readonly [string, string] {
  const known = known_lines.get(line);
  if (known !== undefined) return known;
  const read = readHeaderLine(line);
  if (known_lines.size >= KNOWN_LINES_MAX) known_lines.clear();
  known_lines.set(line, read);
  return read;
}

function readHeaderLine(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  const name = line.slice(0, Math.max(0, colon));
  const value = trimmed(line.slice(colon + 1));
  if (!HEADER_NAME.test(name) || /[\r\n]/.test(value)) {
    throw malformed("a header");
  }
  return [name.toLowerCase(), value];
}

/** Trims spaces and tabs. A regular expression would backtrack over a long run of them. */
function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text, start)) start++;
  while (start < end && isBlank(text, end - 1)) end--;
  return text.slice(start, end);
}

function isBlank(text: string, at: number): boolean {
  return text[at] === " " || text[at] === "\t";
}

function valueOf(
  headers: HttpAnswer["headers"],
  wanted: string,
): string | undefined {
  let found: string | undefined;
  for (const [name, value] of headers) {
    if (name === wanted)
      found = found === undefined ? value : `${found}, ${value}`;
  }
  return found;
}

function malformed(what: string): Error {
  return new Error(`Malformed_HTTP_Response: ${what}`);
}

/** The least that is read ahead. */
const READ_CHARS_MIN = 65_536;
/** The longest line with the client's command for a delimiter. */
const COMMAND_CHARS_MAX = 200;
/** Marks that split over two pieces would be missed. */
const MARK_CHARS_MAX = 16;
const BLANK = /\s*/y;
/** Marks that open strings and comments, in which nothing else means anything. */
const OPENINGS = /['"`#]|--(?=\s|$)|\/\*/g;
/** These, and runs of brackets. */
const BRACKETS = /['"`#]|--(?=\s|$)|\/\*|\(+|\)+/g;
const EXECUTED = /['"`]|\*\//g;
const ENDS: Readonly<Record<string, RegExp>> = {
  "'": /['\\]/g,
  '"': /["\\]/g,
  "`": /`/g,
};

/** The text of a dump, in hand only as far as it is being read. */
export class SqlText {
  readonly #pieces: AsyncIterator<string>;
  readonly #read_chars_min: number;
  #delimiter = ";";
  text = "";
  /** Where reading goes on. */
  at = 0;
  /** Whether all of it has arrived. */
  is_over = false;

  constructor(
    pieces: AsyncIterable<string>,
    read_chars_min: number = READ_CHARS_MIN,
  ) {
    this.#read_chars_min = read_chars_min;
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Drops what was read and takes as much again as is in hand; false at the end. */
  async more(): Promise<boolean> {
    if (this.is_over) return false;
    let text = this.text.slice(this.at);
    const wanted = text.length + Math.max(text.length, this.#read_chars_min);
    const parts = [text];
    let length = text.length;
    while (length < wanted) {
      const next = await this.#pieces.next();
      if (next.done === true) {
        this.is_over = true;
        break;
      }
      parts.push(next.value);
      length += next.value.length;
    }
    const has_more = parts.length > 1;
    text = parts.join("");
    this.text = text;
    this.at = 0;
    return has_more;
  }

  /** Takes text until so much is in hand, or all of it. */
  async fill(chars: number): Promise<void> {
    while (this.text.length - this.at < chars && (await this.more()));
  }

  /** Runs a sticky expression where reading goes on, or elsewhere in the text at hand. */
  match(pattern: RegExp, at = this.at): string | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  /** Moves to the next statement; false if there is none. */
  async toStatement(): Promise<boolean> {
    for (;;) {
      await this.passBlank();
      await this.fill(MARK_CHARS_MAX);
      if (this.at >= this.text.length) return false;
      if (!this.text.startsWith(this.#delimiter, this.at)) return true;
      this.at += this.#delimiter.length;
    }
  }

  /** Moves past spaces and comments; those for MySQL's versions are comments, too. */
  async passBlank(): Promise<void> {
    for (;;) {
      this.at += this.match(BLANK)!.length;
      await this.fill(MARK_CHARS_MAX);
      if (this.match(BLANK) !== "") continue;
      const { text, at } = this;
      if (text.startsWith("/*", at)) await this.#passComment();
      else if (text[at] === "#" || /^--(?:\s|$)/.test(text.slice(at, at + 3))) {
        await this.#passTo("\n");
      } else return;
    }
  }

  /** Takes the delimiter that the client's command names; the line is it. */
  async readDelimiter(): Promise<void> {
    await this.fill(COMMAND_CHARS_MAX);
    const [line = ""] = this.text
      .slice(this.at, this.at + COMMAND_CHARS_MAX)
      .split(/[\r\n]/, 1);
    const mark = line.slice("DELIMITER".length).trim();
    if (mark !== "" && mark.length < MARK_CHARS_MAX) this.#delimiter = mark;
    await this.#passTo("\n");
  }

  /** Moves behind the delimiter that ends the statement. */
  async passStatement(): Promise<void> {
    const { length } = this.#delimiter;
    await this.#passUntil(OPENINGS, this.#delimiter, () => length);
  }

  /** Moves behind the bracket that closes the one at hand. */
  async passBrackets(): Promise<void> {
    let depth = 0;
    await this.#passUntil(BRACKETS, "", (mark) => {
      const closed = mark.startsWith(")") ? mark.length : -mark.length;
      if (closed >= depth && closed > 0) return depth;
      depth -= closed;
      return null;
    });
  }

  /** Where the statement at hand ends, as far as it is in hand. */
  statementEnd(): number {
    const marks = new Marks(this.text, OPENINGS, this.#delimiter);
    for (let at = this.at; ;) {
      const found = marks.next(at);
      if (found === null) return this.text.length;
      if (found.mark === this.#delimiter) return found.index;
      const end = closing(this.text, found.index, found.mark);
      if (end === null) return this.text.length;
      at = end;
    }
  }

  /**
   * Moves behind a word or brackets outside of strings and comments, by as many characters as
   * `ends` says; null from it goes on.
   */
  async #passUntil(
    openings: RegExp,
    word: string,
    ends: (mark: string) => number | null,
  ): Promise<void> {
    for (;;) {
      const marks = new Marks(this.text, openings, word);
      const { text } = this;
      while (text === this.text) {
        const found = marks.next(this.at);
        const is_cut =
          !this.is_over && (found?.index ?? 0) > text.length - MARK_CHARS_MAX;
        if (found === null || is_cut) {
          this.at =
            found?.index ?? Math.max(this.at, text.length - MARK_CHARS_MAX);
          if ((await this.more()) || found !== null) break;
          this.at = this.text.length;
          return;
        }
        this.at = found.index + found.mark.length;
        if (found.mark !== word && !/^[()]/.test(found.mark)) {
          await this.#passOpened(found);
          continue;
        }
        const own = ends(found.mark);
        if (own === null) continue;
        this.at = found.index + own;
        return;
      }
    }
  }

  /** Moves behind the string or comment that a mark opens. */
  async #passOpened({ mark, index }: Mark): Promise<void> {
    if (mark === "/*") {
      this.at = index;
      await this.#passComment();
    } else if (mark === "#" || mark === "--") await this.#passTo("\n");
    else await this.#passString(mark);
  }

  /** Moves behind a comment; in one that MySQL would execute, an end within a string is none. */
  async #passComment(): Promise<void> {
    const is_executed = this.text[this.at + 2] === "!";
    this.at += 2;
    if (!is_executed) {
      await this.#passTo("*/");
      return;
    }
    for (;;) {
      EXECUTED.lastIndex = this.at;
      const found = EXECUTED.exec(this.text);
      if (found === null) {
        this.at = Math.max(this.at, this.text.length - 1);
        if (await this.more()) continue;
        this.at = this.text.length;
        return;
      }
      const [mark] = found;
      this.at = found.index + mark.length;
      if (mark === "*/") return;
      await this.#passString(mark);
    }
  }

  /** Moves behind the end of a string, of which the opening quote was read. */
  async #passString(quote: string): Promise<void> {
    const ends = ENDS[quote]!;
    for (;;) {
      ends.lastIndex = this.at;
      const found = ends.exec(this.text);
      const is_cut =
        found !== null &&
        found[0] === "\\" &&
        found.index + 1 >= this.text.length;
      if (found === null || is_cut) {
        this.at = found?.index ?? this.text.length;
        if (await this.more()) continue;
        this.at = this.text.length;
        return;
      }
      this.at = found.index + (found[0] === "\\" ? 2 : 1);
      if (found[0] === quote) return;
    }
  }

  async #passTo(mark: string): Promise<void> {
    for (;;) {
      const found = this.text.indexOf(mark, this.at);
      if (found >= 0) {
        this.at = found + mark.length;
        return;
      }
      this.at = Math.max(this.at, this.text.length - mark.length + 1);
      if (await this.more()) continue;
      this.at = this.text.length;
      return;
    }
  }
}

interface Mark {
  mark: string;
  index: number;
}

/** Marks in a text, from left to right, and a word among them. */
class Marks {
  readonly #text: string;
  readonly #marks: RegExp;
  readonly #word: string;
  #word_at = -1;

  constructor(text: string, marks: RegExp, word: string) {
    this.#text = text;
    this.#marks = marks;
    this.#word = word;
  }

  next(at: number): Mark | null {
    this.#marks.lastIndex = at;
    const found = this.#marks.exec(this.#text);
    const index = found?.index ?? Infinity;
    const word_at = this.#nextWord(at);
    if (word_at < index) return { mark: this.#word, index: word_at };
    return found === null ? null : { mark: found[0], index };
  }

  /** Where the word is next; looked for once, however many marks come before it. */
  #nextWord(at: number): number {
    if (this.#word !== "" && this.#word_at < at) {
      const found = this.#text.indexOf(this.#word, at);
      this.#word_at = found < 0 ? Infinity : found;
    }
    return this.#word === "" ? Infinity : this.#word_at;
  }
}

/** Where the string or comment that a mark opens ends; null if its end isn't there. */
export function closing(text: string, at: number, mark: string): number | null {
  if (mark === "/*") return behind(text, at + 2, "*/");
  if (mark === "#" || mark === "--") return behind(text, at, "\n");
  const ends = ENDS[mark]!;
  for (ends.lastIndex = at + 1; ;) {
    const found = ends.exec(text);
    if (found === null) return null;
    if (found[0] === mark) return found.index + 1;
    ends.lastIndex = found.index + 2;
  }
}

function behind(text: string, at: number, mark: string): number | null {
  const found = text.indexOf(mark, at);
  return found < 0 ? null : found + mark.length;
}

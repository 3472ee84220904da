export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Text of its own, without that of the elements in it. */
  text: string;
  children: XmlElement[];
}

const DEPTH_MAX = 16;
const ELEMENTS_MAX = 10_000;
const ATTRIBUTES_MAX = 10;

const DECLARATION = /<\?xml\s[^<>?]*\?>/y;
const COMMENT = "<!--";
const CDATA = "<![CDATA[";
const END = /<\/([A-Za-z_][\w.-]*)\s*>/y;
const START =
  /<([A-Za-z_][\w.-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const TEXT = /[^<]+/y;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/**
 * Reads XML as payment providers write it; null for anything else. A document type is refused, so that there are no
 * entities but those of XML itself, and nothing refers to what stands elsewhere.
 */
export function readXml(text: string): XmlElement | null {
  const reader = new XmlReader(text.trim());
  return reader.read() ? reader.root : null;
}

class XmlReader {
  root: XmlElement | null = null;
  readonly #text: string;
  /** Elements that are not closed yet, outermost first. */
  readonly #open: XmlElement[] = [];
  #at = 0;
  #elements = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether all of it was read, and is one element. */
  read(): boolean {
    this.#take(DECLARATION);
    while (this.#at < this.#text.length) if (!this.#step()) return false;
    return this.root !== null && this.#open.length === 0;
  }

  #step(): boolean {
    if (this.#text.startsWith(COMMENT, this.#at)) {
      return this.#until(COMMENT, "-->") !== null;
    }
    if (this.#text.startsWith(CDATA, this.#at)) {
      const inside = this.#until(CDATA, "]]>");
      return inside !== null && this.#addText(inside);
    }
    const end = this.#take(END);
    if (end !== null) return this.#open.pop()?.name === end[1];
    const start = this.#take(START);
    if (start !== null) return this.#begin(start);
    const text = this.#take(TEXT);
    if (text === null) return false;
    const plain = withoutEntities(text[0]);
    return plain !== null && this.#addText(plain);
  }

  #begin([, name = "", written = "", closed = ""]: RegExpExecArray): boolean {
    const parent = this.#open.at(-1);
    const is_second_root = parent === undefined && this.root !== null;
    this.#elements++;
    if (is_second_root || this.#elements > ELEMENTS_MAX) return false;
    const attributes = attributesOf(written);
    if (attributes === null) return false;
    const element: XmlElement = { name, attributes, text: "", children: [] };
    if (parent === undefined) this.root = element;
    else parent.children.push(element);
    if (closed === "") this.#open.push(element);
    return this.#open.length <= DEPTH_MAX;
  }

  #addText(text: string): boolean {
    const element = this.#open.at(-1);
    if (element === undefined) return text.trim() === "";
    element.text += text;
    return true;
  }

  /** The text between two marks; null where the second is missing. */
  #until(begin: string, end: string): string | null {
    const from = this.#at + begin.length;
    const to = this.#text.indexOf(end, from);
    if (to < 0) return null;
    this.#at = to + end.length;
    return this.#text.slice(from, to);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#at = pattern.lastIndex;
    return found;
  }
}

/** The attributes of a start tag, whose form is known to be right. */
function attributesOf(written: string): Record<string, string> | null {
  const pairs: [string, string][] = [];
  let at = 0;
  for (;;) {
    const equals = written.indexOf("=", at);
    if (equals < 0) return Object.fromEntries(pairs);
    let begin = equals + 1;
    while (written[begin] !== '"' && written[begin] !== "'") begin++;
    const end = written.indexOf(written[begin] ?? "", begin + 1);
    const value = withoutEntities(written.slice(begin + 1, end));
    if (value === null || pairs.length === ATTRIBUTES_MAX) return null;
    pairs.push([written.slice(at, equals).trim(), value]);
    at = end + 1;
  }
}

/** Text with its characters in place of XML's own entities; null for any other. */
function withoutEntities(text: string): string | null {
  let is_known = true;
  const plain = text.replaceAll(/&([^;&]{0,10});?/g, (whole, name: string) => {
    const character = whole.endsWith(";") ? characterOf(name) : null;
    if (character === null) is_known = false;
    return character ?? "";
  });
  return is_known ? plain : null;
}

function characterOf(name: string): string | null {
  const known = ENTITIES.get(name);
  if (known !== undefined) return known;
  const [, hex, digits] =
    /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name) ?? [];
  const code =
    hex === undefined ? Number(digits ?? "NaN") : Number.parseInt(hex, 16);
  const is_surrogate = code >= 0xd800 && code <= 0xdfff;
  if (!(code > 0 && code <= 0x10ffff) || is_surrogate) return null;
  return String.fromCodePoint(code);
}

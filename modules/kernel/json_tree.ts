/** A text, or a number, `true` or `false` exactly as written. */
export interface JsonScalar {
  kind: "scalar";
  value: string;
  is_number: boolean;
}

/** An object with all its entries in order, including duplicate names. */
export interface JsonObject {
  kind: "object";
  entries: [name: string, node: JsonNode][];
}

/** An array. */
export interface JsonList {
  kind: "list";
  items: JsonNode[];
}

/** A JSON value; nulls and anything beyond the maximum depth are left out. */
export type JsonNode = JsonScalar | JsonObject | JsonList;

const WHITE = new Set(" \t\r\n");
const SCALAR_END = new Set(' \t\r\n,:{}[]"');

/**
 * Parses valid JSON, keeping the digits of numbers and duplicate names, both of which `JSON.parse`
 * would lose; null if it is invalid or just a scalar.
 */
export function readJsonTree(
  text: string,
  limits: { depth_max: number },
): JsonObject | JsonList | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const builder = new TreeBuilder(limits.depth_max);
  let at = 0;
  while (at < text.length) {
    const letter = text[at] ?? "";
    if (WHITE.has(letter)) at++;
    else if (letter === '"') {
      const end = stringEnd(text, at);
      builder.addText(text.slice(at, end));
      at = end;
    } else if ("{}[]:,".includes(letter)) {
      builder.addMark(letter);
      at++;
    } else {
      let end = at + 1;
      while (end < text.length && !SCALAR_END.has(text[end] ?? "")) end++;
      builder.addScalar(text.slice(at, end));
      at = end;
    }
  }
  return builder.root;
}

/** The end of the string that starts here; the JSON is known to be valid. */
function stringEnd(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Builds the tree without recursion: the sender controls how deep it nests. */
class TreeBuilder {
  root: JsonObject | JsonList | null = null;
  readonly #depth_max: number;
  /** Open containers; null for one beyond the maximum depth. */
  readonly #open: (JsonObject | JsonList | null)[] = [];
  #name: string | null = null;

  constructor(depth_max: number) {
    this.#depth_max = depth_max;
  }

  addMark(mark: string): void {
    if (mark === "}" || mark === "]") {
      this.#open.pop();
      return;
    }
    if (mark !== "{" && mark !== "[") return;
    const node: JsonObject | JsonList =
      mark === "{"
        ? { kind: "object", entries: [] }
        : { kind: "list", items: [] };
    const is_read = this.#open.length < this.#depth_max;
    if (this.#open.length === 0) this.root = node;
    else if (is_read) this.#add(node);
    this.#name = null;
    this.#open.push(is_read ? node : null);
  }

  addText(token: string): void {
    const inside = this.#open.at(-1);
    if (inside === null || inside === undefined) return;
    const value = String(JSON.parse(token));
    if (inside.kind === "object" && this.#name === null) this.#name = value;
    else this.#add({ kind: "scalar", value, is_number: false });
  }

  addScalar(token: string): void {
    const inside = this.#open.at(-1);
    if (inside === null || inside === undefined) return;
    if (token === "null") this.#name = null;
    else {
      const is_number = token !== "true" && token !== "false";
      this.#add({ kind: "scalar", value: token, is_number });
    }
  }

  #add(node: JsonNode): void {
    const inside = this.#open.at(-1);
    if (inside?.kind === "list") inside.items.push(node);
    else inside?.entries.push([this.#name ?? "", node]);
    this.#name = null;
  }
}

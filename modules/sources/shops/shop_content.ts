import { decodePercent, readBodyContent } from "../../kernel/mod.ts";
import { StepFault } from "../codes.ts";

/** A field of a form, decoded. */
export type FormField = readonly [name: string, value: string];

/** A request whose body may be a form. */
interface Sent {
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
}

/** Maximum fields of a form; a multipart one is read up to a few more parts than these. */
const FIELDS_MAX = 900;
/** Maximum names within a field's name: `a[b][c]` has three. */
const DEPTH_MAX = 8;

/** The fields of a form in the order sent, urlencoded or multipart; null for JSON. */
export function formFields({ headers, body }: Sent): FormField[] | null {
  const content = readBodyContent(body, headers["content-type"] ?? "");
  if (content.kind === "json") return null;
  if (content.kind === "unread") {
    const detail = `The body is neither a form nor JSON: ${content.why}`;
    throw new StepFault("parse", "malformed", detail);
  }
  const pairs = content.query.split("&").filter((pair) => pair !== "");
  if (pairs.length <= FIELDS_MAX) return pairs.map(fieldOf);
  const detail = `The form has ${pairs.length} fields or more; ${FIELDS_MAX} are allowed`;
  throw new StepFault("parse", "malformed", detail);
}

/** A form as JSON text, its fields nested by their names, such as `order[total]`; JSON stays as it came. */
export function formContent(sent: Sent): string {
  const fields = formFields(sent);
  return fields === null
    ? new TextDecoder().decode(sent.body)
    : nestedForm(fields);
}

function fieldOf(pair: string): FormField {
  const at = pair.indexOf("=");
  const name = at < 0 ? pair : pair.slice(0, at);
  return [decoded(name), decoded(at < 0 ? "" : pair.slice(at + 1))];
}

/** A name or value. Text that isn't UTF-8 is Windows' Western alphabet, as PayPal and old shops still send it. */
function decoded(sent: string): string {
  const { text, is_garbled } = decodePercent(sent);
  if (!is_garbled || /[^\0-\x7f]/.test(sent)) return text;
  const latin = sent
    .replaceAll("+", " ")
    .replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  const bytes = Buffer.from(latin, "latin1");
  return new TextDecoder("windows-1252").decode(bytes);
}

/** A name within a form, with what stands under it. */
type Branch = Map<string, Branch | string>;

/** Fields as JSON text. As PHP reads them, the last one of a name counts, and `list[]` appends to a list. */
export function nestedForm(fields: readonly FormField[]): string {
  const root: Branch = new Map();
  for (const [name, value] of fields) {
    const path = pathOf(name);
    if (path.length > DEPTH_MAX) continue;
    const last = path.pop() ?? "";
    let branch = root;
    for (const part of path) branch = below(branch, keyIn(branch, part));
    branch.set(keyIn(branch, last), value);
  }
  return JSON.stringify(plain(root, true));
}

/** The names within a name; one that isn't well-formed stands for itself. */
function pathOf(name: string): string[] {
  const [, first, rest = ""] = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(name) ?? [];
  if (first === undefined) return [name];
  return [first, ...rest.slice(1, -1).split("][")];
}

/** The key of a part of a name: an empty one is the next number. */
function keyIn(branch: Branch, part: string): string {
  if (part !== "") return part;
  let next = branch.size;
  while (branch.has(String(next))) next++;
  return String(next);
}

function below(branch: Branch, key: string): Branch {
  const known = branch.get(key);
  if (known instanceof Map) return known;
  const made: Branch = new Map();
  branch.set(key, made);
  return made;
}

function plain(node: Branch | string, is_root = false): unknown {
  if (typeof node === "string") return node;
  const keys = [...node.keys()];
  const is_list = !is_root && keys.every((key, at) => key === String(at));
  if (is_list) return [...node.values()].map((child) => plain(child));
  return Object.fromEntries(
    keys.map((key) => [key, plain(node.get(key) ?? "")]),
  );
}

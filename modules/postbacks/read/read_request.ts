import { readBodyWithin } from "../../http/mod.ts";
import {
  newId,
  decodePercent,
  readBodyContent,
  readJsonTree,
} from "../../kernel/mod.ts";
import type { Clock, JsonObject, JsonNode } from "../../kernel/mod.ts";
import type {
  RawPostback,
  Refusal,
  Parameter,
  SourceConfig,
} from "../../sources/mod.ts";
import { refusal, withoutAmp, foldName } from "../../sources/mod.ts";
import type { ClickSearch } from "../judge/find_click.ts";

/** Maximum body size. */
export const BODY_BYTES_MAX = 65_536;

/** Reads a request; null if its body is too large. */
export async function readRequest(
  request: Request,
  input: { clock: Clock; ip: string; bytes_max?: number },
): Promise<RawPostback | null> {
  const { bytes_max = BODY_BYTES_MAX } = input;
  const body = await readBodyWithin(request, bytes_max);
  if (body === null) return null;
  return {
    id: newId(input.clock),
    received_at: input.clock.nowMs(),
    method: request.method,
    url: pathAndQuery(request),
    headers: headersOf(request),
    body: request.body === null ? null : body,
    ip: input.ip,
  };
}

/**
 * Cookies never identify a postback's sender, and a browser would send those of a signed-in
 * user.
 */
function headersOf({ headers }: Request): Record<string, string> {
  return Object.fromEntries(
    [...headers].filter(([name]) => name !== "cookie" && name !== "cookie2"),
  );
}

/** Path and query as sent. A request without a host has no URL that can be parsed. */
export function pathAndQuery({ url }: Request): string {
  return url.slice(url.indexOf("/", url.indexOf("//") + 2));
}

/** Splits path and query; the query is empty if there is none. */
export function splitUrl(url: string): { path: string; query: string } {
  const mark = url.indexOf("?");
  if (mark < 0) return { path: url, query: "" };
  return { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

const PARAMETERS_MAX = 500;
/** Maximum JSON depth for click id search and mapped paths. */
const DEPTH_MAX = 6;

/** The parameters from query and body. */
type ReadParameters =
  | {
      ok: true;
      parameters: Parameter[];
      /** The body, if it is JSON: sources may map paths in it. */
      json: JsonObject | null;
      /** Why the body is not read; only the query counts then. */
      unread_body: Refusal | null;
    }
  | { ok: false; refusal: Refusal };

/** Reads query and body. A fault in a parameter that nobody reads is no reason to refuse. */
export function readParameters(raw: RawPostback): ReadParameters {
  const body = readBody(raw);
  if ("code" in body && body.code === "malformed") {
    return { ok: false, refusal: body };
  }
  const { query } = splitUrl(raw.url);
  const parameters = readPairs(query, "query");
  let json: JsonObject | null = null;
  if ("query" in body) parameters.push(...readPairs(body.query, "form"));
  if ("json" in body) {
    json = body.json;
    parameters.push(...topValues(json));
  }
  if (parameters.length > PARAMETERS_MAX) {
    const detail = `There are ${parameters.length} parameters; ${PARAMETERS_MAX} are allowed`;
    return { ok: false, refusal: refusal("malformed", detail) };
  }
  if (json !== null) {
    parameters.push(...nestedValues(json, PARAMETERS_MAX - parameters.length));
  }
  const unread_body = "code" in body ? body : null;
  return { ok: true, parameters, json, unread_body };
}

function readBody(
  raw: RawPostback,
): { query: string } | { json: JsonObject } | Refusal {
  const { body, headers } = raw;
  if (body === null || body.length === 0) return { query: "" };
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") {
    const detail = "The body is compressed; send it as it is";
    return refusal("unsupported_media_type", detail);
  }
  const content = readBodyContent(body, headers["content-type"] ?? "");
  if (content.kind === "form") return content;
  if (content.kind === "unread") {
    const detail = `The body is neither JSON nor a form: ${content.why}`;
    return refusal("unsupported_media_type", detail);
  }
  const tree = readJsonTree(content.text, { depth_max: DEPTH_MAX });
  if (tree === null) {
    return refusal("malformed", "The body is not valid JSON");
  }
  if (tree.kind === "object") return { json: tree };
  const [only, other] = tree.items;
  if (only?.kind === "object" && other === undefined) return { json: only };
  const detail = `The JSON body is a list of ${tree.items.length}; one event is sent at a time`;
  return refusal("malformed", detail);
}

function readPairs(text: string, from: "query" | "form"): Parameter[] {
  if (text === "") return [];
  return text.split("&").flatMap((pair): Parameter[] => {
    if (pair === "") return [];
    const at = pair.indexOf("=");
    const sent = at < 0 ? pair : pair.slice(0, at);
    const name = storable(decodePercent(withoutAmp(sent)).text);
    const { text, is_garbled } = decodePercent(
      at < 0 ? "" : pair.slice(at + 1),
    );
    const value = storable(text);
    return [
      is_garbled ? { name, value, from, is_garbled } : { name, value, from },
    ];
  });
}

/** Values at the JSON paths that a source maps. */
export function mappedPaths(
  source: SourceConfig | null | undefined,
  json: JsonObject | null,
): Parameter[] {
  if (json === null) return [];
  return (source?.names.paths ?? []).flatMap((path) => valuesAt(json, path));
}

/** Summarizes what was parsed, for the trace. */
export function describeParsed(
  parameters: readonly Parameter[],
  unread_body: Refusal | null,
): string {
  const nested = parameters.filter(({ is_nested }) => is_nested === true);
  const count = `${parameters.length - nested.length} parameters`;
  const deeper =
    nested.length === 0
      ? ""
      : `, and ${nested.length} values further down, searched for a click id`;
  const unread =
    unread_body === null ? "" : `. Not read: ${unread_body.detail}`;
  return `${count}${deeper}${unread}`;
}

/** Without a click id in the query, an unreadable body is the reason that none was found. */
export function withBodyFault(
  found: ClickSearch,
  unread_body: Refusal | null,
): ClickSearch {
  if (found.ok || unread_body === null) return found;
  return found.refusal.code === "missing_click_id"
    ? { ok: false, refusal: unread_body }
    : found;
}

/** The top-level values of a JSON body, by name. */
function topValues({ entries }: JsonObject): Parameter[] {
  return entries.flatMap(([name, node]) =>
    node.kind === "scalar" ? [parameterOf(name, node)] : [],
  );
}

/** The nested values, by path. They are only searched for a click id. */
function nestedValues(root: JsonObject, count_max: number): Parameter[] {
  const found: Parameter[] = [];
  collect(root, "", count_max, found);
  return found;
}

/** The tree was read to a limited depth, which bounds the recursion. */
function collect(
  node: JsonNode,
  path: string,
  count_max: number,
  found: Parameter[],
): void {
  if (node.kind === "scalar") return;
  const children: (readonly [string, JsonNode])[] =
    node.kind === "object"
      ? node.entries.map(([name, child]) => [
          path === "" ? name : `${path}.${name}`,
          child,
        ])
      : node.items.map((child, index) => [`${path}[${index}]`, child]);
  for (const [child_path, child] of children) {
    if (found.length >= count_max) return;
    if (child.kind !== "scalar") collect(child, child_path, count_max, found);
    else if (path !== "") {
      found.push({ ...parameterOf(child_path, child), is_nested: true });
    }
  }
}

/** One step of a path: a property, a list item, or the items whose field has a given value. */
type Step =
  { name: string } | { index: number } | { field: string; value: string };

const STEP =
  /\.?([^.[\]]{1,200})|\[(?:(\d{1,4})|([^=\]]{1,100})=([^\]]{0,200}))\]/y;

/** The value at a path such as `note_attributes[name=click_id].value`, named by that path. */
function valuesAt(root: JsonObject, spelling: string): Parameter[] {
  const steps = readPath(spelling);
  let nodes: JsonNode[] = steps === null ? [] : [root];
  for (const step of steps ?? []) {
    nodes = nodes.flatMap((node) => follow(node, step));
  }
  return nodes.flatMap((node) =>
    node.kind === "scalar" ? [parameterOf(spelling, node)] : [],
  );
}

function readPath(spelling: string): Step[] | null {
  const text = spelling.replace(/^\$\.?/, "");
  const steps: Step[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (match === null) return null;
    const [, name, index, field, value = ""] = match;
    if (name !== undefined) steps.push({ name: foldName(name) });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else steps.push({ field: foldName(field ?? ""), value: unquoted(value) });
  }
  return steps;
}

function unquoted(text: string): string {
  const quoted = /^"[^"]*"$|^'[^']*'$/.test(text);
  return quoted ? text.slice(1, -1) : text;
}

function follow(node: JsonNode, step: Step): JsonNode[] {
  if ("name" in step) {
    if (node.kind === "list")
      return node.items.flatMap((item) => childOf(item, step.name));
    return childOf(node, step.name);
  }
  if (node.kind !== "list") return [];
  if ("index" in step) return node.items.slice(step.index, step.index + 1);
  return node.items.filter((item) =>
    childOf(item, step.field).some(
      (child) => child.kind === "scalar" && child.value === step.value,
    ),
  );
}

function childOf(node: JsonNode, folded: string): JsonNode[] {
  if (node.kind !== "object") return [];
  return node.entries.flatMap(([name, child]) =>
    foldName(name) === folded ? [child] : [],
  );
}

function parameterOf(
  name: string,
  { value, is_number }: { value: string; is_number: boolean },
): Parameter {
  const plain = { name: storable(name), value: storable(value) };
  return is_number
    ? { ...plain, from: "json", is_number }
    : { ...plain, from: "json" };
}

/** Postgres accepts neither NUL nor lone surrogates; U+FFFD marks where they were. */
function storable(text: string): string {
  const whole = text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text;
  return whole.toWellFormed();
}

/** Where pages report sales, whoever opens them. */
const PIXELS = "/v1/pixel/";

/** Whether a page reports a sale by it: no sender of the source's. */
export function isPixel({ url }: Pick<RawPostback, "url">): boolean {
  return url.startsWith(PIXELS);
}

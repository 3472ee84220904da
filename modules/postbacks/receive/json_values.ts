import type { JsonNode, JsonObject } from "../../kernel/mod.ts";
import { foldName } from "../../sources/mod.ts";
import type { Parameter } from "../../sources/mod.ts";

/** The top-level values of a JSON body, by name. */
export function topValues({ entries }: JsonObject): Parameter[] {
  return entries.flatMap(([name, node]) =>
    node.kind === "scalar" ? [parameterOf(name, node)] : [],
  );
}

/** The nested values, by path. They are only searched for a click id. */
export function nestedValues(root: JsonObject, count_max: number): Parameter[] {
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
export function valuesAt(root: JsonObject, spelling: string): Parameter[] {
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
export function storable(text: string): string {
  const whole = text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text;
  return whole.toWellFormed();
}

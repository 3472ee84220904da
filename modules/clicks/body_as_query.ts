import { readBodyContent, readJsonTree } from "../kernel/mod.ts";
import type { JsonNode } from "../kernel/mod.ts";

/** The object itself, and `params` in it. */
const DEPTH_MAX = 2;

/** A beacon's body as a link's query; empty where it can't be read. */
export function bodyAsQuery(bytes: Uint8Array, content_type: string): string {
  const content = readBodyContent(bytes, content_type);
  if (content.kind === "form") return content.query;
  if (content.kind === "unread") return "";
  const tree = readJsonTree(content.text, { depth_max: DEPTH_MAX });
  return tree?.kind === "object" ? pairsOf(tree).join("&") : "";
}

function pairsOf(node: JsonNode): string[] {
  if (node.kind !== "object") return [];
  return node.entries.flatMap(([name, child]): string[] => {
    if (child.kind !== "scalar") return name === "params" ? pairsOf(child) : [];
    const pair = [name, child.value].map((text) =>
      encodeURIComponent(text.toWellFormed()),
    );
    return [pair.join("=")];
  });
}

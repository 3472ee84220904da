import { readBodyContent, readJsonTree } from "../kernel/mod.ts";
import type { JsonNode } from "../kernel/mod.ts";

/** The object and its nested `params`. */
const DEPTH_MAX = 2;

/** Converts a beacon's body to a link's query; empty if it can't be read. */
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

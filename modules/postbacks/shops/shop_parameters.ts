import { readJsonTree } from "../../kernel/mod.ts";
import type { JsonNode, JsonObject } from "../../kernel/mod.ts";
import type {
  Parameter,
  ShopReading,
  SourceConfig,
} from "../../sources/mod.ts";
import { foldName } from "../../sources/mod.ts";
import { mappedPaths } from "../read/read_request.ts";

const DEPTH_MAX = 8;
const TEXTS_MAX = 500;
const URL_CHARS_MAX = 4_000;
const CLICK_ID = /^[0-9a-z]{32}$/;
const MONEY: ReadonlySet<string | null> = new Set([
  "amount",
  "revenue",
  "payout",
]);

/**
 * The parameters of a shop's request: what its reader found, what the source maps besides, and every text in which a
 * click id may stand, such as the query of the page that a visitor came to first.
 */
export function shopParameters(
  reading: ShopReading,
  source: SourceConfig,
): Parameter[] {
  const tree = readJsonTree(reading.content ?? "", { depth_max: DEPTH_MAX });
  if (tree?.kind !== "object") return reading.parameters;
  const { names } = source;
  const mapped = [...mappedPaths(source, tree), ...ownNames(tree, source)]
    // A refund's amounts and ids are its own, wherever a sale has them.
    .filter(({ name }) => {
      const meaning = names.meaningOf(name);
      return reading.refund === null || meaning === "click_id";
    })
    .flatMap((parameter): Parameter[] => {
      if (!MONEY.has(names.meaningOf(parameter.name))) return [parameter];
      const value = reading.toMajor(parameter.value);
      return value === null ? [] : [{ ...parameter, value }];
    });
  return [...reading.parameters, ...mapped, ...clickTexts(tree)];
}

/** The values at the top under names that the source maps itself. */
function ownNames({ entries }: JsonObject, { names }: SourceConfig) {
  return entries.flatMap(([name, node]): Parameter[] => {
    if (node.kind !== "scalar") return [];
    const meaning = names.meaningOf(name);
    if (meaning === null || !names.isOwn(meaning)) return [];
    if (foldName(name) === foldName(meaning)) return [];
    return [{ name, value: node.value, from: "json" }];
  });
}

/**
 * The parameters of addresses within a shop's request, by their own names: an id from before the move
 * has no form of its own.
 */
export function addressParameters({ content }: ShopReading): Parameter[] {
  const tree = readJsonTree(content ?? "", { depth_max: DEPTH_MAX });
  if (tree?.kind !== "object") return [];
  const found: Parameter[] = [];
  for (const text of textsIn(tree)) {
    for (const [name, value] of queryOf(text)) {
      found.push({ name, value, from: "json" });
    }
    if (found.length >= TEXTS_MAX) break;
  }
  return found;
}

/** Texts that may be a click id, as parameters that are searched for one and mean nothing else. */
function clickTexts(root: JsonObject): Parameter[] {
  const found = new Set<string>();
  for (const text of textsIn(root)) {
    for (const click of clicksIn(text)) found.add(click);
    if (found.size >= TEXTS_MAX) break;
  }
  return [...found].map((value) => {
    return { name: "anywhere", value, from: "json", is_nested: true };
  });
}

/** All texts of a tree. */
function* textsIn(root: JsonObject): Generator<string> {
  const open: JsonNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "scalar") yield node.value;
    else if (node.kind === "list") open.push(...node.items);
    else open.push(...node.entries.map(([, child]) => child));
  }
}

/** A text that has the form of a click id, or those in the query of an address. */
function clicksIn(text: string): string[] {
  const plain = text.trim().toLowerCase();
  if (CLICK_ID.test(plain)) return [plain];
  return queryOf(text)
    .map(([, value]) => value.trim().toLowerCase())
    .filter((value) => CLICK_ID.test(value));
}

/** The pairs in the query of a text that is an address. */
function queryOf(text: string): [string, string][] {
  const mark = text.indexOf("?");
  if (mark < 0 || text.length > URL_CHARS_MAX) return [];
  const [query = ""] = text.slice(mark + 1).split("#", 1);
  return [...new URLSearchParams(query)];
}

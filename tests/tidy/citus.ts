import { PLACEMENT } from "../../db/schema/mod.ts";
import { CITUS_EXCEPTIONS } from "./citus_exceptions.ts";
import { declarationAt, statementsOf } from "./citus_statements.ts";
import type { SqlText } from "./citus_statements.ts";
import type { Finding, Source } from "./source.ts";
import { findingAt, isTest, ownCode } from "./source.ts";
import { tablesOf } from "./tables.ts";
import { viewsOf } from "./views.ts";

/** A query or subquery: its own text, without the text of those within, and the place of each. */
interface Scope {
  own: string;
  /** The text before it in its parent, which tells what it is for. */
  before: string;
  children: Scope[];
  parent: Scope | undefined;
}

/** A table, or a name of a `with`, under its alias. */
interface Relation {
  name: string;
  alias: string;
  is_distributed: boolean;
  /** Of a function that gives rows: its alias is a column, too. */
  is_function?: true;
}

/** Names in a statement that aren't of stored tables. */
interface Known {
  /** Of its `with`. */
  ctes: readonly string[];
  /** Of temporary tables. */
  temporary: ReadonlySet<string>;
}

const KEYWORDS =
  "on|using|where|set|join|left|right|inner|full|cross|group|order|limit|for|returning|union|values|select|as|default|offset|do";
const IS_KEYWORD = new RegExp(`^(?:${KEYWORDS})$`, "i");
const ALIAS = String.raw`(?:\s+as)?(?:\s+"?((?!(?:${KEYWORDS})\b)\w+)"?)?`;
const RELATION = new RegExp(
  String.raw`\b(?:from|join|update|into|using)\s+(?:lateral\s+)?(?:only\s+)?"?(\w+)"?${ALIAS}|,\s*"?(\w+)"?\s+as\s+"?(\w+)"?`,
  "gi",
);
const AGGREGATE =
  /\b(?:count|sum|min|max|avg|bool_or|bool_and|array_agg|json_agg|jsonb_agg|string_agg)\s*\(/i;
const JOIN_END =
  /\b(?:left|right|full|inner|cross|join|where|group\s+by|order\s+by|limit|offset|union|returning|on\s+conflict)\b/i;

/** A finding, with the declaration that it is in. */
interface PlacedFinding extends Finding {
  within: string;
}

/** Finds SQL over distributed tables that Citus refuses. */
export function citusRefuses(sources: readonly Source[]): PlacedFinding[] {
  const names = new Map(
    tablesOf(sources).map(({ variable, name }) => [variable, name]),
  );
  const temporary = temporaryTables(sources);
  return ownCode(sources)
    .filter(({ path }) => /^(?:db|modules|src)\//.test(path) && !isTest(path))
    .flatMap((source) =>
      [
        ...statementsOf(source, names).flatMap((statement) =>
          [...new Set(refusals(statement, temporary))].map((advice) => ({
            offset: statement.offset,
            advice,
          })),
        ),
        ...movesByHelper(source, names),
      ].map(({ offset, advice }) => ({
        ...findingAt(source, offset, "citus", advice),
        within: declarationAt(source, offset),
      })),
    );
}

/** The names of the temporary tables that sessions make: they lie on the coordinator. */
function temporaryTables(sources: readonly Source[]): Set<string> {
  const made =
    /\bcreate\s+temp(?:orary)?\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)/gi;
  return new Set(
    sources.flatMap(({ text }) =>
      [...text.matchAll(made)].map(([, name = ""]) => name),
    ),
  );
}

/** SQL keeps to what Citus takes, but in the declarations that are listed. */
export function citusTakes(sources: readonly Source[]): Finding[] {
  const found = citusRefuses(sources);
  const list = sources.find(({ path }) =>
    path.endsWith("/citus_exceptions.ts"),
  );
  const nameOf = ({ path, within }: PlacedFinding) => `${path} ${within}`;
  const stale = Object.keys(CITUS_EXCEPTIONS).filter(
    (name) => !found.some((one) => nameOf(one) === name),
  );
  const advice = (name: string) => `take ${name} out of the list`;
  return [
    ...found
      .filter((one) => !Object.hasOwn(CITUS_EXCEPTIONS, nameOf(one)))
      .map(({ within: _, ...one }) => one),
    ...(list === undefined
      ? []
      : stale.map((name) => findingAt(list, 0, "citus", advice(name)))),
  ];
}

const STAYS = "a row stays in its campaign: delete and insert it instead";

/** Calls of `updateRows` that set the campaign of a distributed table's rows. */
function movesByHelper(source: Source, names: ReadonlyMap<string, string>) {
  const { uncommented } = viewsOf(source);
  const calls = /\bupdateRows\(\s*\w+,\s*(\w+)[^;]*?\bset:\s*(\w+|\[[^\]]*\])/g;
  return [...uncommented.matchAll(calls)].flatMap((found) => {
    const [, table = "", set = ""] = found;
    const name = names.get(table) ?? "";
    if (PLACEMENT[name]?.kind !== "distributed") return [];
    const list = set.startsWith("[")
      ? set
      : (uncommented.match(
          new RegExp(`\\bconst ${set}\\s*=\\s*\\[[^\\]]*\\]`),
        )?.[0] ?? "");
    if (!list.includes('"campaign_id"')) return [];
    return [{ offset: found.index, advice: STAYS }];
  });
}

function refusals({ text }: SqlText, temporary: ReadonlySet<string>): string[] {
  const ctes = [
    ...text.matchAll(
      /(?:\bwith(?:\s+recursive)?|,)\s+(\w+)(?:\s*\([\w\s,]*\))?\s+as\s+(?:not\s+)?(?:materialized\s*)?\(/gi,
    ),
  ].map(([, name = ""]) => name);
  const known: Known = { ctes, temporary };
  const root = scopesOf(text);
  const all = descendants(root);
  const found: string[] = [];
  const touches = all.some((scope) =>
    relationsOf(scope, known).some((one) => one.is_distributed),
  );
  if (/\bwith\s+recursive\b/i.test(text) && touches) {
    found.push("no `with recursive` over a distributed table");
  }
  for (const scope of all) {
    found.push(
      ...lateralRefusals(scope, known),
      ...joinRefusals(scope, known),
      ...correlationRefusals(scope, known),
      ...movingRefusals(scope.own),
      ...emptyRefusals(scope, known),
    );
  }
  return found;
}

/** Splits a text at its subqueries; other parentheses belong to the query they stand in. */
function scopesOf(text: string): Scope {
  const root: Scope = { own: "", before: "", children: [], parent: undefined };
  let at = root;
  const opened: (Scope | undefined)[] = [];
  for (let index = 0; index < text.length; index++) {
    const char = text[index] ?? "";
    if (
      char === "(" &&
      /^\(\s*\(*\s*(?:select|with|insert|update|delete)\b/i.test(
        text.slice(index, index + 60),
      )
    ) {
      const child: Scope = {
        own: "",
        before: at.own,
        children: [],
        parent: at,
      };
      at.children.push(child);
      opened.push(at);
      at.own += `(§${at.children.length - 1}`;
      at = child;
    } else if (char === "(") {
      opened.push(undefined);
      at.own += char;
    } else if (char === ")") {
      at = opened.pop() ?? at;
      at.own += char;
    } else at.own += char;
  }
  return root;
}

function descendants(scope: Scope): Scope[] {
  return [scope, ...scope.children.flatMap(descendants)];
}

/** Tables and names of a `with` in FROM, and subqueries there. */
function relationsOf(scope: Scope, known: Known): Relation[] {
  const derived = [
    ...scope.own.matchAll(/\(§(\d+)\)\s*(?:as\s+)?"?(\w+)"?/gi),
  ].flatMap(([, place = "", alias = ""]) => {
    const child = scope.children[Number(place)];
    if (child === undefined || IS_KEYWORD.test(alias)) return [];
    const is_distributed = allOf(child, known).some(
      (one) => one.is_distributed,
    );
    return [{ name: "", alias, is_distributed }];
  });
  return [
    ...tablesOfQuery(scope.own, known),
    ...derived,
    ...functionsOf(scope.own),
  ];
}

const ROWS_FUNCTION =
  /\b(?:unnest|generate_series|regexp_matches|string_to_table|\w+_elements|\w+_elements_text|\w+_recordset)\s*\(/gi;

/** Functions that give rows, under their aliases. */
function functionsOf(own: string): Relation[] {
  return [...own.matchAll(ROWS_FUNCTION)].flatMap(({ index, 0: whole }) => {
    let depth = 1;
    let at = index + whole.length;
    for (; at < own.length && depth > 0; at++) {
      if (own[at] === "(") depth += 1;
      if (own[at] === ")") depth -= 1;
    }
    const alias = /^\s*(?:as\s+)?"?(\w+)/i.exec(own.slice(at))?.[1] ?? "";
    if (alias === "" || IS_KEYWORD.test(alias)) return [];
    return [{ name: "", alias, is_distributed: false, is_function: true }];
  });
}

function tablesOfQuery(own: string, known: Known): Relation[] {
  return [...own.matchAll(RELATION)].flatMap((found) => {
    const name = found[1] ?? found[3] ?? "";
    const given = found[2] ?? found[4] ?? "";
    const placement = Object.hasOwn(PLACEMENT, name)
      ? PLACEMENT[name]
      : undefined;
    const is_any = name === "ANY_TABLE";
    const is_other = known.ctes.includes(name) || known.temporary.has(name);
    if (placement === undefined && !is_any && !is_other) return [];
    const alias = given === "" ? name : given;
    const is_distributed = is_any || placement?.kind === "distributed";
    return [{ name, alias, is_distributed }];
  });
}

function allOf(scope: Scope, known: Known): Relation[] {
  return descendants(scope).flatMap((one) => relationsOf(one, known));
}

/** The relations of the queries around one. */
function outerOf(scope: Scope, known: Known): Relation[] {
  const parent = scope.parent;
  if (parent === undefined) return [];
  return [...relationsOf(parent, known), ...outerOf(parent, known)];
}

/** Whether it equates the campaign with that of a distributed table around it. */
function staysInShard(scope: Scope, known: Known): boolean {
  const text = descendants(scope)
    .map(({ own }) => own)
    .join(" ");
  return outerOf(scope, known).some(
    ({ alias, is_distributed }) =>
      is_distributed &&
      new RegExp(String.raw`\b${alias}\.campaign_id\b`).test(text),
  );
}

function lateralRefusals(scope: Scope, known: Known): string[] {
  if (!/\blateral\s*\(*$/i.test(scope.before.trimEnd())) return [];
  if (!allOf(scope, known).some((one) => one.is_distributed)) return [];
  if (staysInShard(scope, known)) return [];
  const text = descendants(scope)
    .map(({ own }) => own)
    .join(" ");
  if (/\b(?:offset|limit)\b/i.test(text)) {
    return ["no `offset` or `limit` in a lateral over a distributed table"];
  }
  if (AGGREGATE.test(text) && !/\bgroup\s+by\b/i.test(text)) {
    return [
      "no aggregate without `group by` in a lateral over a distributed table",
    ];
  }
  return [];
}

/** Joins of two distributed tables equate the campaign. */
function joinRefusals(scope: Scope, known: Known): string[] {
  return scope.own
    .split(/\bunion(?:\s+all)?\b/i)
    .flatMap((one) => joinRefusalsOf(one, known));
}

function joinRefusalsOf(own: string, known: Known): string[] {
  const distributed = tablesOfQuery(own, known).filter(
    (one) => one.is_distributed,
  );
  if (distributed.length < 2) return [];
  const advice = "equate `campaign_id` where two distributed tables are joined";
  for (const found of own.matchAll(/\bjoin\s+"?(\w+)"?/gi)) {
    const [whole, name = ""] = found;
    const joined = distributed.findIndex((one) => one.name === name);
    if (joined === -1) continue;
    const rest = own.slice(found.index + whole.length);
    const end = rest.search(JOIN_END);
    const condition = end === -1 ? rest : rest.slice(0, end);
    if (!/\bcampaign_id\b/i.test(condition)) return [advice];
  }
  if (
    !/\bjoin\b/i.test(own) &&
    !/\bcampaign_id\s*=|=\s*\w+\.campaign_id\b/i.test(own)
  ) {
    return [advice];
  }
  return [];
}

/** Whether a subquery after such a text is a source of rows, or a part of a union, or a list. */
function isSource(before: string): boolean {
  if (/,\s*\(*$/.test(before)) return /\bfrom\b/i.test(before);
  return /\b(?:from|join|lateral|materialized|as|union|all|into|in|array)\s*\(*$/i.test(
    before,
  );
}

/** Whether a text has a column of a relation. */
function isNamed({ alias, is_function }: Relation, text: string): boolean {
  const column = is_function === true ? "" : String.raw`\.\w`;
  return new RegExp(String.raw`\b${alias}\b${column}`).test(text);
}

/** A subquery that isn't in FROM doesn't mix distributed and other tables of the queries around it. */
function correlationRefusals(scope: Scope, known: Known): string[] {
  if (scope.parent === undefined) return [];
  if (isSource(scope.before.trimEnd())) {
    return [];
  }
  const inner = allOf(scope, known);
  const text = descendants(scope)
    .map(({ own }) => own)
    .join(" ");
  const named = outerOf(scope, known).filter(
    (outer) =>
      isNamed(outer, text) && !inner.some((one) => one.alias === outer.alias),
  );
  if (named.length === 0) return [];
  const has_distributed = inner.some((one) => one.is_distributed);
  const plain_tables = inner.filter(
    ({ name, is_distributed }) =>
      !is_distributed && name !== "" && !known.ctes.includes(name),
  );
  const mixes =
    (has_distributed && named.every((one) => !one.is_distributed)) ||
    (plain_tables.length > 0 && named.some((one) => one.is_distributed));
  if (mixes) {
    return ["no correlated subquery between distributed and other tables"];
  }
  if (has_distributed && !/\bcampaign_id\b/i.test(text)) {
    return [
      "equate `campaign_id` in a correlated subquery over a distributed table",
    ];
  }
  return [];
}

/** A subquery that refers to nothing around it is read beforehand, and rows without a column can't be kept. */
function emptyRefusals(scope: Scope, known: Known): string[] {
  if (!/^\s*select\s+from\b/i.test(scope.own)) return [];
  if (!/\bexists\s*\(*$/i.test(scope.before.trimEnd())) return [];
  if (!allOf(scope, known).some((one) => one.is_distributed)) return [];
  const text = descendants(scope)
    .map(({ own }) => own)
    .join(" ");
  if (outerOf(scope, known).some((outer) => isNamed(outer, text))) return [];
  return ["`select 1` in `exists` over a distributed table"];
}

function movingRefusals(own: string): string[] {
  for (const found of own.matchAll(/\bupdate\s+"?(\w+)"?/gi)) {
    const name = found[1] ?? "";
    if (PLACEMENT[name]?.kind !== "distributed") continue;
    const rest = own.slice(found.index);
    const start = rest.search(/\bset\b/i);
    const set =
      start === -1
        ? ""
        : (rest.slice(start).split(/\bfrom\b|\bwhere\b/i)[0] ?? "");
    if (/(?:\bset|,)\s*\(?\s*"?campaign_id"?\s*[=,]/i.test(set)) {
      return [STAYS];
    }
  }
  return [];
}

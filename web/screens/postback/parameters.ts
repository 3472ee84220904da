/** A parameter of a stored request; `name` may be a path into its JSON. */
export interface Sent {
  name: string;
  value: string;
}

/** A piece of a request as it came: text, or a parameter. */
export interface Piece {
  text: string;
  sent?: Sent;
}

interface Request {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
}

/** A request as it came, in pieces. */
export function piecesOf({ method, url, headers, body }: Request): Piece[] {
  const mark = url.indexOf("?");
  const query = mark < 0 ? "" : url.slice(mark + 1);
  const lines = Object.entries(headers).map(
    ([name, value]) => `${name}: ${value}\n`,
  );
  return [
    { text: `${method} ${query === "" ? url : url.slice(0, mark + 1)}` },
    ...pairs(query),
    { text: `\n${lines.join("")}` },
    ...(body === null ? [] : [{ text: "\n" }, ...bodyPieces(body)]),
  ];
}

/** The parameters of a request, in its order. */
export function sentParameters(request: Request): Sent[] {
  return piecesOf(request).flatMap(({ sent }) => sent ?? []);
}

function bodyPieces(body: string): Piece[] {
  return isJson(body)
    ? jsonPieces(body)
    : body.includes("=")
      ? pairs(body)
      : [{ text: body }];
}

function pairs(text: string): Piece[] {
  return text.split("&").flatMap((pair, at): Piece[] => {
    const [sent] = [...new URLSearchParams(pair)].map(([name, value]) => ({
      name,
      value,
    }));
    const piece = { text: pair, ...(sent && { sent }) };
    return at === 0 ? [piece] : [{ text: "&" }, piece];
  });
}

function isJson(body: string): boolean {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;

interface Level {
  path: string;
  /** The next index of a list; null in an object. */
  index: number | null;
  name: string;
}

/** JSON with its text kept to the letter; a list's only event is read like the event itself. */
function jsonPieces(body: string): Piece[] {
  const tokens = body.match(TOKEN) ?? [];
  const levels: Level[] = [];
  const pieces: Piece[] = [];
  let held = "";
  for (const [at, text] of tokens.entries()) {
    const level = levels.at(-1);
    const here = level === undefined ? "" : pathIn(level);
    if (text === "{" || text === "[") {
      const path = levels.length === 1 && level?.index === 0 ? "" : here;
      levels.push({ path, index: text === "[" ? 0 : null, name: "" });
    } else if (text === "}" || text === "]") levels.pop();
    else if (text === "," && level?.index != null) level.index += 1;
    else if (/[^\s:,]/.test(text) && level !== undefined) {
      if (level.index === null && isName(tokens, at)) {
        level.name = String(JSON.parse(text));
        held = text;
        continue;
      }
      const value = text.startsWith('"') ? String(JSON.parse(text)) : text;
      pieces.push({ text: held + text, sent: { name: here, value } });
      held = "";
      continue;
    }
    if (held !== "" && /^[\s:]+$/.test(text)) held += text;
    else {
      pieces.push({ text: held + text });
      held = "";
    }
  }
  return pieces;
}

function isName(tokens: readonly string[], at: number): boolean {
  const next = tokens[at + 1] ?? "";
  return (next.trim() === "" ? tokens[at + 2] : next) === ":";
}

function pathIn({ path, index, name }: Level): string {
  if (index !== null) return `${path}[${index}]`;
  return path === "" ? name : `${path}.${name}`;
}

/** Chosen meanings by the names that were sent. */
export type Reading = Readonly<Record<string, string>>;

/** Names of a source by ours, or names that were sent with their meaning. */
export type Mapping = Readonly<Record<string, readonly string[]>>;

/** The meaning that a name has under a reading; null if none, or if another name took it. */
export function meaningOf(
  name: string,
  meanings: Reading,
  reading: Reading,
): string | null {
  const chosen = reading[name];
  if (chosen !== undefined) return chosen;
  const usual = meanings[name];
  if (usual === undefined) return null;
  return Object.values(reading).includes(usual) ? null : usual;
}

/** A reading with one more choice; what a name means anyway needs none. */
export function withChoice(
  reading: Reading,
  meanings: Reading,
  [name, meaning]: readonly [string, string],
): Reading {
  const others = Object.entries(reading).filter(
    ([one, of]) => one !== name && (of !== meaning || meaning === "ignore"),
  );
  const left = Object.fromEntries(others);
  const is_usual = (meanings[name] ?? "") === meaning;
  return is_usual || meaning === "" ? left : { ...left, [name]: meaning };
}

/** A request's parameters by what they mean, each as it was sent. */
export function sentByMeaning(
  request: Request,
  meanings: Reading,
): ReadonlyMap<string, string> {
  const known = sentParameters(request).flatMap(
    ({ name, value }): [string, string][] => {
      const meaning = meanings[name];
      return meaning === undefined ? [] : [[meaning, `${name}=${value}`]];
    },
  );
  return new Map(known);
}

/** A name without what isn't told apart: case, `_` and `-`. */
function folds(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, "");
}

/** A source's mapping with the chosen names first; no name keeps a second meaning. */
export function mergedMapping(
  mapping: Mapping,
  reading: Reading,
): Record<string, string[]> {
  const chosen = Object.entries(reading);
  const taken = new Set(chosen.map(([name]) => folds(name)));
  const all: Record<string, string[]> = {};
  for (const [name, ours] of chosen) (all[ours] ??= []).push(name);
  for (const [ours, names] of Object.entries(mapping)) {
    const left = names.filter((name) => !taken.has(folds(name)));
    if (left.length > 0) (all[ours] ??= []).push(...left);
  }
  return all;
}

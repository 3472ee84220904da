import { PercentText } from "../kernel/mod.ts";

const PLAY_DETAILS =
  /^https?:\/\/play\.google\.com(:\d+)?\/store\/apps\/details\/?(?=[?#]|$)/i;

/** The three parts of a URL, without their delimiters. */
interface Parts {
  base: string;
  query: string | null;
  fragment: string;
}

/** Appends a parameter before the fragment; name and value are inserted as they are. */
export function appendParam(url: string, name: string, value: string): string {
  const hash = url.indexOf("#");
  if (hash >= 0) {
    return appendParam(url.slice(0, hash), name, value) + url.slice(hash);
  }
  if (!url.includes("?")) return `${url}?${name}=${value}`;
  const mark = url.endsWith("?") || url.endsWith("&") ? "" : "&";
  return `${url}${mark}${name}=${value}`;
}

/** Appends parameters before the fragment, skipping names already present. */
export function addParams(
  url: string,
  params: Readonly<Record<string, string>>,
  valueOf: (value: string) => string | PercentText = (value) => value,
): string {
  let held: Set<string> | undefined;
  let added = url;
  for (const name in params) {
    held ??= new Set(namesOf(split(url).query));
    if (held.has(name.toLowerCase())) continue;
    held.add(name.toLowerCase());
    const given = valueOf(params[name] ?? "");
    const value =
      given instanceof PercentText
        ? given.encoded()
        : encodeURIComponent(given.toWellFormed());
    added = appendParam(added, encodeName(name), value);
  }
  return added;
}

/** Removes a parameter, however its name is encoded. */
export function dropParam(url: string, name: string): string {
  const parts = split(url);
  if (parts.query === null) return url;
  const lower = name.toLowerCase();
  const kept = parts.query
    .split("&")
    .filter((pair) => nameOf(pair) !== lower)
    .join("&");
  return join({ ...parts, query: kept === "" ? null : kept });
}

/**
 * Adds the click id to the `referrer` of a Google Play URL: nothing else in a store link reaches
 * the app. The rest of the referrer is kept.
 */
export function withPlayReferrer(url: string, click_id: string): string {
  if (click_id === "" || !PLAY_DETAILS.test(url)) return url;
  const parts = split(url);
  const pairs = (parts.query ?? "").split("&").filter((pair) => pair !== "");
  const at = pairs.findIndex((pair) => nameOf(pair) === "referrer");
  const said = at < 0 ? "" : decode(valueOf(pairs[at] ?? ""));
  if (said.includes(click_id)) return url;
  const kept = said
    .split("&")
    .filter((pair) => pair !== "" && !pair.startsWith("click_id="));
  const referrer = [...kept, `click_id=${click_id}`].join("&");
  const pair = `referrer=${encodeURIComponent(referrer.toWellFormed())}`;
  if (at < 0) pairs.push(pair);
  else pairs[at] = pair;
  return join({ ...parts, query: pairs.join("&") });
}

function split(url: string): Parts {
  const hash = url.indexOf("#");
  const fragment = hash < 0 ? "" : url.slice(hash);
  const rest = hash < 0 ? url : url.slice(0, hash);
  const mark = rest.indexOf("?");
  if (mark < 0) return { base: rest, query: null, fragment };
  return { base: rest.slice(0, mark), query: rest.slice(mark + 1), fragment };
}

function join({ base, query, fragment }: Parts): string {
  return `${base}${query === null ? "" : `?${query}`}${fragment}`;
}

function namesOf(query: string | null): string[] {
  return query === null ? [] : query.split("&").map(nameOf);
}

/** In lower case: to many servers `A` and `a` are one name. */
function nameOf(pair: string): string {
  const at = pair.indexOf("=");
  return decode(at < 0 ? pair : pair.slice(0, at)).toLowerCase();
}

function valueOf(pair: string): string {
  const at = pair.indexOf("=");
  return at < 0 ? "" : pair.slice(at + 1);
}

function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** Brackets stay literal; servers give them meaning. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed())
    .replaceAll("%5B", "[")
    .replaceAll("%5D", "]");
}

import { clickIdBytes, clickIdText, readTrackingLink } from "../clicks/mod.ts";
import { isUuid, trimInvisible } from "../kernel/mod.ts";
import { NameTable } from "../sources/mod.ts";
import type { Parameter } from "../sources/mod.ts";

const ORDER_ID_CHARS_MAX = 255;
const CUSTOMER_ID_CHARS_MAX = 255;
const CLICK_REF_CHARS_MAX = 1024;
const SLUG_CHARS_MAX = 64;
/** Candidates of each kind that one question is looked up by. */
const EACH_MAX = 10;
const PARAMETERS_MAX = 200;
/** Addresses within addresses, such as a page in a link's parameter. */
const DEPTH_MAX = 2;

/** The ids that a question may mean, by kind; most texts may be of several. */
export interface Question {
  click_ids: readonly string[];
  /** Conversions, postbacks, deliveries, payments, entries. */
  uuids: readonly string[];
  slugs: readonly string[];
  orders: readonly string[];
  /** The affiliate's own ids of its clicks. */
  click_refs: readonly string[];
  customers: readonly string[];
}

/** Parameter names that aren't the published ones. */
export interface OwnNames {
  /** Those of the source that has this key. */
  ofSource(key: string): NameTable | undefined;
  /** Those of a link; null if it has none of its own. */
  ofLink(slug: string): ReadonlyMap<string, string> | null;
}

type Kind = keyof Question;

/** Collects candidates, each once. */
class Candidates {
  readonly #of: Record<Kind, Set<string>> = {
    click_ids: new Set(),
    uuids: new Set(),
    slugs: new Set(),
    orders: new Set(),
    click_refs: new Set(),
    customers: new Set(),
  };

  add(kind: Kind, text: string, chars_max = Infinity): void {
    const value = trimInvisible(text);
    // Postgres texts can't contain NUL.
    if (value === "" || value.length > chars_max || value.includes("\0"))
      return;
    const known = this.#of[kind];
    if (known.size < EACH_MAX) known.add(value.toWellFormed());
  }

  /** Adds a click id or an event's id, if the text is one. */
  addId(text: string): void {
    const value = trimInvisible(text).toLowerCase();
    const bytes = clickIdBytes(value);
    if (bytes !== null) this.add("click_ids", clickIdText(bytes));
    if (isUuid(value)) this.add("uuids", value);
  }

  order(text: string): void {
    this.add("orders", text.normalize("NFC"), ORDER_ID_CHARS_MAX);
  }

  customer(text: string): void {
    this.add("customers", text, CUSTOMER_ID_CHARS_MAX);
  }

  clickRef(text: string): void {
    this.add("click_refs", text, CLICK_REF_CHARS_MAX);
  }

  slug(text: string): void {
    const { slug } = readTrackingLink({ asked: text });
    if (/^[\w-]+$/.test(slug)) this.add("slugs", slug, SLUG_CHARS_MAX);
  }

  question(): Question {
    const listed = Object.entries(this.#of).map(([kind, values]) => [
      kind,
      [...values],
    ]);
    return Object.fromEntries(listed) as Record<Kind, string[]>;
  }
}

/**
 * Reads what somebody pasted: an id by itself, or an address or query with ids in it, once
 * percent-encoded or not.
 */
export function readQuestion(q: string, names: OwnNames): Question {
  const found = new Candidates();
  const text = trimInvisible(q);
  found.addId(text);
  found.order(text);
  found.clickRef(text);
  found.customer(text);
  found.slug(text);
  const url = addressIn(text);
  if (url !== null) readAddress(url, names, found, DEPTH_MAX);
  return found.question();
}

const LOCAL = "http://localhost";

/** The text as an address; null if it isn't one. A query alone counts. */
function addressIn(text: string): URL | null {
  const plain = /^https?%3a/i.test(text) ? decoded(text) : text;
  if (/^https?:\/\//i.test(plain)) return URL.parse(plain);
  if (/\s/.test(plain)) return null;
  if (plain.startsWith("/")) return URL.parse(plain, LOCAL);
  if (/^\??[\w.-]+=[^=]/.test(plain)) {
    return URL.parse(`?${plain.replace(/^\?/, "")}`, LOCAL);
  }
  // A host without its scheme, as browsers show it.
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/\S/.test(plain)
    ? URL.parse(`http://${plain}`)
    : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readAddress(
  url: URL,
  names: OwnNames,
  found: Candidates,
  depth: number,
): void {
  const parameters = [...url.searchParams]
    .slice(0, PARAMETERS_MAX)
    .map(([name, value]): Parameter => ({ name, value, from: "query" }));
  const segments = url.pathname.split("/").filter(Boolean).map(decoded);
  const values = parameters.map(({ value }) => value);
  for (const value of [...segments, ...values]) found.addId(value);
  const [first, second] = segments;
  if (first === "c" && second !== undefined) {
    readLink(second, url.search.slice(1), names, found);
  } else {
    const own = first === "v1" ? names.ofSource(segments[2] ?? "") : undefined;
    readParameters(parameters, own ?? NameTable.published, found);
  }
  if (depth === 0) return;
  for (const value of values) {
    const inner = /^https?:/i.test(value) ? addressIn(value) : null;
    if (inner !== null) readAddress(inner, names, found, depth - 1);
  }
}

function readLink(
  asked: string,
  query: string,
  names: OwnNames,
  found: Candidates,
): void {
  const link = readTrackingLink({ asked, query }, names.ofLink);
  found.slug(link.slug);
  if (link.click_ref !== null) found.clickRef(link.click_ref);
}

function readParameters(
  parameters: readonly Parameter[],
  names: NameTable,
  found: Candidates,
): void {
  for (const { value } of names.only(parameters, "order_id")) {
    found.order(value);
  }
  for (const { value } of names.only(parameters, "customer_id")) {
    found.customer(value);
  }
  // Senders that were given the affiliate's own id send it in place of ours.
  for (const { value } of names.only(parameters, "click_id")) {
    if (clickIdBytes(value.trim()) === null) found.clickRef(value);
  }
}

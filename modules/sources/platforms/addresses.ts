import type { StatusMeaning } from "../../../db/schema/mod.ts";
import { foldName } from "../names.ts";
import type { Parameter } from "../raw_postback.ts";
import type { PresetName } from "./presets.ts";
import { basketTotal, both } from "./basket.ts";
import type { StoreName } from "../stores/store_types.ts";

/** Whether a postback may create a conversion, change one, or both. */
export type Mode = "add" | "change" | "upsert";

/** The information in a postback address. */
export interface Address {
  kind: "plain" | "source" | "platform" | "skan" | "aak" | "install" | "pixel";
  /** From the path: `/v1/postback/{key}`, `/{key}/postback`. */
  source_key: string | null;
  /** Possible dialects, likeliest first; empty for our own. */
  presets: readonly PresetName[];
  /** Parameters from the path. */
  parameters: readonly Parameter[];
  /** The mode that the address implies: one of Scaleo's three verbs. */
  mode: Mode | null;
  /** The store whose notifications arrive there, by its own form and proof. */
  store?: StoreName;
  /** Names a source in pages, where its own key would be everybody's. */
  pixel_key?: string;
}

const NOTHING: Address = {
  kind: "platform",
  source_key: null,
  presets: [],
  parameters: [],
  mode: null,
};

/** Platform addresses that the path alone identifies. */
const FIXED: ReadonlyMap<string, Address> = new Map(
  Object.entries({
    "/v1/postback": { kind: "plain" },
    "/v1/install": { kind: "install" },
    "/v1/skan": { kind: "skan" },
    "/v1/aak": { kind: "aak" },
    // Where phones send an advertiser's copies of winning postbacks.
    "/.well-known/skadnetwork/report-attribution": { kind: "skan" },
    "/.well-known/appattribution/report-attribution": { kind: "aak" },
    "/aff_lsr": { presets: ["tune"] },
    "/p.ashx": { presets: ["cake"] },
    "/track/conv": { presets: ["scaleo"], mode: "add" },
    "/track/conv-change": { presets: ["scaleo"], mode: "change" },
    "/track/conv-addchange": { presets: ["scaleo"], mode: "upsert" },
    "/track/lead": { presets: ["dub"], parameters: [inPath("track", "lead")] },
    "/track/sale": { presets: ["dub"], parameters: [inPath("track", "sale")] },
    "/click.php": { presets: ["binom"] },
    "/click": { presets: ["binom"] },
    "/scripts/sale.php": { presets: ["post_affiliate_pro"] },
    "/conversion/xid": { presets: ["partnerstack"] },
    "/tracking202/static/gpb.php": { presets: ["prosper202"] },
  } satisfies Record<string, Partial<Address>>).map(([path, said]) => [
    path,
    { ...NOTHING, ...said },
  ]),
);

/** Routes that postbacks arrive at; they match too much, and `findAddress` refuses the rest. */
export const INBOUND_ROUTES: readonly string[] = [
  ...FIXED.keys(),
  "/v1/postback/:key",
  "/v1/app-store/:key",
  "/v1/play/:key",
  "/v1/pixel/:key",
  "/postback",
  "/:key/postback",
  "/conversion/*",
  "/Advertisers/:sid/Conversions",
  "/",
];

/** The stores' addresses, by their segment after `v1`. */
const STORES: ReadonlyMap<string, StoreName> = new Map([
  ["app-store", "app_store"],
  ["play", "google_play"],
]);

/** First path segments with another meaning: never a source's key. */
const RESERVED = new Set(
  `v1 c api docs openapi.json healthz readyz metrics track conversion scripts
  tracking202 advertisers postback click click.php aff_lsr p.ashx
  dashboard assets static favicon.ico robots.txt .well-known`.split(/\s+/),
);

/** Whether a text can be a source's key, which may be the first path segment. */
export function canBeKey(key: string): boolean {
  return /^[A-Za-z0-9_-]{6,64}$/.test(key) && !RESERVED.has(key.toLowerCase());
}

/** Interprets a path as a postback address; null if it is none. */
export function findAddress(
  method: string,
  path: string,
  query: string,
): Address | null {
  if (path === "/") return findEverflow(method, query);
  const plain = path.endsWith("/") ? path.slice(0, -1) : path;
  const fixed = FIXED.get(plain);
  if (fixed !== undefined) return isClickUpdate(fixed, query) ? null : fixed;
  if (plain === "/postback") {
    return { ...NOTHING, presets: rankPresets(namesIn(query)) };
  }
  if (plain.startsWith("/conversion/")) return findPartnerize(plain);
  const [empty, first = "", second = "", third = "", ...more] =
    plain.split("/");
  if (empty !== "" || first === "" || more.length > 0) return null;
  if (first === "v1" && second === "postback" && third !== "") {
    return { ...NOTHING, kind: "source", source_key: decodePart(third) };
  }
  const store = first === "v1" ? STORES.get(second) : undefined;
  if (store !== undefined && third !== "") {
    const source_key = decodePart(third);
    return { ...NOTHING, source_key, presets: [store], store };
  }
  if (first === "v1" && second === "pixel" && third !== "") {
    const pixel_key = decodePart(third).replace(/\.gif$/, "");
    return { ...NOTHING, kind: "pixel", pixel_key };
  }
  if (first === "Advertisers" && second !== "" && third === "Conversions") {
    return { ...NOTHING, presets: ["impact"] };
  }
  if (second !== "postback" || third !== "") return null;
  const source_key = decodePart(first);
  if (RESERVED.has(source_key.toLowerCase())) return null;
  return { ...NOTHING, kind: "source", source_key, presets: ["keitaro"] };
}

/** The root path is a postback only with the parameters that Everflow requires. */
function findEverflow(method: string, query: string): Address | null {
  if (method !== "GET" && method !== "POST") return null;
  const names = namesIn(query);
  return names.has("nid") && names.has("transactionid")
    ? { ...NOTHING, presets: ["everflow"] }
    : null;
}

function findPartnerize(path: string): Address | null {
  const parameters = readPathStyle(path.slice("/conversion/".length));
  return parameters.length > 0
    ? { ...NOTHING, presets: ["partnerize"], parameters }
    : null;
}

/** Binom uses the same address to update a click; booking that would invent a sale. */
function isClickUpdate({ presets }: Address, query: string): boolean {
  if (presets[0] !== "binom") return false;
  const names = namesIn(query);
  return names.has("updclickid") && !names.has("cnvid");
}

function inPath(name: string, value: string): Parameter {
  return { name, value, from: "path" };
}

/** Four platforms share `/postback`; lists each one's click parameter and its other parameters. */
const SHARED: readonly [PresetName, click: string, others: string][] = [
  [
    "affise",
    "clickid",
    `action_id goal sum status ip referrer comment secure fbclid device_type aimp_id promo_code
    user_id ${numbered("custom_field", 15)}`,
  ],
  ["voluum", "cid", `payout txid currency et ${numbered("param", 5)}`],
  [
    "redtrack",
    "clickid",
    `sum type status rdtk_event_id ${numbered("sub", 20)}`,
  ],
  ["bemob", "cid", "payout txid status"],
];

const SHARED_NAMES = SHARED.map(([preset, click, others]) => ({
  preset,
  click,
  others: new Set(others.split(/\s+/).map(foldName)),
}));

/**
 * Ranks the platforms that may have sent a postback to `/postback` by its (folded) parameter
 * names, likeliest first.
 */
export function rankPresets(names: ReadonlySet<string>): PresetName[] {
  const has_click = SHARED_NAMES.filter(({ click }) => names.has(click));
  const candidates = has_click.length > 0 ? has_click : SHARED_NAMES;
  return candidates
    .map(({ preset, others }) => ({
      preset,
      score: [...others].filter((name) => names.has(name)).length,
    }))
    .sort((one, other) => other.score - one.score)
    .map(({ preset }) => preset);
}

function numbered(prefix: string, count: number): string {
  return Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`).join(
    " ",
  );
}

/** The folded names of query parameters that have a value. */
function namesIn(query: string): Set<string> {
  const names = new Set<string>();
  for (const pair of query.replace(/^\?/, "").split("&")) {
    const at = pair.indexOf("=");
    if (at > 0 && at < pair.length - 1) {
      names.add(foldName(decodePart(withoutAmp(pair.slice(0, at)))));
    }
  }
  return names;
}

/** Returns the secret of an `Authorization` header: a bearer token, or a Basic password. */
export function readCredentials(
  headers: Readonly<Record<string, string>>,
): string | null {
  const given = (headers.authorization ?? "").trim();
  const at = given.indexOf(" ");
  if (at < 0) return null;
  const scheme = given.slice(0, at).toLowerCase();
  const secret = given.slice(at + 1).trim();
  if (scheme === "bearer") return secret;
  if (scheme !== "basic" || !/^[A-Za-z0-9+/]+={0,2}$/.test(secret)) return null;
  const text = Buffer.from(secret, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 || colon === text.length - 1 ? null : text.slice(colon + 1);
}

/** Parameters of Keitaro and Scaleo that list a network's words for a status. */
const STATUS_LISTS: ReadonlyMap<string, StatusMeaning["status"]> = new Map([
  ["lead_status", "pending"],
  ["sale_status", "approved"],
  ["rejected_status", "rejected"],
  ["ignore_status", "ignore"],
  ["ignore", "ignore"],
  ["approved_status", "approved"],
  ["pending_status", "pending"],
  ["trash_status", "rejected"],
]);

/**
 * Status words defined in the URL itself: `sale_status=ok,paid`. If a word is listed twice, the
 * first wins.
 */
export function statusWordsInUrl(
  parameters: readonly Parameter[],
): ReadonlyMap<string, StatusMeaning> {
  const words = new Map<string, StatusMeaning>();
  for (const { name, value } of parameters) {
    const status = STATUS_LISTS.get(name.toLowerCase());
    if (status === undefined) continue;
    for (const listed of value.split(/[,;]/)) {
      const word = listed.trim().toLowerCase();
      if (word !== "" && !words.has(word)) words.set(word, { status });
    }
  }
  return words;
}

type Segment = readonly [name: string, value: string];

/** Names that occur once per item of a basket. */
const OF_ITEMS = new Set(["category", "sku", "value", "quantity"]);

/**
 * Reads Partnerize's path style: `name:value` between slashes, with a bracketed group per item.
 * The items' total becomes a single `value`; category and sku are returned only if all items
 * agree.
 */
export function readPathStyle(path: string): Parameter[] {
  // Brackets may be percent-encoded, unless some appear literally.
  const bracketed = path.includes("[")
    ? path
    : path.replaceAll(/%5b/gi, "[").replaceAll(/%5d/gi, "]");
  const order: Segment[] = [];
  const items: Segment[][] = [];
  let item: Segment[] | null = null;
  for (const part of bracketed.replaceAll("][", "]/[").split("/")) {
    if (part.startsWith("[")) items.push((item = []));
    const is_last = item !== null && part.endsWith("]");
    const segment = readSegment(
      part.slice(part.startsWith("[") ? 1 : 0, is_last ? -1 : undefined),
    );
    if (segment !== null) (item ?? order).push(segment);
    if (is_last) item = null;
  }
  const loose = order.filter(([name]) => OF_ITEMS.has(name));
  if (loose.length > 0) items.unshift(loose);
  return [
    ...order.filter(([name]) => !OF_ITEMS.has(name)),
    ...ofItems(items.map(fieldsOf)),
  ].map(([name, value]) => ({ name, value, from: "path" }));
}

function fieldsOf(segments: readonly Segment[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of segments) {
    fields.set(name, both(fields.get(name), value));
  }
  return fields;
}

function ofItems(items: readonly ReadonlyMap<string, string>[]): Segment[] {
  const segments: Segment[] = [];
  for (const name of ["category", "sku"]) {
    const values = new Set(
      items.flatMap((item) => {
        const value = item.get(name) ?? "";
        return value === "" ? [] : [value];
      }),
    );
    const [value] = values;
    if (value !== undefined && values.size === 1) segments.push([name, value]);
  }
  const lines = items.flatMap((item) => {
    const price = item.get("value") ?? "";
    const quantity = item.get("quantity") ?? "";
    return price === "" ? [] : [{ price, quantity, discount: "" }];
  });
  if (lines.length > 0) segments.push(["value", basketTotal(lines)]);
  return segments;
}

function readSegment(part: string): Segment | null {
  const text = decodePart(part);
  const colon = text.indexOf(":");
  if (colon < 1) return null;
  return [text.slice(0, colon), text.slice(colon + 1)];
}

/** Decodes part of a path; returns it as sent if it is invalid or contains NUL. */
export function decodePart(part: string): string {
  if (!part.includes("%")) return part;
  try {
    const text = decodeURIComponent(part);
    return text.includes("\0") ? part : text;
  } catch {
    return part;
  }
}

/** An HTML-escaped `&` leaves `amp;` in front of the name. */
export function withoutAmp(name: string): string {
  let bare = name;
  while (bare.startsWith("amp;")) bare = bare.slice(4);
  return bare;
}

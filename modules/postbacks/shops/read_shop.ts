import { isTestClick } from "../../clicks/mod.ts";
import { isShop, keptOfShop, readShop, refusal } from "../../sources/mod.ts";
import type {
  Address,
  Parameter,
  ShopReading,
  RawPostback,
  SourceConfig,
} from "../../sources/mod.ts";
import type { ClickSearch } from "../judge/find_click.ts";
import {
  describeSource,
  locateSender,
  namedClicks,
  referredClick,
  search,
} from "../read/locate_sender.ts";
import type { Located } from "../read/locate_sender.ts";
import type { ReadOptions, ReadPostbackDeps } from "../read/read_deps.ts";
import type { ReadPostback } from "../read/read_result.ts";
import { readWhole, refused } from "../read/read_whole.ts";
import type { EventEvidence } from "../read/resolve_event.ts";
import { takesFrom } from "../read/sender_signature.ts";
import {
  bookedOrder,
  earlierClick,
  newOrderId,
  withOrderId,
} from "./booked_order.ts";
import { shopNoteOf } from "./shop_note.ts";
import { addressParameters, shopParameters } from "./shop_parameters.ts";

const NO_BODY = new Uint8Array();
const NO_REFERENCES = { click: () => Promise.resolve(null) };

/**
 * Reads what came to the own address of a shop's source. A shop sends every order, most of which no affiliate
 * referred: these are answered as ignored, and of them only what is no person's is kept.
 */
export async function readShopPostback(
  read: ReadPostback,
  { address, source }: { address: Address; source: SourceConfig },
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  const { raw, trace } = read;
  Object.assign(read, {
    advertiser_id: source.advertiser_id,
    source,
    names: source.names,
    answer: "problem",
  } satisfies Partial<ReadPostback>);
  const own = { advertiser_id: source.advertiser_id, source, dialect: source };
  trace.passed("source", describeSource({ ...own, referred: null }, address));
  if (!takesFrom(source, raw.ip)) {
    const detail = `${raw.ip.slice(0, 64)} is not among the addresses that this source takes postbacks from`;
    return withoutBody(
      refused(read, "address", refusal("sender_not_allowed", detail)),
    );
  }
  const reading = readingOf(read, source, deps);
  // Not every shop says of an order that it is its sandbox's.
  reading.is_test ||= source.store.sandbox;
  if (reading.proof !== "none" || reading.ignored !== null) {
    read.answer = source.answer;
  }
  read.proof = reading.proof;
  for (const { step, found, looked_at } of reading.steps) {
    trace.passed(step, found.toWellFormed(), looked_at);
  }
  if (reading.refused !== null) {
    const { step, refusal: why } = reading.refused;
    return withoutBody(refused(read, step, why), reading);
  }
  // An ignored order is kept in part, so that its signature can't be checked again later.
  if (reading.proof !== "none" && raw.is_kept !== true) {
    read.raw = provenRequest(raw, reading, reading.proof);
  }
  if (reading.ignored !== null) {
    // It is looked up by the payment, when that is given back.
    trace.subject.order_id = reading.payment_of?.payment_id ?? null;
    return ignored(read, reading, "status", reading.ignored);
  }
  return await judgeable(read, { address, source, reading }, options, deps);
}

/** A request with its proof, which can't be checked once it is kept. */
function provenRequest(
  raw: RawPostback,
  { content, keeps_text }: ShopReading,
  proof: "token" | "signature",
): RawPostback {
  const body = keeps_text && content !== null ? Buffer.from(content) : raw.body;
  return { ...raw, body, verified: { shop: { proof } } };
}

function readingOf(
  { raw }: ReadPostback,
  source: SourceConfig,
  { certificateAt }: Pick<ReadPostbackDeps, "certificateAt">,
): ShopReading {
  if (!isShop(source.preset)) throw new Error("The source is no shop's");
  return readShop(source.preset, {
    method: raw.method,
    is_bare: !raw.url.includes("?"),
    headers: raw.headers,
    body: raw.body ?? NO_BODY,
    received_at: raw.received_at,
    secrets: source.shop_secrets ?? [],
    drift_seconds: source.drift_seconds,
    currency: source.currency,
    status_map: source.status_map,
    note: shopNoteOf(raw),
    certificateAt,
  });
}

interface ShopPostback {
  address: Address;
  source: SourceConfig;
  reading: ShopReading;
}

/** Finds the click of an order, and reads on what it says about its sale. */
async function judgeable(
  read: ReadPostback,
  { address, source, reading }: ShopPostback,
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  const { raw, trace } = read;
  const asks = options.is_offline !== true;
  const all = shopParameters(reading, source);
  const at = { address, source, asks };
  let clicks = await namedClicks(all, at, deps);
  if (clicks.length === 0) {
    clicks = await namedClicks(addressParameters(reading), at, deps);
  }
  read.clicks = clicks;
  const parameters = readable(all, reading, source, clicks.length > 0);
  read.parameters = parameters;
  const references = asks ? deps.references : NO_REFERENCES;
  const located = await locate({ address, parameters, clicks, raw }, deps, {
    references,
  });
  const orders = { source, references, sources: deps.sources };
  const booked = await bookedOrder(reading, orders);
  const own =
    booked?.found ??
    referredClick(located) ??
    search({ parameters, clicks }, source);
  const found = own.ok ? own : ((await earlierClick(reading, orders)) ?? own);
  const ended = endOf(read, reading, found, asks);
  if (ended !== null) return ended;
  trace.passed("parse", `${parameters.length} parameters`);
  const order_id =
    booked?.order_id ?? (await newOrderId(reading, found, orders));
  return readWhole(
    read,
    {
      address,
      located,
      parameters: withOrderId(parameters, order_id),
      found,
      dialect: {
        ...source,
        amount_unit: "major",
        decimal_comma: false,
        reversal_amount: reading.refund?.kind ?? null,
        timezone: "UTC",
      },
      evidence: evidenceOf(read, source, reading),
      sender_nonce: null,
      // Its ids of deliveries are no nonces: two orders of one second may share one.
      checks_nonce: false,
      install: null,
      transaction: "order",
      reads_query: false,
    },
    deps,
  );
}

/** Ends the reading of an order that is nobody's, a test's, or can't be booked; null for any other. */
function endOf(
  read: ReadPostback,
  reading: ShopReading,
  found: ClickSearch,
  asks: boolean,
): ReadPostback | null {
  if (!found.ok) {
    if (found.refusal.code !== "missing_click_id") return null;
    const why = "It names no click of ours: nobody referred it";
    if (asks) return ignored(read, reading, "click_id", why);
    // A later payment's click, or a refund's, is known only once it can be looked up.
    read.trace.passed("click_id", why);
    return { ...read, result: { kind: "ignored" } };
  }
  if (reading.is_test && !isTestClick(found.click.fields)) {
    const why = "A test order names a click that pays: nothing is booked";
    return ignored(read, reading, "click", why);
  }
  if (reading.fault === null) return null;
  const { step, code, detail } = reading.fault;
  return refused(read, step, refusal(code, detail));
}

function evidenceOf(
  { raw }: ReadPostback,
  source: SourceConfig,
  reading: ShopReading,
): EventEvidence {
  return {
    source: {
      ...source,
      reversal_amount: reading.refund?.kind ?? null,
      reinstate: source.reinstate || reading.reinstates,
    },
    proof: reading.proof,
    needed_proof: reading.proof === "none" ? "token" : reading.proof,
    // Where a time is signed, it is that of the delivery: what happened has its own.
    signed_at: null,
    received_at: raw.received_at,
    nonce_key: null,
    content: NO_BODY,
    sender_ip: raw.ip,
  };
}

async function locate(
  input: Pick<
    Parameters<typeof locateSender>[0],
    "address" | "parameters" | "clicks" | "raw"
  >,
  { configuration: setup, sources }: ReadPostbackDeps,
  { references }: Pick<ReadPostbackDeps, "references">,
): Promise<Located> {
  const given = { ...input, credentials: null };
  const found = await locateSender(given, { setup, sources, references });
  if (!found.ok) throw new Error("The source of an own address is known");
  return found.located;
}

/**
 * The parameters that may be read: a text that stands where a click id is expected and is none means nothing, and only a renewal's
 * customer tells its click.
 */
function readable(
  parameters: readonly Parameter[],
  { is_renewal }: ShopReading,
  { names }: SourceConfig,
  has_click: boolean,
): Parameter[] {
  return parameters.filter(({ name, is_nested }) => {
    if (is_nested === true) return has_click;
    const meaning = names.meaningOf(name);
    if (meaning === "click_id") return has_click;
    return meaning !== "customer_id" || has_click || is_renewal;
  });
}

/** Ends the reading of what changes no sale. */
function ignored(
  read: ReadPostback,
  reading: ShopReading,
  step: string,
  why: string,
): ReadPostback {
  read.trace.passed(step, why);
  return withoutBody({ ...read, result: { kind: "ignored" } }, reading);
}

/** Keeps a request that isn't about a referred order without its buyer. */
function withoutBody(read: ReadPostback, reading?: ShopReading): ReadPostback {
  const { raw } = read;
  if (raw.body === null) return read;
  const content = reading?.content ?? null;
  const body = content === null ? raw.body : Buffer.from(content);
  return { ...read, raw: { ...raw, body: keptOfShop(body) } };
}

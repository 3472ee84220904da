import {
  CERTIFICATE_HEADER,
  findAddress,
  readCredentials,
  statusWordsInUrl,
  derivedParameters,
  neededProof,
  withStatusWords,
  NameTable,
  Refused,
} from "../../sources/mod.ts";
import type {
  Refusal,
  Address,
  Parameter,
  RawPostback,
  SourceConfig,
  StoreReading,
} from "../../sources/mod.ts";
import { keptRequest, withNote, withSourceKey } from "./kept_request.ts";
import {
  answerOf,
  NO_ADDRESS,
  rankByAll,
  saysWordsInUrl,
  locateSender,
  referredClick,
  search,
  describeSource,
  namedClicks,
  triedOn,
  tryMapping,
} from "./locate_sender.ts";
import {
  describeParsed,
  mappedPaths,
  withBodyFault,
  readParameters,
  splitUrl,
} from "./read_request.ts";
import { checkStore } from "./check_store.ts";
import { faultOfStoreAddress, readStore } from "./store_notification.ts";
import { checkSender } from "./check_sender.ts";
import type { Sender, SenderInput } from "./check_sender.ts";
import { holdsClick, validClicks } from "../judge/find_click.ts";
import type { FoundClick } from "../judge/find_click.ts";
import type { Located } from "./locate_sender.ts";
import { noteSubject } from "../receive/note_subject.ts";
import {
  appSender,
  installParameters,
  showsProof,
} from "../apps/install_event.ts";
import { readApple } from "../apps/read_apple.ts";
import { readInstallReport } from "../apps/referrer_install.ts";
import type { InstallReport } from "../apps/referrer_install.ts";
import { readPixel } from "../pixel/read_pixel.ts";
import { readShopPostback } from "../shops/read_shop.ts";
import type { ReadOptions, ReadPostbackDeps } from "./read_deps.ts";
import { readWhole, refused } from "./read_whole.ts";
import type { ReadPostback } from "./read_result.ts";
import type { EventEvidence } from "./resolve_event.ts";
import { Trace } from "./trace.ts";

const NO_REFERENCES = { click: () => Promise.resolve(null) };

const ASKED_PATH = "/v1/play/";

/** Asks a store what its notification rests on. Never within a transaction or a batch: it may take seconds. */
export async function askStores(
  raw: RawPostback,
  deps: Pick<ReadPostbackDeps, "askStores">,
): Promise<RawPostback> {
  // Google Play's and PayPal's alone: any other request is read at once.
  const is_asked =
    raw.url.startsWith(ASKED_PATH) ||
    Object.hasOwn(raw.headers, CERTIFICATE_HEADER);
  if (!is_asked) return raw;
  return (await deps.askStores?.(raw)) ?? raw;
}

/** Reads a postback, once what it rests on was asked. */
export async function askAndRead(
  raw: RawPostback,
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  return await readPostback(await askStores(raw, deps), options, deps);
}

/** Reads a postback and checks its sender, without looking at recorded conversions. */
export async function readPostback(
  raw: RawPostback,
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  const { sources } = deps;
  const whole = withSourceKey(raw, (mark) => sources.keyOfMark(mark));
  const read = await readRequest(whole, options, deps);
  const { result } = read;
  if (result.kind === "refused") noteSubject(read, deps);
  if (result.kind === "event" && result.event.is_claim !== true) {
    const { advertiser_id } = result.event.campaign;
    result.event.seeks_claims = sources.hadPixels(advertiser_id);
  }
  read.kept =
    raw.is_kept === true
      ? withNote({ ...raw, body: read.raw.body })
      : keptRequest(read, sources.marks);
  return read;
}

function newRead(raw: RawPostback, address: Address): ReadPostback {
  return {
    raw,
    kept: raw,
    trace: new Trace(),
    parameters: [],
    advertiser_id: null,
    source: null,
    proof: "none",
    wrong_signature: null,
    answer: answerOf(address),
    unmapped: [],
    clicks: [],
    names: NameTable.published,
    result: { kind: "ignored" },
  };
}

async function readRequest(
  raw: RawPostback,
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  const { path, query } = splitUrl(raw.url);
  const address = findAddress(raw.method, path, query) ?? NO_ADDRESS;
  const read = newRead(raw, address);
  if (address.kind === "skan" || address.kind === "aak") {
    const is_offline = options.is_offline === true;
    return await readApple(read, address.kind, { is_offline }, deps);
  }
  if (address.kind === "pixel") {
    return await readPixel(read, address, options, deps);
  }
  const source = keyedSource(address, raw, options, deps);
  const at = { address, source };
  return source?.shop_secrets !== undefined && address.kind === "source"
    ? await readShopPostback(read, { address, source }, options, deps)
    : await readSent(read, at, options, deps);
}

/** Reads what is neither of Apple's nor of a shop's. */
async function readSent(
  read: ReadPostback,
  at: { address: Address; source: SourceConfig | undefined },
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  const { raw, trace } = read;
  const { source: keyed } = at;
  let { address } = at;
  const given = readParameters(raw);
  if (!given.ok) return refused(read, "parse", given.refusal);
  const { json, unread_body } = given;
  const install = installOf(address, given.parameters);
  if (install !== null && "code" in install) {
    return refused(read, "parse", install);
  }
  const sent = install?.parameters ?? given.parameters;
  let parameters = [...address.parameters, ...sent];
  parameters.push(...mappedPaths(keyed, json));
  address = rankByAll(address, parameters);
  read.answer = answerOf(address);
  trace.passed("parse", describeParsed(parameters, unread_body));
  const asks = options.is_offline !== true;
  const store = await storeAt(raw, { address, source: keyed, asks }, deps);
  if (store !== null) parameters = store.parameters;
  read.parameters = parameters;
  const at_address = { address, source: keyed, asks };
  const clicks = await namedClicks(parameters, at_address, deps);
  read.clicks = clicks;
  const credentials = readCredentials(raw.headers);
  const input = { address, parameters, clicks, credentials, raw };
  const { configuration: setup, sources } = deps;
  // An install names its click: whoever guesses an order must not be told whose it is.
  const refers = asks && install === null;
  const references = refers ? deps.references : NO_REFERENCES;
  const found = await locateSender(input, { setup, sources, references });
  if (!found.ok) return refused(read, "source", found.refusal);
  const located = tryMapping(found.located, options.mapping);
  read.advertiser_id = located.advertiser_id;
  read.source = located.source;
  read.names = located.dialect.names;
  if (install === null) read.answer = located.source?.answer ?? read.answer;
  const { is_store, shop_secrets } = located.source ?? {};
  const is_proven_there = is_store === true || shop_secrets !== undefined;
  const fault =
    address.store !== undefined || is_proven_there
      ? faultOfStoreAddress(address, located.source)
      : null;
  if (fault !== null) {
    read.answer = "problem";
    return refused(read, fault.step, fault.refusal);
  }
  if (store !== null) {
    const { checks_nonce } = options;
    const whole = { ...input, located, store, checks_nonce };
    return await checkStore(read, whole, { configuration: setup, references });
  }
  if (located.source?.id !== keyed?.id) {
    const mapped = mappedPaths(located.source, json);
    parameters.push(...mapped);
    clicks.push(...validClicks(mapped, deps.keyOf));
  }
  const preset = located.source?.preset ?? address.presets[0];
  if (preset !== undefined) {
    parameters.push(...derivedParameters(preset, parameters));
  }
  const whole = { ...input, located, options, unread_body, install };
  return checkAndRead(read, whole, deps);
}

/** The reading of a notification at its store's address; null at any other. */
async function storeAt(
  raw: RawPostback,
  {
    address,
    source,
    asks,
  }: { address: Address; source: SourceConfig | undefined; asks: boolean },
  deps: ReadPostbackDeps,
): Promise<StoreReading | null> {
  if (address.store === undefined || source?.preset !== address.store) {
    return null;
  }
  return await readStore(raw, { address, source, asks }, deps);
}

/** The report of an install, at the address for these; a refusal where it can't be read. */
function installOf(
  { kind }: Address,
  parameters: readonly Parameter[],
): InstallReport | Refusal | null {
  if (kind !== "install") return null;
  try {
    return readInstallReport(parameters);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

function keyedSource(
  { source_key }: Address,
  { received_at }: RawPostback,
  { mapping }: ReadOptions,
  { sources }: ReadPostbackDeps,
) {
  if (source_key === null) return undefined;
  return triedOn(sources.byKey(source_key, received_at), mapping);
}

interface CheckInput {
  address: Address;
  parameters: readonly Parameter[];
  clicks: readonly FoundClick[];
  credentials: string | null;
  located: Located;
  options: ReadOptions;
  unread_body: Refusal | null;
  /** Set where it is an app's install. */
  install: InstallReport | null;
}

/** Checks the sender, then reads the content. */
function checkAndRead(
  read: ReadPostback,
  input: CheckInput,
  deps: ReadPostbackDeps,
): ReadPostback {
  const { raw, trace } = read;
  const { address, located, clicks, install } = input;
  const { source, advertiser_id } = located;
  trace.passed("source", describeSource(located, address));
  const advertiser_sources =
    advertiser_id === null ? [] : deps.sources.ofAdvertiser(advertiser_id);
  const [token] = located.dialect.names.only(input.parameters, "token");
  const by_own_address = source !== null && address.source_key !== null;
  const sender = senderOf(
    {
      raw,
      parameters: input.parameters,
      token: token?.value ?? input.credentials,
      source,
      by_own_address,
      advertiser_sources,
      now_ms: raw.received_at,
    },
    install,
    trace,
  );
  read.wrong_signature = sender.wrong_signature;
  if (!sender.ok) return refused(read, null, sender.refusal);
  read.proof = sender.proof;
  const parameters = readable(input, sender);
  const inside = clicksIn(parameters, clicks);
  const dialect = withStatusWords(
    located.dialect,
    saysWordsInUrl(address, source) ? statusWordsInUrl(parameters) : new Map(),
  );
  const found = withBodyFault(
    referredClick(located) ?? search({ parameters, clicks: inside }, dialect),
    input.unread_body,
  );
  const evidence: EventEvidence = {
    source,
    proof: sender.proof,
    needed_proof: neededProof(source, advertiser_sources),
    signed_at: sender.signed_at,
    received_at: raw.received_at,
    nonce_key: null,
    content: NO_CONTENT,
    sender_ip: raw.ip,
  };
  return readWhole(
    read,
    {
      ...input,
      parameters,
      found,
      dialect,
      evidence,
      sender_nonce: sender.nonce,
      checks_nonce: input.options.checks_nonce,
      reads_query: sender.reads_query,
    },
    deps,
  );
}

/** The parameters that its sender may set: the signed ones, and of an app only its click. */
function readable(
  { parameters, install }: CheckInput,
  { reads_query, proof }: Pick<Sender & { ok: true }, "reads_query" | "proof">,
): readonly Parameter[] {
  const read = reads_query
    ? parameters
    : parameters.filter(({ from }) => from === "form" || from === "json");
  return install === null ? read : installParameters(read, proof);
}

/** Checks the sender; an app that reports its install needn't show anything. */
function senderOf(
  input: SenderInput,
  install: InstallReport | null,
  trace: Trace,
): Sender {
  const { raw, parameters, token } = input;
  return install !== null && !showsProof(raw, parameters, token)
    ? appSender(trace)
    : checkSender(input, trace);
}

const NO_CONTENT = new Uint8Array();

/** The clicks whose parameters may be read. */
function clicksIn(
  parameters: readonly Parameter[],
  clicks: readonly FoundClick[],
): FoundClick[] {
  return clicks.filter((click) =>
    parameters.some(
      ({ name, value }) => name === click.name && holdsClick(value, click),
    ),
  );
}

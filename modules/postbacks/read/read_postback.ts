import type { Configuration } from "../../campaigns/mod.ts";
import { peekClickId } from "../../clicks/mod.ts";
import {
  refusal,
  findAddress,
  readCredentials,
  statusWordsInUrl,
  derivedParameters,
  neededProof,
  withStatusWords,
  NameTable,
} from "../../sources/mod.ts";
import type {
  Refusal,
  RefusalCode,
  Address,
  AnswerStyle,
  UnmappedWord,
  Proof,
  SourceConfig,
  SourceDirectory,
  Dialect,
  Parameter,
  RawPostback,
} from "../../sources/mod.ts";
import { keptRequest, withSourceKey } from "./kept_request.ts";
import {
  answerOf,
  arrivalWords,
  NO_ADDRESS,
  rankByAll,
  saysWordsInUrl,
  locateSender,
  search,
  describeSource,
  learnKeys,
  learnLinks,
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
import { checkSender } from "./check_sender.ts";
import { validClicks, ownOwner } from "../judge/find_click.ts";
import type { ClickSearch, FoundClick } from "../judge/find_click.ts";
import type { Located, LearnDeps, TriedMapping } from "./locate_sender.ts";
import { nonceContent } from "../judge/nonce_content.ts";
import { nonceKey } from "../judge/judge_postback.ts";
import { noteSubject } from "../receive/note_subject.ts";
import { readEvent } from "./read_event.ts";
import type { WrongSignature } from "./sender_signature.ts";
import type { References } from "../judge/references.ts";
import { findOwner } from "../../conversions/mod.ts";
import { readApple } from "../apps/read_apple.ts";
import { resolveEvent } from "./resolve_event.ts";
import type { ResolvedEvent, EventEvidence } from "./resolve_event.ts";
import { Trace } from "./trace.ts";

export interface ReadPostbackDeps extends LearnDeps {
  configuration: Configuration;
  sources: SourceDirectory;
  references: Pick<References, "click">;
}

/** Options for reading: on arrival, or later as of the arrival. */
export interface ReadOptions {
  /** Checks the nonce against used ones, and uses it up. */
  checks_nonce: boolean;
  /** The database is unavailable: use only what is in memory. */
  is_offline?: boolean;
  /** Tried instead of the mapping that its source has. */
  mapping?: TriedMapping | undefined;
}

/** A postback that was read, ready to be judged. */
export interface ReadPostback {
  raw: RawPostback;
  /** The request as it is stored. */
  kept: RawPostback;
  trace: Trace;
  parameters: readonly Parameter[];
  advertiser_id: number | null;
  source: SourceConfig | null;
  /** The proof that the sender gave. */
  proof: Proof;
  /** The signature that no secret makes; what the mistake is, nobody has searched yet. */
  wrong_signature: WrongSignature | null;
  /** Answer format of the sender, including Keitaro's own words for success. */
  answer: AnswerStyle;
  unmapped: UnmappedWord[];
  /** The sender's parameter names. */
  names: NameTable;
  result:
    | { kind: "event"; event: ResolvedEvent }
    | { kind: "ignored" }
    | { kind: "refused"; refusal: Refusal };
}

const NO_REFERENCES = { click: () => Promise.resolve(null) };

/** Reads a postback and checks its sender, without looking at recorded conversions. */
export async function readPostback(
  raw: RawPostback,
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  const { sources } = deps;
  const whole = withSourceKey(raw, (mark) => sources.keyOfMark(mark));
  const read = await readRequest(whole, options, deps);
  if (read.result.kind === "refused") noteSubject(read, deps);
  read.kept = raw.is_kept === true ? raw : keptRequest(read, sources.marks);
  return read;
}

async function readRequest(
  raw: RawPostback,
  options: ReadOptions,
  deps: ReadPostbackDeps,
): Promise<ReadPostback> {
  const trace = new Trace();
  const { path, query } = splitUrl(raw.url);
  let address = findAddress(raw.method, path, query) ?? NO_ADDRESS;
  const read: ReadPostback = {
    raw,
    kept: raw,
    trace,
    parameters: [],
    advertiser_id: null,
    source: null,
    proof: "none",
    wrong_signature: null,
    answer: answerOf(address),
    unmapped: [],
    names: NameTable.published,
    result: { kind: "ignored" },
  };
  if (address.kind === "skan" || address.kind === "aak") {
    const is_offline = options.is_offline === true;
    return await readApple(read, address.kind, { is_offline }, deps);
  }
  const given = readParameters(raw);
  if (!given.ok) return refused(read, "parse", given.refusal);
  const { json, unread_body } = given;
  const parameters = [...address.parameters, ...given.parameters];
  const keyed = keyedSource(address, raw, options, deps);
  parameters.push(...mappedPaths(keyed, json));
  address = rankByAll(address, parameters);
  read.answer = answerOf(address);
  read.parameters = parameters;
  trace.passed("parse", describeParsed(parameters, unread_body));
  const asks = options.is_offline !== true;
  if (asks) await learnKeys(parameters, deps);
  const clicks = validClicks(parameters, deps.keyOf);
  if (asks) await learnLinks(clicks, deps);
  const credentials = readCredentials(raw.headers);
  const input = { address, parameters, clicks, credentials, raw };
  const { configuration: setup, sources } = deps;
  const references = asks ? deps.references : NO_REFERENCES;
  const found = await locateSender(input, { setup, sources, references });
  if (!found.ok) return refused(read, "source", found.refusal);
  const located = tryMapping(found.located, options.mapping);
  read.advertiser_id = located.advertiser_id;
  read.source = located.source;
  read.names = located.dialect.names;
  read.answer = located.source?.answer ?? read.answer;
  if (located.source?.id !== keyed?.id) {
    const mapped = mappedPaths(located.source, json);
    parameters.push(...mapped);
    clicks.push(...validClicks(mapped, deps.keyOf));
  }
  const preset = located.source?.preset ?? address.presets[0];
  if (preset !== undefined) {
    parameters.push(...derivedParameters(preset, parameters));
  }
  return checkAndRead(read, { ...input, located, options, unread_body }, deps);
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
}

/** Checks the sender, then reads the content. */
function checkAndRead(
  read: ReadPostback,
  input: CheckInput,
  deps: ReadPostbackDeps,
): ReadPostback {
  const { raw, trace } = read;
  const { address, located, clicks } = input;
  const { source, advertiser_id } = located;
  let { parameters } = input;
  trace.passed("source", describeSource(located, address));
  const advertiser_sources =
    advertiser_id === null ? [] : deps.sources.ofAdvertiser(advertiser_id);
  const [token] = located.dialect.names.only(parameters, "token");
  const by_own_address = source !== null && address.source_key !== null;
  const sender = checkSender(
    {
      raw,
      parameters,
      token: token?.value ?? input.credentials,
      source,
      by_own_address,
      advertiser_sources,
      now_ms: raw.received_at,
    },
    trace,
  );
  read.wrong_signature = sender.wrong_signature;
  if (!sender.ok) return refused(read, null, sender.refusal);
  read.proof = sender.proof;
  if (!sender.reads_query) {
    parameters = parameters.filter(
      ({ from }) => from === "form" || from === "json",
    );
  }
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
    },
    deps,
  );
}

const NO_CONTENT = new Uint8Array();

/** The clicks whose parameters may be read. */
function clicksIn(
  parameters: readonly Parameter[],
  clicks: readonly FoundClick[],
): FoundClick[] {
  return clicks.filter(({ name, id }) =>
    parameters.some(
      (parameter) =>
        parameter.name === name && parameter.value.trim().toLowerCase() === id,
    ),
  );
}
interface WholeInput extends CheckInput {
  found: ClickSearch;
  dialect: Dialect;
  evidence: EventEvidence;
  sender_nonce: string | null;
}

function readWhole(
  read: ReadPostback,
  input: WholeInput,
  deps: ReadPostbackDeps,
): ReadPostback {
  const { raw, trace } = read;
  const { found, parameters, dialect, address, located } = input;
  const link_id = found.ok ? found.click.fields.link_id : null;
  const owner =
    link_id === null ? null : findOwner(link_id, deps.configuration);
  const own = ownOwner(owner, located.advertiser_id);
  trace.subject.campaign_id = own?.campaign.id ?? null;
  trace.subject.affiliate_id = own?.link.affiliate_id ?? null;
  const event_read = readEvent(
    parameters,
    {
      found,
      dialect,
      currency: owner?.campaign.currency ?? "USD",
      mode: address.mode,
      arrival_words: arrivalWords(located, address),
      received_at: raw.received_at,
      is_signed: input.evidence.proof === "signature",
      offer_id: owner?.campaign.id.toString(),
    },
    trace,
  );
  if (!event_read.ok) {
    noteUnmapped(read, event_read.refusal.code, parameters, dialect);
    return refused(read, null, event_read.refusal);
  }
  const { event } = event_read;
  if (owner === null) {
    const detail = "The click is ours, but its link does not exist here";
    return refused(read, "click", refusal("unknown_click", detail));
  }
  const { advertiser_id } = owner.campaign;
  if (
    located.advertiser_id !== null &&
    located.advertiser_id !== advertiser_id
  ) {
    const detail = `The click belongs to another advertiser than this source (${located.source?.name ?? "none"})`;
    return refused(read, "click", refusal("advertiser_mismatch", detail));
  }
  read.advertiser_id = advertiser_id;
  read.unmapped = event.unmapped.map((word) => ({ kind: "parameter", word }));
  if (located.source === null && owner.plain_postback === "refuse") {
    const detail = `Advertiser ${advertiser_id} takes no postbacks at the plain address`;
    return refused(read, "source", refusal("source_required", detail));
  }
  const nonce = input.sender_nonce ?? event.nonce;
  const evidence =
    nonce !== null && input.options.checks_nonce
      ? {
          ...input.evidence,
          nonce_key: nonceKey(advertiser_id, nonce),
          content: nonceContent(raw, parameters),
        }
      : input.evidence;
  const resolved = resolveEvent({ ...event, nonce }, owner, evidence, trace);
  if (resolved.kind !== "refused") return { ...read, result: resolved };
  noteUnmapped(read, resolved.refusal.code, parameters, dialect);
  return refused(read, null, resolved.refusal);
}

/** Reports a status or goal that the source doesn't map, for the source's health page. */
function noteUnmapped(
  read: ReadPostback,
  code: RefusalCode,
  parameters: readonly Parameter[],
  { names }: Dialect,
): void {
  const kind =
    code === "unmapped_status"
      ? "status"
      : code === "unknown_goal"
        ? "goal"
        : null;
  if (kind === null) return;
  const [value] = names.only(parameters, kind);
  if (value !== undefined) read.unmapped.push({ kind, word: value.value });
}

function referredClick({ referred }: Located): ClickSearch | null {
  if (referred === null) return null;
  const read = peekClickId(referred.click_id);
  if (read === null) return null;
  const click = {
    name: referred.by,
    id: referred.click_id,
    fields: read.fields,
  };
  return { ok: true, click };
}

function refused(
  read: ReadPostback,
  step: string | null,
  why: Refusal,
): ReadPostback {
  if (step !== null) read.trace.refused(step, why);
  return { ...read, result: { kind: "refused", refusal: why } };
}

import type { Configuration } from "../../campaigns/mod.ts";
import { readMmp, refusal, Refused } from "../../sources/mod.ts";
import type {
  Address,
  Dialect,
  MmpReading,
  Parameter,
  Refusal,
  RefusalCode,
} from "../../sources/mod.ts";
import { findOwner } from "../../conversions/mod.ts";
import type { Owner, TransactionKind } from "../../conversions/mod.ts";
import { installEvent } from "../apps/install_event.ts";
import type { InstallPart } from "../apps/install_event.ts";
import { mmpEvent } from "../apps/mmp_event.ts";
import { claimed } from "../pixel/claimed.ts";
import type { InstallReport } from "../apps/referrer_install.ts";
import { ownOwner } from "../judge/find_click.ts";
import type { ClickSearch } from "../judge/find_click.ts";
import { nonceContent } from "../judge/nonce_content.ts";
import { nonceKey } from "../judge/judge_postback.ts";
import type { PostbackEvent } from "./event.ts";
import { arrivalWords } from "./locate_sender.ts";
import type { Located } from "./locate_sender.ts";
import { readEvent } from "./read_event.ts";
import type { ReadPostback } from "./read_result.ts";
import type { Trace } from "./trace.ts";
import { resolveEvent } from "./resolve_event.ts";
import type { EventEvidence } from "./resolve_event.ts";

/** A postback whose sender was checked. */
export interface WholeInput {
  address: Address;
  located: Located;
  parameters: readonly Parameter[];
  found: ClickSearch;
  dialect: Dialect;
  evidence: EventEvidence;
  sender_nonce: string | null;
  /** Hash of what it says under its nonce, where that isn't the whole request. */
  content?: Uint8Array;
  /** Whether its nonce is checked against used ones. */
  checks_nonce: boolean;
  /** Set where it is an app's install. */
  install: InstallReport | null;
  /** Set where it is a page's report. */
  is_claim?: true;
  /** Set for a store's notification. */
  transaction?: TransactionKind;
  /** False where only the signed body may be read. */
  reads_query: boolean;
}

/** Reads the content of a postback, and matches it to the configuration. */
export function readWhole(
  read: ReadPostback,
  input: WholeInput,
  deps: { configuration: Configuration },
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
  const is_plain = located.source === null && input.is_claim !== true;
  if (is_plain && owner.plain_postback === "refuse") {
    const detail = `Advertiser ${advertiser_id} takes no postbacks at the plain address`;
    return refused(read, "source", refusal("source_required", detail));
  }
  const nonce = input.sender_nonce ?? event.nonce;
  const evidence = evidenceOf(raw, input, { advertiser_id, nonce });
  const { part, ...told } = withApp({ ...event, nonce }, owner, input, trace);
  if (told.refusal !== undefined) {
    noteUnmapped(read, told.refusal.code, parameters, dialect);
    return refused(read, told.step, told.refusal);
  }
  if (told.event === null) return { ...read, result: { kind: "ignored" } };
  const resolved = resolveEvent(told.event, owner, evidence, trace);
  const { transaction, is_claim } = input;
  const more = {
    ...(transaction && { transaction }),
    ...(is_claim && { is_claim }),
  };
  if (resolved.kind === "event") Object.assign(resolved.event, part, more);
  if (resolved.kind !== "refused") return { ...read, result: resolved };
  noteUnmapped(read, resolved.refusal.code, parameters, dialect);
  return refused(read, null, resolved.refusal);
}

/** The evidence, with the nonce that it uses up. */
function evidenceOf(
  raw: ReadPostback["raw"],
  { evidence, checks_nonce, content, parameters }: WholeInput,
  { advertiser_id, nonce }: { advertiser_id: number; nonce: string | null },
): EventEvidence {
  if (nonce === null || !checks_nonce) return evidence;
  return {
    ...evidence,
    nonce_key: nonceKey(advertiser_id, nonce),
    content: content ?? nonceContent(raw, parameters),
  };
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

interface AppEvent {
  /** Null: a test, of which nothing is made. */
  event: PostbackEvent | null;
  step: string;
  part?: InstallPart;
  refusal?: Refusal;
}

/** The event as its app or MMP means it, or why it can't be one; others stay as they are. */
function withApp(
  event: PostbackEvent,
  owner: Owner,
  input: WholeInput,
  trace: Trace,
): AppEvent {
  const { install, evidence, reads_query, located, parameters } = input;
  // An amount below zero, which could take back a sale, is refused by now: no source says what it means.
  if (input.is_claim === true) return { step: "form", event: claimed(event) };
  const mmp = located.source?.mmp;
  const step = install === null ? "form" : "install";
  try {
    if (install !== null) {
      const { proof, received_at } = evidence;
      const by = { owner, proof, reads_query, received_at };
      return { step, ...installEvent(event, install, by) };
    }
    if (mmp === undefined) return { step, event };
    const reading = readMmp(mmp, parameters);
    const meant = mmpEvent(event, reading, owner);
    trace.passed("form", describeForm(reading, meant));
    return { step, event: meant };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { step, event, refusal: error.refusal };
  }
}

function describeForm(
  { about, is_rejected }: MmpReading,
  meant: PostbackEvent | null,
): string {
  const what = about === "event" ? "An event" : `The ${about}`;
  if (meant === null) return `${what}, of an app that was built for tests`;
  return is_rejected ? `${what}, which the MMP rejected` : what;
}

/** The postback with its refusal, whose step the trace gets unless it has it. */
export function refused(
  read: ReadPostback,
  step: string | null,
  why: Refusal,
): ReadPostback {
  if (step !== null) read.trace.refused(step, why);
  return { ...read, result: { kind: "refused", refusal: why } };
}

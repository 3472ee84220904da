import { actAs, recordChanges } from "../../../db/mod.ts";
import type { Actor, Transaction } from "../../../db/mod.ts";
import type { CapUsage, Configuration } from "../../campaigns/mod.ts";
import { readClickFacts } from "../../clicks/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { readBookingFloor } from "../../payouts/mod.ts";
import type { BackfillDirectory } from "../rejudge/backfill_directory.ts";
import {
  writeConversions,
  recordSteps,
  applyVerdict,
  rateKey,
  loadSame,
} from "../../conversions/mod.ts";
import type { Outbox } from "../../deliveries/mod.ts";
import type { SaleContext, ConversionParts } from "../../conversions/mod.ts";
import type { FxDirectory } from "../../payouts/mod.ts";
import {
  recordedAt,
  tierEvents,
  answerTo,
  FORWARDED,
  forwardedAnswer,
  ignoredAnswer,
  refusedAnswer,
} from "./work.ts";
import type { JudgeContext } from "../judge/judge_context.ts";
import {
  judgePostback,
  loadNonces,
  nonceKey,
  useNonces,
} from "../judge/judge_postback.ts";
import type { UsedNonce } from "../judge/judge_postback.ts";
import type { ResolvedEvent } from "../read/resolve_event.ts";
import type { Trace } from "../read/trace.ts";
import type { Forwarding } from "../forward/forwarding.ts";
import { cancelForwards, writeForwards } from "../forward/forwarding.ts";
import { keepRisks } from "../../risk/mod.ts";
import type { LiveRisk } from "../../risk/mod.ts";
import { knownOrders, writePostbacks } from "./write_postbacks.ts";
import type { Judged, Work } from "./work.ts";

export interface SettleDeps extends Pick<
  ConversionParts,
  "rates" | "rules" | "tiers"
> {
  clock: Clock;
  outbox: Pick<Outbox, "add">;
  caps: CapUsage;
  windows: BackfillDirectory;
  addressFacts: SaleContext["addressFacts"];
  risk: LiveRisk;
  forwarding: Pick<Forwarding, "plan">;
  fx: Pick<FxDirectory, "with">;
  configuration: Pick<Configuration, "campaign">;
  default_timezone: string;
}

interface BatchContext extends JudgeContext {
  tiers: Awaited<ReturnType<ConversionParts["tiers"]["load"]>>;
}

/** Options for settling a batch. */
interface SettleOptions {
  is_careful?: boolean;
  /** The transaction will be rolled back, so nothing needs to be locked. */
  is_rehearsal?: boolean;
}

/**
 * Settles a batch in one transaction: loads what is recorded, judges in order of arrival,
 * writes. By default all writes are pipelined, assuming that no version race is lost; if one
 * was, `Lost` rolls everything back. In careful mode it waits for the conversion writes and
 * leaves out the postbacks that lost, for the next round.
 */
export async function settleBatch(
  tx: Transaction,
  works: readonly Work[],
  deps: SettleDeps,
  { is_careful = true, is_rehearsal = false }: SettleOptions = {},
): Promise<{ settled: Judged[]; lost: Work[] }> {
  // Read together with the rest, so that nothing has to wait between the writes.
  const floor = readBookingFloor(tx);
  const fresh = works.filter(({ stored }) => stored === null);
  const [context, orders] = await Promise.all([
    loadContext(tx, works, deps, is_rehearsal),
    knownOrders(
      tx,
      fresh.map(({ read }) => read),
    ),
    floor,
  ]);
  const judged = works.map((work) => judge(work, context, deps));
  const writing = writeConversions(tx, context.recorded.changed());
  const losers = is_careful ? await writing : NO_LOSERS;
  const has_lost = ({ conversion_id }: Judged) =>
    conversion_id !== null && losers.has(conversion_id);
  const settled = judged.filter((entry) => !has_lost(entry));
  const [lost_ids] = await Promise.all([
    writing,
    writeRest(tx, settled, deps, { floor, orders }),
  ]);
  if (!is_careful && lost_ids.size > 0) throw new Lost();
  const lost = judged.filter(has_lost).map(({ work }) => work);
  return { settled, lost };
}

/** Thrown to roll back a batch that lost a version race. */
export class Lost extends Error {}

const NO_LOSERS: ReadonlySet<string> = new Set();

async function writeRest(
  tx: Transaction,
  settled: readonly Judged[],
  deps: SettleDeps,
  {
    floor,
    orders,
  }: {
    floor: ReturnType<typeof readBookingFloor>;
    orders: ReadonlySet<string>;
  },
): Promise<void> {
  const steps = settled.flatMap(({ step }) => step ?? []);
  const nonces = settled.flatMap(({ nonce }) => nonce ?? []);
  const forwards = settled.flatMap(({ forward }) => forward ?? []);
  const taken_back = settled.flatMap(noLongerForwarded);
  await Promise.all([
    recordSteps(tx, deps, steps, floor),
    useNonces(tx, nonces),
    keepRisks(
      tx,
      deps.clock,
      settled.flatMap(({ risk }) => risk ?? []),
    ),
    writePostbacks(tx, settled, { clock: deps.clock, orders }),
    ...(forwards.length === 0 ? [] : [writeForwards(tx, forwards)]),
    ...(taken_back.length === 0
      ? []
      : [cancelForwards(tx, taken_back, deps.clock.nowMs())]),
    ...settled.flatMap((one) =>
      one.work.replayed_by === undefined
        ? []
        : [recordReplay(tx, one.work.replayed_by, one)],
    ),
  ]);
}

/** Records who had a postback judged again. A batch is of many, so each names its own. */
async function recordReplay(
  tx: Transaction,
  replayed_by: Actor,
  { work: { read, stored }, answer, trace }: Judged,
): Promise<void> {
  const { advertiser_id } = read;
  const { campaign_id } = trace.subject;
  const change = {
    action: "replayed",
    resource: "postbacks",
    resource_id: read.raw.id,
    row: { advertiser_id, campaign_id },
    before: { outcome: stored?.at(-1)?.outcome },
    after: { outcome: answer.outcome },
  };
  await actAs(replayed_by, () => recordChanges(tx, [change]));
}

async function loadContext(
  tx: Transaction,
  works: readonly Work[],
  deps: SettleDeps,
  is_rehearsal: boolean,
): Promise<BatchContext> {
  const events = works.flatMap(({ read: { result } }) =>
    result.kind === "event" ? [result.event] : [],
  );
  await deps.risk.refresh(tx);
  const with_click = events.filter((event) => asksForClick(event, deps));
  const nonces = events.flatMap(({ nonce, nonce_key, campaign }) =>
    nonce === null || nonce_key === null
      ? []
      : [{ advertiser_id: campaign.advertiser_id, nonce }],
  );
  const click_ids = new Set(with_click.map(({ click_id }) => click_id));
  const [recorded, clicks, used] = await Promise.all([
    loadSame(tx, events, { locks: !is_rehearsal }),
    readClickFacts(tx, [...click_ids]),
    loadNonces(tx, nonces),
  ]);
  const tiers = await deps.tiers.load(tx, tierEvents(works, deps.clock));
  const rate_ids = recorded
    .rows()
    .flatMap(({ rate_id, owed_rate_id }) =>
      [rate_id, owed_rate_id].filter((id) => id !== null),
    );
  return {
    tiers,
    fx: await deps.fx.with(tx, rate_ids),
    recorded,
    clicks,
    caps: deps.caps,
    cap_added: new Map(),
    windows: deps.windows,
    rules: deps.rules,
    rates: deps.rates,
    addressFacts: deps.addressFacts,
    risk: deps.risk,
    nonces: used,
    now_ms: deps.clock.nowMs(),
  };
}

/**
 * Whether judging this event needs its click's row: for a rule, a cap on a label, its risk, or the
 * customer's location.
 */
function asksForClick(
  event: ResolvedEvent,
  { rules, risk }: SettleDeps,
): boolean {
  if (event.ip !== null) return true;
  const { campaign, link } = event;
  if (risk.asksForClick(campaign.id, link.affiliate_id)) return true;
  if (campaign.plan.caps.some(({ sub_name }) => sub_name !== null)) return true;
  return rules.of(campaign.id, link.affiliate_id).length > 0;
}

function judge(work: Work, context: BatchContext, deps: SettleDeps): Judged {
  const { raw, result } = work.read;
  const trace = work.read.trace.fork();
  const none = {
    conversion_id: null,
    step: null,
    cap_added: NOTHING,
    nonce: null,
    rate_key: null,
    source_id: null,
    risk: null,
    forward: null,
  };
  if (result.kind === "refused") {
    const sent_on = forwardOf(work, trace, deps);
    return sent_on === null
      ? { work, trace, answer: refusedAnswer(result.refusal), ...none }
      : { work, trace, answer: forwardedAnswer(raw.id), ...none, ...sent_on };
  }
  if (result.kind === "ignored") {
    return { work, trace, answer: ignoredAnswer(raw.id), ...none };
  }
  const { event } = result;
  const received_at = recordedAt(work, deps.clock);
  const verdict = judgePostback(event, context, trace, received_at);
  const { clock } = deps;
  const input = { postback_id: raw.id, received_at, clock };
  const { conversion, step } = applyVerdict(
    verdict,
    event,
    input,
    context.recorded,
  );
  if (step !== null) context.tiers.add(step, event);
  const cap_added =
    verdict.kind === "create" || verdict.kind === "change"
      ? (verdict.cap_added ?? NOTHING)
      : NOTHING;
  for (const [id, value] of cap_added) {
    context.cap_added.set(id, (context.cap_added.get(id) ?? 0n) + value);
  }
  const nonce =
    verdict.kind === "refused" ? null : takeNonce(event, context, deps);
  const is_new = verdict.kind === "create";
  return {
    work,
    answer: answerTo(verdict, conversion?.row ?? null, raw.id),
    trace,
    conversion_id: conversion?.row.id ?? null,
    step,
    cap_added,
    nonce,
    rate_key:
      is_new && event.is_claim !== true && asksForClick(event, deps)
        ? rateKey(event, context)
        : null,
    source_id: is_new ? (event.source?.id ?? null) : null,
    forward: null,
    risk:
      is_new && conversion !== null && verdict.risk !== null
        ? { conversion: conversion.row, risk: verdict.risk }
        : null,
  };
}

/** The id of a postback that waited to be sent on, and is judged otherwise now: one tracker books it. */
function noLongerForwarded({ work, answer }: Judged): string[] {
  const was_forwarded = work.stored?.at(-1)?.outcome === FORWARDED;
  return was_forwarded && answer.outcome !== FORWARDED
    ? [work.read.raw.id]
    : [];
}

/**
 * Where a refused postback goes on to the old tracker; null where it doesn't. Judged again, one that did
 * stays so, and isn't sent a second time.
 */
function forwardOf(
  { read, stored }: Work,
  trace: Trace,
  { forwarding }: SettleDeps,
): Pick<Judged, "forward"> | null {
  if (stored !== null) {
    return stored.at(-1)?.outcome === FORWARDED ? { forward: null } : null;
  }
  const forward = forwarding.plan(read, trace);
  return forward === null ? null : { forward };
}

const NOTHING: ReadonlyMap<number, bigint> = new Map();

/** Only accepted postbacks use up their nonce; for a retry it already is. */
function takeNonce(
  { nonce, nonce_key, content, campaign }: ResolvedEvent,
  { nonces }: BatchContext,
  { clock }: SettleDeps,
): UsedNonce | null {
  if (nonce === null || nonce_key === null || nonces.has(nonce_key))
    return null;
  const { advertiser_id } = campaign;
  nonces.set(nonceKey(advertiser_id, nonce), content);
  return { advertiser_id, nonce, content, used_at: clock.nowMs() };
}

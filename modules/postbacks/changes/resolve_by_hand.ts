import { clickIdText, peekClickId } from "../../clicks/mod.ts";
import type { ClickIdFields } from "../../clicks/mod.ts";
import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import type { ConversionRow } from "../conversions/working_set.ts";
import type { PostbackEvent } from "../inbound/event.ts";
import { neededProof } from "../sources/source_config.ts";
import { findOwner, resolveEvent } from "../inbound/resolve_event.ts";
import type { ResolvedEvent, Setup } from "../inbound/resolve_event.ts";
import { Trace } from "../inbound/trace.ts";
import type { SourceDirectory } from "../sources/source_directory.ts";
import type { NewConversion } from "./change_types.ts";

/** What a conversion is held against. */
export interface ResolveDeps {
  configuration: Setup;
  sources: Pick<SourceDirectory, "defaultOf" | "ofAdvertiser">;
}

/** An event as a postback would have told of it, or why it can't be one. */
export type ResolvedByHand =
  { ok: true; event: ResolvedEvent } | { ok: false; refusal: Refusal };

/** The click that something is about; its id was proven before. */
export interface KnownClick {
  click_id: string;
  fields: ClickIdFields;
}

/** Holds a new conversion against what is set up, as if a postback had told of it now. */
export function resolveNew(
  given: NewConversion,
  { click_id, fields }: KnownClick,
  deps: ResolveDeps,
  now_ms: number,
): ResolvedByHand {
  return resolve(
    {
      click_id,
      click: fields,
      goal: given.goal ?? null,
      order_id: given.order_id ?? null,
      customer_id: given.customer_id ?? null,
      amount_micros: given.amount_micros ?? null,
      revenue_micros: given.revenue_micros ?? null,
      payout_micros: given.payout_micros ?? null,
      currency: given.currency ?? null,
      status: given.status ?? null,
      reason: given.reason ?? null,
      occurred_at: given.occurred_at ?? null,
      nonce: given.key ?? null,
    },
    deps,
    now_ms,
  );
}

/** The event that a recorded conversion is of, so that it can be priced anew. */
export function resolveRow(
  row: ConversionRow,
  deps: ResolveDeps,
  now_ms: number,
): ResolvedByHand {
  const click_id = clickIdText(row.click_id);
  const read = peekClickId(click_id);
  if (read === null) throw new Error("A conversion's click id can't be read");
  return resolve(
    {
      click_id,
      click: read.fields,
      goal: row.goal_key,
      order_id: row.order_id,
      customer_id: row.customer_id,
      amount_micros: row.amount_micros,
      revenue_micros: null,
      payout_micros: null,
      currency: null,
      status: row.status,
      reason: row.reason,
      occurred_at: row.occurred_at,
      nonce: null,
    },
    deps,
    now_ms,
  );
}

type Said = Omit<
  PostbackEvent,
  | "event"
  | "is_refund"
  | "raw_status"
  | "mode"
  | "ip"
  | "user_agent"
  | "adv"
  | "flags"
  | "unmapped"
>;

function resolve(
  said: Said,
  { configuration, sources }: ResolveDeps,
  received_at: number,
): ResolvedByHand {
  const owner = findOwner(said.click.link_id, configuration);
  if (owner === null) {
    const detail = `There is no link ${said.click.link_id} here`;
    return { ok: false, refusal: refusal("unknown_click", detail) };
  }
  const { advertiser_id } = owner.campaign;
  const standing = {
    source: null,
    proof: "none" as const,
    needed_proof: neededProof(
      sources.defaultOf(advertiser_id),
      sources.ofAdvertiser(advertiser_id),
    ),
    signed_at: null,
    nonce_key: null,
    content: new Uint8Array(),
    received_at,
  };
  const event: PostbackEvent = {
    ...said,
    event: null,
    is_refund: false,
    raw_status: null,
    mode: "add",
    ip: null,
    user_agent: null,
    adv: null,
    flags: [],
    unmapped: [],
  };
  const resolved = resolveEvent(event, owner, standing, new Trace());
  switch (resolved.kind) {
    case "event":
      return { ok: true, event: resolved.event };
    case "refused":
      return { ok: false, refusal: resolved.refusal };
    case "ignored":
      throw new Error("No source maps what is done by hand");
  }
}

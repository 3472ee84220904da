import type { StatementFrame, Tolerance } from "../../../db/schema/mod.ts";
import { clickIdText, peekClickId } from "../../clicks/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { ConversionChange } from "../../conversions/mod.ts";
import type { Reconciliation } from "../matching/reconciliation.ts";
import type {
  ActionName,
  Break,
  Override,
  Plan,
  Refusal,
} from "./action_types.ts";
import { isEnded } from "../../conversions/mod.ts";
import { parseAmount, parsePercent } from "../../kernel/mod.ts";

/** The facts about a reconciliation that planning uses. */
export interface PlanContext extends Pick<
  Reconciliation,
  "statement_id" | "tolerance"
> {
  frame: StatementFrame;
  /** Name of the statement in the history of conversions. */
  statement_name: string;
  reason: string | null;
}

const DAY_MS = 86_400_000;
type Status = NonNullable<ConversionChange["status"]>;

/** Plans the action on a break: the override, or else the proposed one. Pure. */
export function planAction(
  it: Break,
  override: Override | null,
  context: PlanContext,
): Plan {
  const { item } = it;
  if (item.class === null) {
    return refuse(
      "none",
      "wrong_action",
      "Both sides agree: this is not a break",
    );
  }
  if (item.state === "applied") {
    const detail = "It has already been applied";
    return refuse(item.proposed ?? "none", "already_applied", detail);
  }
  const action = override?.action ?? item.proposed ?? "none";
  switch (action) {
    case "set":
      return planSet(it, context);
    case "reject":
      return planReject(it, context);
    case "absorb":
      return planAbsorb(it, context);
    case "create":
      return planCreate(it, override, context);
    default:
      return { kind: "skip", action };
  }
}

/** Sets our conversion to the statement's values. */
function planSet(it: Break, context: PlanContext): Plan {
  const { row, line } = it;
  const is_unread = underlying(it) === "unparsable";
  if (row === null || line === null || is_unread) return impossible("set", it);
  const status = statusOf(it);
  const is_over = isEnded(status);
  const says_other =
    status !== line.status && !(is_over && isEnded(line.status));
  const money = is_over ? {} : moneyChange(it, context);
  if (money === null) {
    const detail = `It is in ${it.item.theirs_currency}, ours is in ${line.currency}: amounts can't be set`;
    return refuse("set", "currency_mismatch", detail);
  }
  const change: ConversionChange = {
    ...about(it, context),
    ...(says_other ? { status, reason: reasonOf(row, status) } : {}),
    ...money,
  };
  const { campaign_id } = line;
  return { kind: "change", action: "set", campaign_id, change };
}

/** Rejects a conversion that the statement lacks, or that is a duplicate. */
function planReject(it: Break, context: PlanContext): Plan {
  const { row, line } = it;
  if (line === null) return impossible("reject", it);
  const is_double = underlying(it) === "duplicate_ours";
  const said = row?.reason ?? row?.raw_status ?? null;
  const reason = said ?? (is_double ? "duplicate" : "not in statement");
  const change: ConversionChange = {
    ...about(it, context),
    status: "rejected",
    reason: context.reason ?? reason,
  };
  const { campaign_id } = line;
  return { kind: "change", action: "reject", campaign_id, change };
}

/** Absorbs a small difference: books it and leaves the conversion as it is. */
function planAbsorb(it: Break, context: PlanContext): Plan {
  const { row, line, item } = it;
  const { ours, theirs } = sidesOf(it);
  const is_amount = underlying(it) === "amount_mismatch";
  if (row === null || line === null || !is_amount)
    return impossible("absorb", it);
  if (ours === null || theirs === null) return impossible("absorb", it);
  const is_let_pass =
    item.proposed === "absorb" ||
    isWithinTolerance(context.tolerance, ours, theirs);
  if (!is_let_pass) {
    const detail = "The difference is more than the advertiser's tolerance";
    return refuse("absorb", "above_tolerance", detail);
  }
  const money = moneyChange(it, context);
  if (money === null) return impossible("absorb", it);
  const change = { ...about(it, context), ...money };
  const { campaign_id } = line;
  return { kind: "absorb", action: "absorb", absorb: { campaign_id, change } };
}

/**
 * Creates a conversion for a row that we lack: from its click, or from the link
 * given in the override.
 */
function planCreate(
  it: Break,
  override: Override | null,
  context: PlanContext,
): Plan {
  const { row, item } = it;
  if (row === null || item.conversion_id !== null)
    return impossible("create", it);
  if (row.problem !== null) {
    return refuse("create", "unparsable", row.problem);
  }
  const { frame } = context;
  const click_id = row.click_id === null ? null : clickIdText(row.click_id);
  const link_id = override?.link_id;
  if (click_id === null && link_id === undefined) {
    const detail =
      "It names no click of this tracker: give affiliate_id and campaign_id, or link_id";
    return refuse("create", "missing_click_id", detail);
  }
  const status = (row.status ?? "approved") as Status;
  const divisor = BigInt(frame.money_divisor);
  const inFrame = (micros: Micros | null) =>
    micros === null ? undefined : micros / divisor;
  return {
    kind: "create",
    action: "create",
    overwrites: false,
    given: {
      ...(click_id !== null && link_id === undefined
        ? { click_id }
        : { link_id }),
      goal: row.goal,
      order_id: row.order_id,
      customer_id: row.customer_id,
      key: `${context.statement_id} ${row.row_no}`,
      status,
      reason: reasonOf(row, status),
      currency: row.currency ?? frame.currency,
      ...(item.detail?.["net"] === true
        ? netMoney(it, context)
        : {
            amount_micros: inFrame(row.amount_micros) ?? null,
            revenue_micros: inFrame(row.revenue_micros),
          }),
      occurred_at: happenedAt(row, frame, click_id),
      why: whyOf(row.row_no, context),
    },
  };
}

/**
 * Time of the event. A date without a time is midnight, which may be before the
 * click of that day: then the click's time is used.
 */
function happenedAt(
  { written_at, has_zone }: NonNullable<Break["row"]>,
  { offset_minutes }: StatementFrame,
  click_id: string | null,
): number | null {
  if (written_at === null) return null;
  const at = has_zone ? written_at : written_at - offset_minutes * 60_000;
  const clicked_at =
    click_id === null ? at : (peekClickId(click_id)?.fields.time_ms ?? at);
  return at < clicked_at && clicked_at - at < DAY_MS ? clicked_at : at;
}

/** Returns the change of money; null if the currencies differ. */
function moneyChange(
  it: Break,
  { frame }: PlanContext,
): Partial<ConversionChange> | null {
  const { item, line, conversion, row } = it;
  const { ours, theirs } = sidesOf(it);
  if (line === null || theirs === null || ours === theirs) return {};
  if (item.theirs_currency !== line.currency) return null;
  const refunded = conversion?.refunded_micros ?? 0n;
  if (frame.basis === "payout") return { payout_micros: theirs };
  if (frame.basis === "revenue") {
    const amount = row?.amount_micros ?? null;
    const said = amount === null ? null : amount / BigInt(frame.money_divisor);
    const is_other_sale =
      said !== null &&
      line.amount_micros !== null &&
      said !== line.amount_micros;
    return {
      revenue_micros: theirs,
      ...(is_other_sale ? { amount_micros: said + refunded } : {}),
    };
  }
  return line.amount_micros === null
    ? { revenue_micros: theirs }
    : { amount_micros: theirs + refunded };
}

/** Money of both sides as compared. */
function sidesOf({ item }: Break) {
  const micros = (side: "ours" | "theirs"): Micros | null => {
    const said = item.detail?.[side] as { micros?: string | null } | undefined;
    return said?.micros == null ? null : BigInt(said.micros);
  };
  return { ours: micros("ours"), theirs: micros("theirs") };
}

/** The statement's status as compared; rows that correct each other share one. */
function statusOf({ item, row }: Break): Status {
  const theirs = item.detail?.["theirs"] as { status?: string } | undefined;
  return (theirs?.status ?? row?.status ?? "approved") as Status;
}

/**
 * Money of a row with corrections: only the net value in the frame's basis is
 * known.
 */
function netMoney(it: Break, { frame }: PlanContext) {
  const { theirs } = sidesOf(it);
  const says = (basis: StatementFrame["basis"]) =>
    frame.basis === basis && theirs !== null;
  return {
    amount_micros: says("amount") ? theirs : null,
    revenue_micros: says("revenue") ? (theirs ?? undefined) : undefined,
  };
}

/** Returns the class of a break, also if its month is locked. */
export function underlying({ item }: Pick<Break, "item">): string | null {
  if (item.class !== "locked_period") return item.class;
  return String(item.detail?.["class"] ?? item.class);
}

/**
 * The version makes the change fail if the conversion has changed since it was
 * compared.
 */
function about({ item, row, line, conversion }: Break, context: PlanContext) {
  return {
    id: item.conversion_id ?? "",
    version: line?.version,
    reason: conversion?.reason ?? null,
    why: whyOf(row?.row_no ?? null, context),
  };
}

function whyOf(row_no: number | null, context: PlanContext): string {
  const { statement_name, reason } = context;
  const place = row_no === null ? "" : ` row ${row_no}`;
  const why = `statement ${statement_name}${place}`;
  return reason === null ? why : `${why}: ${reason}`;
}

/** The statement's reason, or else its word for the status if the conversion ended. */
function reasonOf(
  { reason, raw_status }: NonNullable<Break["row"]>,
  status: Status,
): string | null {
  return isEnded(status) ? (reason ?? raw_status) : reason;
}

function impossible(action: ActionName, it: Break): Plan {
  const { problem = null } = it.row ?? {};
  if (problem !== null) return refuse(action, "unparsable", problem);
  if (underlying(it) === "unparsable") {
    const detail = "Its status word is not mapped: map it first";
    return refuse(action, "unparsable", detail);
  }
  const detail = `Cannot ${action} a break of class ${it.item.class}`;
  return refuse(action, "wrong_action", detail);
}

function refuse(action: string, code: Refusal["code"], detail: string): Plan {
  return { kind: "refused", action, refusal: { code, detail } };
}

/** A hundred percent, as `parsePercent` counts. */
const WHOLE = 100_000_000n;

/**
 * Whether the difference of a row is tolerated: by amount or percent, whichever
 * allows more.
 */
function isWithinTolerance(
  { row_amount, row_percent }: Tolerance,
  ours: Micros,
  theirs: Micros,
): boolean {
  const apart = magnitude(ours - theirs);
  const micros = row_amount === undefined ? null : parseAmount(row_amount);
  if (micros !== null && apart <= micros) return true;
  const millionths =
    row_percent === undefined ? null : parsePercent(row_percent);
  return millionths !== null && apart * WHOLE <= magnitude(ours) * millionths;
}

function magnitude(value: Micros): Micros {
  return value < 0n ? -value : value;
}

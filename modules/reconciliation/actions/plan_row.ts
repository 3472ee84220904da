import type { conversions, statementRows } from "../../../db/schema/mod.ts";
import { clickIdText, peekClickId } from "../../clicks/mod.ts";
import { isoTime, parseZonedTime } from "../../kernel/mod.ts";
import type { ConversionChange, NewConversion } from "../../conversions/mod.ts";
import { describeUnknown } from "./named_ids.ts";
import type { NamedIds } from "./named_ids.ts";
import type { Plan, Position, Refusal } from "./action_types.ts";

/** A stored row of an import. */
export type ImportRow = typeof statementRows.$inferSelect;

type Conversion = typeof conversions.$inferSelect;

/** Data looked up for a chunk of rows. */
export interface RowContext {
  /** This advertiser's conversions, by the id that rows name. */
  conversions: ReadonlyMap<string, Conversion>;
  /** Links of this advertiser's campaigns. */
  own_links: ReadonlySet<number>;
  /** Link that brought the sale, by row key. */
  queries: ReadonlyMap<string, number>;
  /** Ids that rows name, by their text. */
  named_ids: NamedIds;
  /** Conversions with the row's order, by row number. */
  by_order: ReadonlyMap<number, readonly Conversion[]>;
  /** Conversions that rows created and that were undone since, by row key. */
  taken_back: ReadonlyMap<
    string,
    { conversion: Conversion; position: Position }
  >;
  /** Index of the cell with the click id as written. */
  click_column: number | null;
  says_currency: boolean;
  default_currency: string | null;
  timezone: string;
  statement_name: string;
  reason: string | null;
  /** Whether the advertiser uploaded it, who learns nothing of others' clicks. */
  is_own: boolean;
}

const NO_CLICK = "This tracker did not issue that click id";

type Status = NonNullable<ConversionChange["status"]>;

/** Plans a row of an import: a change of an existing conversion or a new one. Pure. */
export function planRow(row: ImportRow, context: RowContext): Plan {
  if (row.problem !== null) return refuse("unparsable", row.problem);
  if (row.raw_status !== null && row.status === null) {
    return refuse(
      "unmapped_status",
      `The status "${row.raw_status}" is not mapped`,
    );
  }
  if (row.status === "ignore") return { kind: "skip", action: "none" };
  const remade = planRemade(row, context);
  if (remade !== null) return remade;
  if (row.conversion_id !== null) {
    const id = row.conversion_id.toLowerCase();
    return planChange(row, context.conversions.get(id), context);
  }
  if (row.click_id !== null) return planOfClick(row, context);
  const written = context.click_column;
  if (written !== null && (row.cells[written] ?? "").trim() !== "") {
    return refuse("invalid_click_id", NO_CLICK);
  }
  return planOfOrder(row, context);
}

/** Creates the conversion of a click; if it exists, it is set to the row's values. */
function planOfClick(row: ImportRow, context: RowContext): Plan {
  const click_id = clickIdText(row.click_id ?? new Uint8Array());
  const link_id = peekClickId(click_id)?.fields.link_id;
  if (link_id === undefined || !context.own_links.has(link_id)) {
    if (context.is_own) return refuse("invalid_click_id", NO_CLICK);
    const detail = "The click belongs to a campaign of another advertiser";
    return refuse("advertiser_mismatch", detail);
  }
  return planCreate(row, { click_id }, context);
}

function planOfOrder(row: ImportRow, context: RowContext): Plan {
  if (row.order_id === null) {
    const detail =
      "Provide a conversion_id, click_id or order_id to identify the conversion";
    return refuse("missing_order_id", detail);
  }
  const [known, ...others] = context.by_order.get(row.row_no) ?? [];
  if (others.length > 0) {
    const detail = `${others.length + 1} conversions have order "${row.order_id.slice(0, 60)}": say the goal, the campaign or the conversion_id`;
    return refuse("ambiguous_conversion", detail);
  }
  if (known !== undefined) return planChange(row, known, context);
  const link_id = context.queries.get(`r${row.row_no}`);
  if (link_id !== undefined) return planCreate(row, { link_id }, context);
  const unknown = describeUnknown(row, context.named_ids);
  if (unknown !== null) return refuse("unknown_reference", unknown);
  if (row.link !== null) {
    const detail = "The link leads to a campaign of another advertiser";
    return refuse("unknown_reference", detail);
  }
  if (row.affiliate !== null && row.campaign !== null) {
    const detail = "The affiliate has no link for the campaign";
    return refuse("unknown_reference", detail);
  }
  const detail =
    "No conversion has this order: to create one, provide a click_id, a link, or affiliate and campaign";
  return refuse("unknown_conversion", detail);
}

function planChange(
  row: ImportRow,
  conversion: Conversion | undefined,
  context: RowContext,
): Plan {
  if (conversion === undefined) {
    return refuse("not_found", "The advertiser has no such conversion");
  }
  const currency = currencyOf(row, context);
  if (currency !== null && currency !== conversion.currency) {
    const detail = `The conversion is in ${conversion.currency}, not ${currency}`;
    return refuse("currency_mismatch", detail);
  }
  const { amount_micros, revenue_micros, payout_micros } = row;
  const change: ConversionChange = {
    id: conversion.id,
    ...(row.status === null ? {} : { status: row.status as Status }),
    reason: row.reason ?? (row.status === null ? conversion.reason : null),
    ...(amount_micros === null ? {} : { amount_micros }),
    ...(revenue_micros === null ? {} : { revenue_micros }),
    ...(payout_micros === null ? {} : { payout_micros }),
    why: whyOf(row, context),
  };
  const { campaign_id } = conversion;
  return { kind: "change", action: "set", campaign_id, change };
}

/**
 * Restores the conversion that this row created before it was undone, rather than
 * creating another.
 */
function planRemade(row: ImportRow, context: RowContext): Plan | null {
  const before = context.taken_back.get(`r${row.row_no}`);
  if (before === undefined) return null;
  const { id, campaign_id, version, status } = before.conversion;
  if (status !== "rejected" && status !== "reversed") return null;
  const { version: _version, currency: _currency, ...was } = before.position;
  const why = whyOf(row, context);
  const change = { id, version, is_exact: true, ...was, why };
  return { kind: "change", action: "set", campaign_id, change };
}

function planCreate(
  row: ImportRow,
  brought: Pick<NewConversion, "click_id" | "link_id">,
  context: RowContext,
): Plan {
  const { amount_micros, revenue_micros, payout_micros } = row;
  const given: NewConversion = {
    ...brought,
    goal: row.goal,
    order_id: row.order_id,
    customer_id: row.customer_id,
    ...(row.status === null ? {} : { status: row.status as Status }),
    reason: row.reason,
    currency: currencyOf(row, context),
    amount_micros,
    revenue_micros: revenue_micros ?? undefined,
    payout_micros: payout_micros ?? undefined,
    occurred_at: happenedAt(row, context),
    why: whyOf(row, context),
  };
  return { kind: "create", action: "create", overwrites: true, given };
}

/** The row's own currency; null means that of the conversion. */
function currencyOf(
  { currency }: ImportRow,
  { says_currency, default_currency }: RowContext,
): string | null {
  return says_currency || currency !== default_currency ? currency : null;
}

/** Times without a zone are in the import's time zone. */
function happenedAt(
  { written_at, has_zone }: ImportRow,
  { timezone }: RowContext,
): number | null {
  if (written_at === null || has_zone) return written_at;
  const text = isoTime(written_at).slice(0, 19).replace("T", " ");
  return parseZonedTime(text, timezone) ?? written_at;
}

function whyOf(
  { row_no }: ImportRow,
  { statement_name, reason }: RowContext,
): string {
  const why = `import ${statement_name} row ${row_no}`;
  return reason === null ? why : `${why}: ${reason}`;
}

function refuse(code: Refusal["code"], detail: string): Plan {
  return { kind: "refused", action: "set", refusal: { code, detail } };
}

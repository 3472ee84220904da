import type {
  MovedCampaign,
  MovedConversion,
  MovedThing,
} from "../moved_thing.ts";
import { capsIn } from "./caps_in.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { TUNE_MACROS } from "./tracker_macros.ts";
import {
  defaultGoal,
  destinationOf,
  labelsOf,
  plainPrice,
  postbackOf,
  SUB_FIELDS,
  subColumns,
} from "./tracker_offer.ts";
import type { TrackerTables } from "./tracker_tables.ts";
import { TUNE_GOALS, TUNE_PRICE_COLUMNS, tunePrices } from "./tune_goals.ts";

const OFFER_STATUS = {
  active: "active",
  paused: "paused",
  pending: "paused",
  expired: "paused",
  deleted: "archived",
} as const;
const ACCOUNT_STATUS = {
  active: "active",
  pending: "pending",
  blocked: "blocked",
  rejected: "blocked",
  deleted: "blocked",
} as const;
const SALE_STATUS = {
  approved: "approved",
  pending: "pending",
  rejected: "rejected",
} as const;
const APPROVAL = {
  approved: "approved",
  pending: "pending",
  unapproved: "pending",
  rejected: "rejected",
  blocked: "blocked",
} as const;
const HOURS_A_DAY = 24;

/** Caps by TUNE's columns. */
const CAPS = [
  ["conversion_cap", "conversions", "day"],
  ["monthly_conversion_cap", "conversions", "month"],
  ["lifetime_conversion_cap", "conversions", "total"],
  ["payout_cap", "payout", "day"],
  ["monthly_payout_cap", "payout", "month"],
  ["lifetime_payout_cap", "payout", "total"],
  ["revenue_cap", "revenue", "day"],
  ["monthly_revenue_cap", "revenue", "month"],
  ["lifetime_revenue_cap", "revenue", "total"],
] as const;
const CAP_COLUMNS = Object.fromEntries(CAPS.map(([field]) => [field, field]));

function* advertiser(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "advertiser",
    old_id: row.needId("id"),
    name: row.need("company"),
    currency: row.currency("currency"),
  });
}

function* affiliate(row: MoveRow): Iterable<MovedThing> {
  const status = row.word("status", ACCOUNT_STATUS);
  if (status === "blocked")
    row.notes.push(`Its status was ${row.text("status")}`);
  yield filled({
    kind: "affiliate",
    old_id: row.needId("id"),
    name: row.need("company"),
    email: row.text("email"),
    status,
    payout_currency: row.currency("currency"),
  });
}

function* offer(row: MoveRow): Iterable<MovedThing> {
  const id = row.needId("id");
  const is_private = row.flag("is_private") === true;
  const by_request = row.flag("require_approval") === true;
  const allows_many = row.flag("allow_multiple_conversions");
  const to = row.id("redirect_offer_id");
  if (to !== undefined)
    row.notes.push(
      `Its refused visitors went to the offer ${to}: set a fallback`,
    );
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: id,
    name: row.need("name"),
    advertiser: row.id("advertiser_id"),
    ...destinationOf(row, row.need("offer_url"), TUNE_MACROS),
    currency: row.currency("currency"),
    status: row.word("status", OFFER_STATUS),
    visibility: is_private ? "private" : by_request ? "request" : undefined,
    description: row.text("description"),
    preview_url: row.text("preview_url"),
    lookback_days: days(row.text("session_hours")),
    ends_at: row.at("expiration_date", "UTC"),
    goals: [
      defaultGoal({
        name: row.text("default_goal_name"),
        ...tunePrices(row),
        ...(row.flag("approve_conversions") === true
          ? { default_status: "pending" as const }
          : {}),
        ...(allows_many === false ? { dedupe: "click" as const } : {}),
      }),
    ],
  });
  yield* capsIn(row, CAPS, { campaign: id });
}

/** Whole days for a session in hours, at least one. */
function days(hours: string | undefined): number | undefined {
  if (hours === undefined || !/^\d{1,6}$/.test(hours)) return undefined;
  return Math.max(1, Math.ceil(Number(hours) / HOURS_A_DAY));
}

function* caps(row: MoveRow): Iterable<MovedThing> {
  const campaign = row.needId("offer_id");
  yield* capsIn(row, CAPS, { campaign, affiliate: row.id("affiliate_id") });
}

function* approval(row: MoveRow): Iterable<MovedThing> {
  yield {
    kind: "approval",
    campaign: row.needId("offer_id"),
    affiliate: row.needId("affiliate_id"),
    status: row.word("approval_status", APPROVAL) ?? "approved",
  };
}

function* payout(row: MoveRow): Iterable<MovedThing> {
  const payout = plainPrice(row.amount("payout"), row.amount("percent_payout"));
  if (payout === undefined) throw new RowFault("It has no payout");
  yield filled({
    kind: "price",
    campaign: row.needId("offer_id"),
    affiliate: row.needId("affiliate_id"),
    goal: row.id("goal_id"),
    payout,
  });
}

/** A payout by what is sent with a click or sale, for which an offer isn't named. */
function* structure(row: MoveRow): Iterable<MovedThing> {
  const conditions = ["adv_sub", "aff_sub"].flatMap((stem) =>
    [stem, ...[2, 3, 4, 5].map((number) => `${stem}${number}`)].flatMap(
      (field) => {
        const value = row.text(field);
        const operator = row.text(`${field}_operator`) ?? "EQUALS";
        return value === undefined ? [] : [`${field} ${operator} ${value}`];
      },
    ),
  );
  const partner = row.id("partner_id");
  const of = partner === undefined ? "" : ` for the partner ${partner}`;
  const paid = row.text("payout") ?? "?";
  const reason = `${row.need("name")} pays ${paid}${of} where ${conditions.join(" and ") || "nothing is asked"}: the file names no offer, so make a goal or a price by hand`;
  yield { kind: "skipped", reason: reason.slice(0, 1_000) };
}

function* postback(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "endpoint",
    old_id: row.id("id"),
    affiliate: row.id("affiliate_id"),
    campaign: row.id("offer_id"),
    goal: row.id("goal_id"),
    ...postbackOf(row, row.need("code"), TUNE_MACROS),
  });
}

function* conversion(row: MoveRow): Iterable<MovedThing> {
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id: row.id("tune_event_id") ?? row.needId("transaction_id"),
    click: row.id("transaction_id"),
    campaign: row.needId("offer_id"),
    affiliate: row.needId("affiliate_id"),
    goal: row.id("goal_id"),
    order_id: row.text("adv_sub"),
    amount: row.amount("sale_amount"),
    currency: row.currency("currency"),
    payout: row.amount("payout"),
    revenue: row.amount("revenue"),
    status: row.word("status", SALE_STATUS) ?? "approved",
    converted_at: row.needAt("datetime"),
    clicked_at: row.at("session_datetime"),
    subs: labelsOf(row, SUB_FIELDS),
  });
}

const SUBS = subColumns(
  "affiliate_info# aff_sub# Stat.affiliate_info# Partner_Sub_ID_#",
);
SUBS["sub1"] += " aff_sub";
const CONDITIONS = Object.fromEntries(
  ["adv_sub", "aff_sub"].flatMap((stem) =>
    ["", "2", "3", "4", "5"].flatMap((number) => [
      [`${stem}${number}`, `${stem}${number}`],
      [`${stem}${number}_operator`, `${stem}${number}_operator`],
    ]),
  ),
);

/** TUNE: its lists and reports as CSV. Offers' dates are UTC; a report's times are of the report's zone. */
export const TUNE_TABLES: TrackerTables = {
  tracker: "TUNE",
  form: { backslash_quotes: true },
  specs: [
    {
      name: "advertisers",
      columns: {
        id: "id",
        company: "company",
        status: "status",
        currency: "currency",
      },
      needs: ["id", "company"],
      read: advertiser,
    },
    {
      name: "affiliates",
      file_words: ["partners"],
      columns: {
        id: "id",
        company: "company",
        status: "status",
        email: "email",
        currency: "currency",
      },
      needs: ["id", "company"],
      read: affiliate,
    },
    {
      name: "offers",
      columns: {
        id: "id",
        name: "name",
        description: "description",
        offer_url: "offer_url",
        preview_url: "preview_url",
        expiration_date: "expiration_date",
        status: "status",
        advertiser_id: "advertiser_id",
        currency: "currency",
        is_private: "is_private",
        require_approval: "require_approval",
        allow_multiple_conversions: "allow_multiple_conversions",
        approve_conversions: "approve_conversions",
        session_hours: "session_hours",
        redirect_offer_id: "redirect_offer_id",
        default_goal_name: "default_goal_name",
        ...TUNE_PRICE_COLUMNS,
        ...CAP_COLUMNS,
      },
      needs: ["id", "name", "offer_url"],
      read: offer,
    },
    TUNE_GOALS,
    {
      name: "payout_structures",
      file_words: ["structures"],
      columns: {
        name: "name",
        payout: "payout",
        revenue: "revenue",
        amount: "amount",
        partner_id: "partner_id",
        ...CONDITIONS,
      },
      needs: ["name", "payout", "adv_sub|adv_sub2|adv_sub3|aff_sub|aff_sub2"],
      read: structure,
    },
    {
      name: "affiliate_payouts",
      file_words: ["offer_payouts"],
      columns: {
        offer_id: "offer_id",
        affiliate_id: "affiliate_id partner_id",
        goal_id: "goal_id",
        payout: "payout",
        percent_payout: "percent_payout",
      },
      needs: ["offer_id", "affiliate_id", "payout|percent_payout"],
      read: payout,
    },
    {
      name: "approvals",
      file_words: ["affiliate_offers"],
      columns: {
        offer_id: "offer_id",
        affiliate_id: "affiliate_id partner_id",
        approval_status: "approval_status",
      },
      needs: ["offer_id", "affiliate_id", "approval_status"],
      read: approval,
    },
    {
      name: "conversion_caps",
      columns: {
        offer_id: "offer_id",
        affiliate_id: "affiliate_id partner_id",
        ...CAP_COLUMNS,
      },
      needs: ["offer_id", "conversion_cap|payout_cap|revenue_cap"],
      read: caps,
    },
    {
      name: "postbacks",
      file_words: ["offer_pixels", "pixels"],
      columns: {
        id: "id",
        affiliate_id: "affiliate_id partner_id",
        offer_id: "offer_id",
        goal_id: "goal_id",
        code: "code url",
      },
      needs: ["affiliate_id", "code"],
      read: postback,
    },
    {
      name: "conversions",
      file_words: ["conversion_report"],
      columns: {
        tune_event_id: "tune_event_id Stat.tune_event_id id Stat.id",
        transaction_id: "transaction_id ad_id Stat.ad_id",
        offer_id: "offer_id Stat.offer_id",
        affiliate_id: "affiliate_id Stat.affiliate_id partner_id",
        goal_id: "goal_id Stat.goal_id",
        adv_sub: "adv_sub advertiser_info Stat.advertiser_info",
        sale_amount: "sale_amount Stat.sale_amount amount",
        currency: "currency Stat.currency",
        payout: "payout Stat.payout",
        revenue: "revenue Stat.revenue",
        status: "status Stat.status",
        datetime: "datetime Stat.datetime Date/Time",
        session_datetime: "session_datetime Stat.session_datetime",
        ...SUBS,
      },
      needs: [
        "offer_id",
        "affiliate_id",
        "datetime",
        "tune_event_id|transaction_id",
      ],
      read: conversion,
    },
  ],
};

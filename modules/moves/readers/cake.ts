import type {
  MovedCampaign,
  MovedConversion,
  MovedThing,
} from "../moved_thing.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { CAKE_MACROS } from "./tracker_macros.ts";
import {
  defaultGoal,
  destinationOf,
  postbackOf,
  priceOf,
  subColumns,
} from "./tracker_offer.ts";
import type { PriceWords } from "./tracker_offer.ts";
import { saleFields } from "./sale_fields.ts";
import type { TrackerTables } from "./tracker_tables.ts";

const OFFER_STATUS = {
  active: "active",
  public: "active",
  private: "active",
  "apply to run": "active",
  paused: "paused",
  pending: "paused",
  expired: "paused",
  inactive: "archived",
} as const;
const VISIBILITY: Readonly<Record<string, "private" | "request" | "public">> = {
  public: "public",
  private: "private",
  "apply to run": "request",
};
const ACCOUNT_STATUS = {
  active: "active",
  pending: "pending",
  inactive: "blocked",
  rejected: "blocked",
  blocked: "blocked",
} as const;
const SALE_STATUS = {
  approved: "approved",
  pending: "pending",
  rejected: "rejected",
  scrubbed: "rejected",
  ignored: "rejected",
  returned: "reversed",
  reversed: "reversed",
} as const;
const APPROVAL = {
  active: "approved",
  approved: "approved",
  pending: "pending",
  inactive: "blocked",
  rejected: "rejected",
} as const;
const PRICES: PriceWords = {
  fixed: ["cpa", "fixed", "cpl"],
  percent: ["cps", "revshare", "rev_share", "percentage"],
  both: [],
  clicks: ["cpc", "cpm"],
};
const HOURS_A_DAY = 24;

function* advertiser(row: MoveRow): Iterable<MovedThing> {
  yield {
    kind: "advertiser",
    old_id: row.needId("id"),
    name: row.need("name"),
  };
}

function* affiliate(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "affiliate",
    old_id: row.needId("id"),
    name: row.need("name"),
    email: row.text("email"),
    status: row.word("status", ACCOUNT_STATUS),
  });
}

function* offer(row: MoveRow): Iterable<MovedThing> {
  const url = row.need("url");
  if (/\{[A-Za-z_]+\}/.test(url)) {
    row.notes.push(
      "Its address has macros in braces, which CAKE's older pages don't know: look at it",
    );
  }
  const word = row.text("status")?.toLowerCase().replaceAll("_", " ") ?? "";
  const hours = row.text("session_hours");
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: row.needId("id"),
    name: row.need("name"),
    advertiser: row.id("advertiser"),
    ...destinationOf(row, url, CAKE_MACROS),
    currency: currencyOf(row),
    status: row.word("status", OFFER_STATUS),
    visibility: VISIBILITY[word],
    description: row.text("description"),
    preview_url: row.text("preview_url"),
    lookback_days:
      hours !== undefined && /^\d{1,6}$/.test(hours)
        ? Math.max(1, Math.ceil(Number(hours) / HOURS_A_DAY))
        : undefined,
    ends_at: row.at("ends_at"),
    goals: [
      defaultGoal({
        payout: price(row, "payout"),
        revenue: price(row, "revenue"),
      }),
    ],
  });
}

/** A price; CAKE writes a share of the sale into the column of the amount. */
function price(row: MoveRow, side: string) {
  return priceOf(
    row,
    { type: `${side}_type`, amount: side, percent: `${side}_percent` },
    PRICES,
  );
}

/** Currencies have numbers, of which only the first is documented. */
function currencyOf(row: MoveRow): string | undefined {
  const text = row.text("currency");
  if (text === "1") return "USD";
  if (text === undefined || !/^\d+$/.test(text))
    return row.currency("currency");
  throw new RowFault(
    `Its currency has the number ${text}, which is not documented: write its code`,
  );
}

/** A campaign of theirs is an affiliate's right to an offer; links name it by affiliate and itself. */
function* campaign(row: MoveRow): Iterable<MovedThing> {
  const affiliate = row.needId("affiliate");
  const offer = row.needId("offer");
  yield {
    kind: "approval",
    campaign: offer,
    affiliate,
    status: row.word("status", APPROVAL) ?? "approved",
  };
  for (const code of new Set([row.id("id"), row.id("creative")])) {
    if (code === undefined) continue;
    yield {
      kind: "link",
      old_id: `${affiliate}/${code}`,
      campaign: offer,
      affiliate,
    };
  }
  const payout = price(row, "payout");
  if (payout !== undefined && payout.type !== "none") {
    yield { kind: "price", campaign: offer, affiliate, payout };
  }
  const url = row.text("postback_url");
  if (url !== undefined) {
    yield {
      kind: "endpoint",
      affiliate,
      campaign: offer,
      ...postbackOf(row, url, CAKE_MACROS),
    };
  }
}

function* conversion(row: MoveRow): Iterable<MovedThing> {
  const click = row.id("click");
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id:
      row.id("id") ?? `${row.needId("click")}/${row.text("transaction") ?? ""}`,
    click,
    campaign: row.needId("offer"),
    affiliate: row.id("affiliate"),
    goal: row.id("event"),
    order_id: row.text("transaction"),
    amount: row.amount("amount"),
    currency: currencyOf(row),
    ...saleFields(row, SALE_STATUS),
  });
}

/** CAKE: answers of its API as JSON, and CSV with the same names or those of its reports. */
export const CAKE_TABLES: TrackerTables = {
  tracker: "CAKE",
  specs: [
    {
      name: "advertisers",
      columns: { id: "advertiser_id", name: "advertiser_name name" },
      needs: ["id", "name"],
      read: advertiser,
    },
    {
      name: "affiliates",
      columns: {
        id: "affiliate_id",
        name: "affiliate_name name",
        email: "email contact_email email_address",
        status: "account_status account_status_name affiliate_status status",
      },
      needs: ["id", "name"],
      read: affiliate,
    },
    {
      name: "offers",
      columns: {
        id: "offer_id",
        name: "offer_name",
        advertiser: "advertiser_id",
        url: "offer_url default_offer_link offer_link",
        preview_url: "preview_url preview_link",
        currency: "currency currency_id",
        status: "offer_status offer_status_name status",
        description: "offer_description description",
        session_hours: "session_hours",
        ends_at: "expiration_date",
        payout_type: "payout_type price_format",
        payout: "payout",
        payout_percent: "payout_percent",
        revenue_type: "revenue_type",
        revenue: "revenue received",
        revenue_percent: "revenue_percent",
      },
      needs: ["id", "name", "url"],
      read: offer,
    },
    {
      name: "campaigns",
      columns: {
        id: "campaign_id",
        affiliate: "affiliate_id",
        offer: "offer_id",
        creative: "creative_id",
        status: "account_status campaign_status status",
        payout_type: "payout_type price_format",
        payout: "payout",
        payout_percent: "payout_percent",
        postback_url: "postback_url",
      },
      needs: ["id", "affiliate", "offer"],
      read: campaign,
    },
    {
      name: "conversions",
      columns: {
        id: "conversion_id",
        click: "click_id request_session_id",
        offer: "offer_id",
        affiliate: "affiliate_id",
        event: "event_id",
        transaction: "transaction_id",
        amount: "order_total sale_amount",
        currency: "currency currency_id",
        payout: "payout paid price",
        revenue: "revenue received",
        status: "conversion_status disposition status",
        converted_at: "conversion_date event_conversion_date",
        clicked_at: "click_date",
        ...subColumns("sub# s# sub_id_# subid_#"),
      },
      needs: ["offer", "converted_at", "id|click"],
      read: conversion,
    },
  ],
};

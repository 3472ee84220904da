import type { MoneyRule } from "../../../db/schema/mod.ts";
import type {
  MovedAffiliate,
  MovedCampaign,
  MovedConversion,
  MovedPrice,
  MovedThing,
} from "../moved_thing.ts";
import { capsIn } from "./caps_in.ts";
import {
  EVERFLOW_EVENTS,
  EVERFLOW_PRICE_COLUMNS,
  everflowGoals,
  everflowPrices,
} from "./everflow_events.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { EVERFLOW_MACROS } from "./tracker_macros.ts";
import { destinationOf, postbackOf, subColumns } from "./tracker_offer.ts";
import { saleFields } from "./sale_fields.ts";
import type { TrackerTables } from "./tracker_tables.ts";

const OFFER_STATUS = {
  active: "active",
  paused: "paused",
  pending: "paused",
  deleted: "archived",
} as const;
const ACCOUNT_STATUS = {
  active: "active",
  inactive: "blocked",
  suspended: "blocked",
  pending: "pending",
} as const;
const VISIBILITY = {
  public: "public",
  "require approval": "request",
  private: "private",
} as const;
const SALE_STATUS = {
  approved: "approved",
  pending: "pending",
  "on hold": "pending",
  rejected: "rejected",
  invalid: "rejected",
} as const;
const PERIODS = [
  ["daily", "day"],
  ["weekly", "week"],
  ["monthly", "month"],
  ["global", "total"],
] as const;
const METRICS = [
  ["conversion", "conversions"],
  ["payout", "payout"],
  ["revenue", "revenue"],
  ["click", "clicks"],
] as const;
const CAPS = METRICS.flatMap(([word, metric]) =>
  PERIODS.map(
    ([often, period]) => [`${often}_${word}_cap`, metric, period] as const,
  ),
);
function* advertiser(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "advertiser",
    old_id: row.needId("id"),
    name: row.need("name"),
    currency: row.currency("currency"),
  });
}

function* affiliate(row: MoveRow): Iterable<MovedThing> {
  yield filled<MovedAffiliate>({
    kind: "affiliate",
    old_id: row.needId("id"),
    name: row.need("name"),
    email: row.text("email"),
    status: row.word("status", ACCOUNT_STATUS),
    payout_currency: row.currency("currency"),
    codes: codesOf(row, "code"),
  });
  yield* balance(row);
}

/** Ids in links are encoded, and other than the ids in the lists. */
function codesOf(row: MoveRow, field: string): string[] | undefined {
  const code = row.id(field);
  if (code === undefined) {
    row.notes.push(
      "Its code in links is not in the file: links with codes are found once a file of tracking links is read",
    );
  }
  return code === undefined ? undefined : [code];
}

function* balance(row: MoveRow): Iterable<MovedThing> {
  const amount = row.amount("balance");
  if (amount === undefined || amount === "0") return;
  const currency = row.currency("currency");
  if (currency === undefined) throw new RowFault("Its balance has no currency");
  yield { kind: "balance", affiliate: row.needId("id"), currency, amount };
}

function* offer(row: MoveRow): Iterable<MovedThing> {
  const id = row.needId("id");
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: id,
    name: row.need("name"),
    advertiser: row.id("advertiser"),
    ...destinationOf(row, row.need("destination_url"), EVERFLOW_MACROS),
    currency: row.currency("currency"),
    status: row.word("status", OFFER_STATUS),
    visibility: row.word("visibility", VISIBILITY),
    description: row.text("description"),
    preview_url: row.text("preview_url"),
    ends_at: row.at("ends_at"),
    goals: everflowGoals(row),
    codes: codesOf(row, "code"),
  });
  if (row.flag("is_caps_enabled") !== false) {
    yield* capsIn(row, CAPS, { campaign: id });
  }
}

/** A custom payout or revenue, for some partners or all. */
function* custom(row: MoveRow): Iterable<MovedThing> {
  if (row.text("status")?.toLowerCase() === "inactive") {
    yield { kind: "skipped", reason: "It was inactive" };
    return;
  }
  const campaign = row.needId("offer");
  const event = row.id("event");
  if (event !== undefined) {
    row.notes.push(
      `It is for the event ${event}, which is looked for as a goal with that key`,
    );
  }
  const own =
    row.flag("is_apply_all_affiliates") === true ? [] : row.list("affiliates");
  const prices = everflowPrices(row);
  const payout = ofSales(prices.payout);
  const revenue = ofSales(prices.revenue);
  if (payout === undefined && revenue === undefined) {
    throw new RowFault("It has neither a payout nor a revenue for conversions");
  }
  for (const affiliate of own.length === 0 ? [undefined] : own) {
    yield filled<MovedPrice>({
      kind: "price",
      campaign,
      affiliate,
      goal: event,
      payout,
      revenue,
      valid_from: row.at("date_valid_from"),
      valid_to: row.at("date_valid_to"),
    });
  }
}

/** A price of conversions; undefined for one of clicks. */
function ofSales(price: MoneyRule | undefined): MoneyRule | undefined {
  return price?.type === "none" ? undefined : price;
}

/** A tracking link: the two codes in its path are the id of ours. */
function* link(row: MoveRow): Iterable<MovedThing> {
  const url = row.need("url");
  const path = URL.parse(url)?.pathname ?? "";
  const [, affiliate, offer] =
    /^\/([A-Za-z0-9]+)\/([A-Za-z0-9]+)\/?$/.exec(path) ?? [];
  if (affiliate === undefined || offer === undefined) {
    throw new RowFault(
      "Its address has no two codes in its path, as in /2CTPL/7XDN2/",
    );
  }
  yield {
    kind: "link",
    old_id: `${affiliate}/${offer}`,
    campaign: row.needId("offer"),
    affiliate: row.needId("affiliate"),
  };
}

function* postback(row: MoveRow): Iterable<MovedThing> {
  const method = row.text("delivery_method")?.toLowerCase();
  if (method !== undefined && method !== "postback") {
    yield {
      kind: "skipped",
      reason: `It is delivered as ${method}, which nothing here does`,
    };
    return;
  }
  yield filled({
    kind: "endpoint",
    old_id: row.id("id"),
    affiliate: row.id("affiliate"),
    campaign: row.id("offer"),
    goal: row.id("event"),
    ...postbackOf(row, row.need("url"), EVERFLOW_MACROS),
  });
}

function* conversion(row: MoveRow): Iterable<MovedThing> {
  const is_event = row.flag("is_event") === true;
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id: row.needId("id"),
    click: row.id("transaction_id"),
    campaign: row.needId("offer"),
    affiliate: row.needId("affiliate"),
    goal: is_event ? (row.id("event_id") ?? row.id("event")) : undefined,
    order_id: row.text("order_id"),
    amount: row.amount("sale_amount"),
    currency: row.currency("currency"),
    ...saleFields(row, SALE_STATUS),
  });
}

/** Everflow: exports of its lists and of the conversion report, as CSV or JSON. */
export const EVERFLOW_TABLES: TrackerTables = {
  tracker: "Everflow",
  specs: [
    {
      name: "advertisers",
      columns: {
        id: "network_advertiser_id advertiser_id",
        name: "name",
        currency: "default_currency_id currency_id currency",
        status: "account_status status",
      },
      needs: ["id", "name"],
      read: advertiser,
    },
    {
      name: "affiliates",
      file_words: ["partners"],
      columns: {
        id: "network_affiliate_id affiliate_id partner_id",
        name: "name",
        email: "email",
        status: "account_status status",
        currency: "default_currency_id currency_id currency",
        code: "encoded_value encoded_id",
        balance: "balance",
      },
      needs: ["id", "name"],
      read: affiliate,
    },
    {
      name: "offers",
      columns: {
        id: "network_offer_id offer_id",
        name: "name",
        advertiser: "network_advertiser_id advertiser_id",
        destination_url: "destination_url",
        currency: "currency_id currency",
        status: "offer_status status",
        visibility: "visibility",
        description: "html_description description",
        preview_url: "preview_url",
        ends_at: "date_live_until",
        code: "encoded_value encoded_id",
        is_caps_enabled: "is_caps_enabled",
        entries: "relationship.payout_revenue.entries payout_revenue",
        ...EVERFLOW_PRICE_COLUMNS,
        ...Object.fromEntries(CAPS.map(([field]) => [field, field])),
      },
      needs: ["id", "name", "destination_url"],
      read: offer,
    },
    EVERFLOW_EVENTS,
    {
      name: "custom_payouts",
      file_words: ["custom_settings", "custom"],
      columns: {
        offer: "network_offer_id offer_id",
        event: "network_offer_payout_revenue_id event_id",
        affiliates: "affiliates_ids network_affiliate_ids affiliate_ids",
        is_apply_all_affiliates: "is_apply_all_affiliates",
        status: "status custom_setting_status",
        name: "name",
        description: "description",
        date_valid_from: "date_valid_from",
        date_valid_to: "date_valid_to",
        ...EVERFLOW_PRICE_COLUMNS,
      },
      needs: [
        "offer",
        "affiliates|is_apply_all_affiliates",
        "payout_type|revenue_type",
      ],
      read: custom,
    },
    {
      name: "links",
      file_words: ["tracking_links"],
      columns: {
        affiliate: "network_affiliate_id affiliate_id partner_id",
        offer: "network_offer_id offer_id",
        url: "tracking_link tracking_url url link",
      },
      needs: ["affiliate", "offer", "url"],
      read: link,
    },
    {
      name: "postbacks",
      file_words: ["pixels"],
      columns: {
        id: "network_pixel_id pixel_id id",
        affiliate: "network_affiliate_id affiliate_id partner_id",
        offer: "network_offer_id offer_id",
        event: "network_offer_payout_revenue_id event_id",
        delivery_method: "delivery_method",
        url: "postback_url",
        status: "pixel_status status",
      },
      needs: ["url"],
      read: postback,
    },
    {
      name: "conversions",
      columns: {
        id: "conversion_id",
        transaction_id: "transaction_id",
        offer: "network_offer_id offer_id relationship.offer.network_offer_id",
        affiliate:
          "network_affiliate_id affiliate_id partner_id relationship.affiliate.network_affiliate_id",
        is_event: "is_event",
        event_id: "event_id",
        event: "event event_name",
        order_id: "order_id",
        sale_amount: "sale_amount",
        currency: "currency_id currency",
        payout: "payout",
        revenue: "revenue",
        status: "status",
        converted_at: "conversion_unix_timestamp unix_timestamp date",
        clicked_at: "click_unix_timestamp",
        ...subColumns("sub#"),
      },
      needs: ["id", "offer", "affiliate", "converted_at"],
      read: conversion,
    },
  ],
};

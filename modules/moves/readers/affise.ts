import type {
  MovedCampaign,
  MovedConversion,
  MovedPrice,
  MovedThing,
} from "../moved_thing.ts";
import { AFFISE_MACROS } from "./tracker_macros.ts";
import { affiseCaps, affisePrices } from "./affise_terms.ts";
import { listOf } from "./json_list.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import {
  defaultGoal,
  destinationOf,
  postbackOf,
  subColumns,
} from "./tracker_offer.ts";
import { saleFields } from "./sale_fields.ts";
import type { TrackerTables } from "./tracker_tables.ts";

const OFFER_STATUS = {
  active: "active",
  suspended: "paused",
  paused: "paused",
  stopped: "archived",
  disabled: "archived",
} as const;
const PRIVACY = {
  public: "public",
  protected: "request",
  private: "private",
} as const;
const ACCOUNT_STATUS = {
  active: "active",
  "on moderation": "pending",
  "not active": "blocked",
  inactive: "blocked",
  banned: "blocked",
} as const;
const SALE_STATUS = {
  "1": "approved",
  approved: "approved",
  confirmed: "approved",
  "2": "pending",
  pending: "pending",
  "3": "rejected",
  declined: "rejected",
  "not found": "rejected",
  "5": "pending",
  hold: "pending",
} as const;
/** An id and a name in one cell, as in `(44) Shoes`. */
const ID_IN_NAME = /^\(?(\d{1,12})\)?(?:\s|$)/;

function* advertiser(row: MoveRow): Iterable<MovedThing> {
  yield {
    kind: "advertiser",
    old_id: row.needId("id"),
    name: row.need("title"),
  };
}

function* affiliate(row: MoveRow): Iterable<MovedThing> {
  const id = row.needId("id");
  yield filled({
    kind: "affiliate",
    old_id: id,
    name: row.text("login") ?? row.need("email"),
    email: row.text("email"),
    status: row.word("status", ACCOUNT_STATUS),
  });
  for (const [name, text] of row.cellsFrom("balance")) {
    const [, currency] = /^([a-z]{3})balance$/.exec(name) ?? [];
    if (currency === undefined || !/^-?\d+(?:\.\d+)?$/.test(text)) continue;
    if (/^-?0+(?:\.0+)?$/.test(text)) continue;
    const cells = { currency: currency.toUpperCase(), amount: text };
    yield { kind: "balance", affiliate: id, ...cells };
  }
  for (const one of listOf(row.json("postbacks"))) {
    const url = one["url"] ?? one["postback_url"];
    if (typeof url !== "string" || url === "") continue;
    const offer = one["offer_id"];
    yield filled({
      kind: "endpoint",
      old_id: one["id"] === undefined ? undefined : String(one["id"]),
      affiliate: id,
      campaign:
        typeof offer === "number" && offer !== 0 ? String(offer) : undefined,
      ...postbackOf(row, url, AFFISE_MACROS),
    });
  }
}

function* postback(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "endpoint",
    old_id: row.id("id"),
    affiliate: row.needId("affiliate"),
    campaign: row.id("offer"),
    goal: row.id("goal"),
    ...postbackOf(row, row.need("url"), AFFISE_MACROS),
  });
}

function* offer(row: MoveRow): Iterable<MovedThing> {
  const id = row.needId("id");
  const { goals, prices, currency } = affisePrices(row, id);
  const countries = row.list("countries");
  const is_strict = row.flag("strictly_country") === true;
  if (countries.length > 0 && !is_strict) {
    row.notes.push(
      `Its countries ${countries.join(", ").slice(0, 200)} were not kept by Affise, so they aren't here`,
    );
  }
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: id,
    name: row.need("title"),
    advertiser: row.id("advertiser"),
    ...destinationOf(row, row.need("url"), AFFISE_MACROS),
    currency: currency ?? row.currency("currency"),
    status: row.word("status", OFFER_STATUS),
    visibility: row.word("privacy", PRIVACY),
    description: row.text("description"),
    preview_url: row.text("preview_url"),
    fallback_url: row.text("trafficback_url"),
    ends_at: row.at("stop_at"),
    countries:
      is_strict && countries.length > 0 ? { allow: countries } : undefined,
    goals: goals.length === 0 ? [defaultGoal({})] : goals,
  });
  yield* prices satisfies MovedPrice[];
  yield* affiseCaps(row, id);
}

function* conversion(row: MoveRow): Iterable<MovedThing> {
  const word = row.text("status")?.toLowerCase();
  if (word === "5" || word === "hold") {
    row.notes.push("It was on hold: it waits here as pending");
  }
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id: row.id("id") ?? row.needId("click"),
    click: row.id("click"),
    campaign: idIn(row, "offer"),
    affiliate: idIn(row, "affiliate"),
    goal: row.id("goal"),
    order_id: row.text("action_id"),
    amount: row.amount("sum"),
    currency: row.currency("currency"),
    ...saleFields(row, SALE_STATUS),
  });
}

function idIn(row: MoveRow, field: string): string {
  const text = row.need(field);
  const [, id] = ID_IN_NAME.exec(text) ?? [];
  if (id === undefined)
    throw new RowFault(`Its ${field} "${text.slice(0, 60)}" has no id`);
  return id;
}

/** Affise: answers of its API as JSON, or tables as CSV with the same names; the conversions' CSV. */
export const AFFISE_TABLES: TrackerTables = {
  tracker: "Affise",
  specs: [
    {
      name: "advertisers",
      columns: { id: "id", title: "title", email: "email" },
      needs: ["id", "title"],
      read: advertiser,
    },
    {
      name: "affiliates",
      file_words: ["partners"],
      columns: {
        id: "id",
        login: "login name title",
        email: "email",
        status: "status",
        postbacks: "postbacks",
      },
      needs: ["id", "email"],
      prefixes: ["balance"],
      read: affiliate,
    },
    {
      name: "postbacks",
      columns: {
        id: "id",
        affiliate: "pid affiliate_id partner_id",
        offer: "offer_id",
        goal: "goal",
        url: "url postback_url",
      },
      needs: ["affiliate", "url"],
      read: postback,
    },
    {
      name: "offers",
      columns: {
        id: "id",
        title: "title",
        advertiser: "advertiser advertiser.id",
        url: "url",
        currency: "currency",
        status: "status",
        privacy: "privacy level",
        description: "description description_lang.en",
        preview_url: "preview_url url_preview",
        trafficback_url: "trafficback_url",
        stop_at: "stopDate stop_at",
        countries: "countries",
        strictly_country: "strictly_country",
        payments: "payments",
        partner_payments: "partner_payments",
        caps: "caps",
      },
      needs: ["id", "title", "url"],
      read: offer,
    },
    {
      name: "conversions",
      columns: {
        id: "conversion_id id",
        action_id: "action_id",
        click: "clickid click_id cbid",
        offer: "offer_id offer.id offer",
        affiliate: "partner_id partner.id affiliate_id affiliate partner pid",
        goal: "goal_value goal",
        sum: "sum order_sum",
        currency: "currency",
        payout: "payouts payout",
        revenue: "revenue",
        status: "status",
        converted_at: "created_at conversion_date",
        clicked_at: "click_time click_date",
        ...subColumns("sub#"),
      },
      needs: ["offer", "affiliate", "converted_at", "id|click"],
      read: conversion,
    },
  ],
};

import type {
  MovedCampaign,
  MovedConversion,
  MovedThing,
} from "../moved_thing.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { BINOM_MACROS } from "./tracker_macros.ts";
import { defaultGoal, destinationOf } from "./tracker_offer.ts";
import type { TrackerTables } from "./tracker_tables.ts";

function* offer(row: MoveRow): Iterable<MovedThing> {
  const is_auto = row.flag("auto") === true;
  const amount = row.amount("payout") ?? "0";
  const network = row.text("network");
  const country = row.text("country");
  if (network !== undefined) {
    yield { kind: "advertiser", old_id: network, name: network };
  }
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: row.needId("id"),
    name: row.need("name"),
    advertiser: network,
    ...destinationOf(row, row.need("url"), BINOM_MACROS),
    currency: row.currency("currency"),
    status: row.text("status") === "0" ? "archived" : undefined,
    description: country === undefined ? undefined : `Country: ${country}`,
    goals: [
      defaultGoal({
        revenue: is_auto ? { type: "as_sent" } : { type: "fixed", amount },
        payout: { type: "none" },
      }),
    ],
  });
}

/** A campaign's key is its link; the rotation behind it is in no export, so the offer must be named. */
function* campaign(row: MoveRow): Iterable<MovedThing> {
  const key = row.needId("key");
  if (row.text("status") === "0") {
    yield { kind: "skipped", reason: "It was deleted" };
    return;
  }
  const offer = row.id("offer");
  if (offer === undefined) {
    throw new RowFault(
      `Its rotation is in no export: add a column offer_id, or make a link with the external id ${key}`,
    );
  }
  yield { kind: "link", old_id: key, campaign: offer };
}

function* conversion(row: MoveRow): Iterable<MovedThing> {
  const click = row.needId("click");
  const transaction = row.text("transaction");
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id: transaction === undefined ? click : `${click}/${transaction}`,
    click,
    campaign: row.needId("offer"),
    order_id: transaction,
    revenue: row.amount("payout"),
    currency: row.currency("currency"),
    status: statusOf(row),
    converted_at: row.needAt("converted_at"),
    clicked_at: row.at("clicked_at"),
  });
}

/** Statuses are free text in Binom; the words that everybody uses are known. */
function statusOf(row: MoveRow): MovedConversion["status"] {
  const word = row.text("status")?.toLowerCase() ?? "";
  if (/^(?:lead|hold|pending|new|wait|reg)/.test(word)) return "pending";
  if (/^(?:reject|declin|trash|cancel|spam)/.test(word)) return "rejected";
  if (
    word !== "" &&
    !/^(?:sale|approv|confirm|paid|rebill|conversion)/.test(word)
  ) {
    throw new RowFault(`Its status "${word.slice(0, 60)}" is not known`);
  }
  return "approved";
}

/** Binom: reports of its API as JSON or CSV. The `.binom` file isn't documented, and is not read. */
export const BINOM_TABLES: TrackerTables = {
  tracker: "Binom",
  specs: [
    {
      name: "offers",
      columns: {
        id: "id offer_id",
        name: "name",
        url: "url",
        auto: "auto payout_auto is_auto",
        payout: "payout",
        currency: "currency",
        upsell: "upsell",
        country: "country country_code geo",
        group: "group group_name",
        network: "network aff_network network_name affiliate_network",
        status: "status",
      },
      needs: ["id", "name", "url", "payout|auto"],
      read: offer,
    },
    {
      name: "campaigns",
      columns: {
        id: "id campaign_id",
        name: "name",
        key: "keyword key",
        status: "status",
        offer: "offer_id offer",
        source: "ts ts_name ts_id traffic_source",
        group: "group_id group_name",
        url: "url link",
        created: "date_cr create_date date_ct start_date",
        statistics:
          "clicks bots profit roi lp_ctr leads cr epc cpc revenue rev cost spend landing_clicks offer_clicks lp_cl off_cl is_note note current_cpc auto_cpc",
      },
      needs: ["key", "name"],
      read: campaign,
    },
    {
      name: "conversions",
      columns: {
        click: "click_id clickid",
        offer: "offer_id",
        transaction: "transaction_id txid tid",
        payout: "payout revenue pay",
        currency: "currency cnv_currency",
        status: "status cnv_status",
        converted_at: "conversion_time conversion_date conv_time",
        clicked_at: "click_time click_date",
      },
      needs: ["click", "offer", "converted_at"],
      read: conversion,
    },
  ],
};

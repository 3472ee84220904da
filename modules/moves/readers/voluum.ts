import type {
  MovedCampaign,
  MovedConversion,
  MovedRow,
  MovedThing,
  MoveFile,
  MoveOptions,
} from "../moved_thing.ts";
import { filled } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { VOLUUM_MACROS } from "./tracker_macros.ts";
import {
  defaultGoal,
  destinationOf,
  labelsOf,
  SUB_FIELDS,
  subColumns,
} from "./tracker_offer.ts";
import { tablesReader } from "./tracker_tables.ts";
import type { TableSpec } from "./tracker_tables.ts";

/** The offer that most of a campaign's visitors went to, by a report. */
interface Led {
  offer: string;
  visits: number;
  offers: number;
}

/** Rows of several files that belong together. */
class VoluumState {
  readonly networks = new Set<string>();
  readonly led = new Map<string, Led>();
  readonly campaigns: { row: MoveRow; id: string; flow: string }[] = [];
}

/** Campaigns that wait for a report. */
const CAMPAIGNS_MAX = 200_000;

/**
 * Reads Voluum's CSV of offers and campaigns, and its reports. An offer is a campaign of ours, a
 * campaign a link by its id; which offer a campaign's flow leads to is only in a report of visits
 * by campaign and offer.
 */
export function voluumReader(completing: readonly TableSpec[]) {
  return async function* readVoluum(
    files: MoveFile[],
    options: MoveOptions = {},
  ): AsyncGenerator<MovedRow, void, undefined> {
    const state = new VoluumState();
    const specs = [...specsOf(state), ...completing];
    yield* tablesReader({ tracker: "Voluum", specs })(files, options);
    for (const { row, id, flow } of state.campaigns) {
      yield* row.said(linkOf(row, id, flow, state.led.get(id)));
    }
  };
}

function* linkOf(
  row: MoveRow,
  id: string,
  flow: string,
  led: Led | undefined,
): Iterable<MovedThing> {
  if (led === undefined) {
    const reason = `The campaign's flow ${flow} is in no file: give a report of visits by campaign and offer, or make a link with the external id ${id}`;
    yield { kind: "unreadable", reason };
    return;
  }
  if (led.offers > 1) {
    row.notes.push(
      `Its visitors went to ${led.offers} offers, and the link leads to the one that most went to: make a smart link for the others`,
    );
  }
  yield { kind: "link", old_id: id, campaign: led.offer };
}

function* offer(row: MoveRow, state: VoluumState): Iterable<MovedThing> {
  const id = row.needId("id");
  const network = row.id("network");
  if (network !== undefined && !state.networks.has(network)) {
    state.networks.add(network);
    row.notes.push(
      "Its affiliate network is known by its id only: give the advertiser a name",
    );
    yield {
      kind: "advertiser",
      old_id: network,
      name: `Affiliate network ${network.slice(0, 8)}`,
    };
  }
  const amount = row.amount("payout");
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: id,
    name: row.need("name"),
    advertiser: network,
    ...destinationOf(row, row.need("url"), VOLUUM_MACROS),
    currency: row.options.currency,
    description: described(row),
    goals: [
      defaultGoal({
        revenue:
          amount === undefined
            ? { type: "as_sent" }
            : { type: "fixed", amount },
        payout: { type: "none" },
      }),
    ],
  });
  const limit = row.amount("daily_cap");
  if (row.flag("cap_enabled") !== true || limit === undefined) return;
  const other = row.id("cap_offer");
  if (other !== undefined) {
    row.notes.push(
      `Above its cap visitors went to the offer ${other}: set a fallback`,
    );
  }
  yield filled({
    kind: "cap" as const,
    campaign: id,
    metric: "conversions" as const,
    period: "day" as const,
    limit,
    timezone: row.timezone("cap_timezone"),
  });
}

/** A country and tags are labels in Voluum, and keep no visitor out. */
function described(row: MoveRow): string | undefined {
  const country = row.text("country");
  const tags = row.text("tags");
  const lines = [
    ...(country === undefined ? [] : [`Country: ${country}`]),
    ...(tags === undefined ? [] : [`Tags: ${tags}`]),
  ];
  return lines.length === 0 ? undefined : lines.join("\n");
}

function* campaign(row: MoveRow, state: VoluumState): Iterable<MovedThing> {
  const id = row.needId("id");
  if (state.campaigns.length >= CAMPAIGNS_MAX) {
    yield {
      kind: "unreadable",
      reason: `Campaigns before it are ${CAMPAIGNS_MAX}: split the move`,
    };
    return;
  }
  const flow = row.id("flow") ?? "";
  state.campaigns.push({ row, id, flow });
}

function* visits(row: MoveRow, state: VoluumState): Iterable<MovedThing> {
  const campaign = row.needId("campaign");
  const offer = row.id("offer");
  if (offer === undefined) return;
  const count = Number((row.text("visits") ?? "0").replaceAll(/[\s,]/g, ""));
  const visits = Number.isFinite(count) ? count : 0;
  const led = state.led.get(campaign);
  if (led === undefined) {
    state.led.set(campaign, { offer, visits, offers: 1 });
    return;
  }
  led.offers++;
  if (visits > led.visits) Object.assign(led, { offer, visits });
}

function* conversion(row: MoveRow): Iterable<MovedThing> {
  const click = row.needId("click");
  const transaction = row.text("transaction");
  const type = row.text("type");
  if (type !== undefined) row.notes.push(`Its type was ${type.slice(0, 60)}`);
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id: transaction === undefined ? click : `${click}/${transaction}`,
    click,
    campaign: row.needId("offer"),
    order_id: transaction,
    revenue: row.amount("revenue"),
    currency: row.currency("currency") ?? row.options.currency,
    status: "approved",
    converted_at: row.needAt("converted_at"),
    clicked_at: row.at("clicked_at"),
    subs: labelsOf(row, SUB_FIELDS),
  });
}

function specsOf(state: VoluumState): TableSpec[] {
  return [
    {
      name: "offers",
      columns: {
        id: "#1offersid offer_id",
        name: "2offersname offer_name",
        url: "3offersurl 3url offer_url",
        country: "4countrycode offer_country",
        network: "5affiliatenetworkid affiliate_network_id",
        payout: "6payout offer_payout",
        tags: "7tags tags",
        cap_enabled: "8conversioncapenabled",
        daily_cap: "9dailycap",
        cap_timezone: "10conversioncaptimezone 10captimezone",
        cap_offer: "11conversioncapredirectofferid 11capredirectofferid",
      },
      needs: ["id", "name", "url"],
      read: (row) => offer(row, state),
    },
    {
      name: "campaigns",
      columns: {
        id: "#1campaignid",
        name: "2campaignsname 2name",
        source: "3trafficsourceid",
        country: "4countrycode 4country",
        cost_model: "5costmodel",
        cost_value: "6costvalue",
        redirect: "7redirectmode",
        tags: "8tags",
        flow: "9flowid",
      },
      needs: ["id", "flow"],
      read: (row) => campaign(row, state),
    },
    {
      name: "conversions",
      columns: {
        click: "click_id",
        external_id: "external_id",
        campaign: "campaign_id",
        offer: "offer_id",
        transaction: "transaction_id",
        type: "conversion_type",
        revenue: "revenue",
        currency: "currency",
        converted_at: "postback_timestamp conversion_timestamp",
        clicked_at: "visit_timestamp click_timestamp",
        ...subColumns("custom_variable_#"),
      },
      needs: ["click", "offer", "converted_at"],
      read: conversion,
    },
    {
      name: "visits",
      file_words: ["report"],
      columns: {
        campaign: "campaign_id",
        offer: "offer_id",
        visits: "visits",
        campaign_name: "campaign_name campaign",
        offer_name: "offer_name offer",
      },
      needs: ["campaign", "offer", "visits"],
      read: (row) => visits(row, state),
    },
  ];
}

import type { MoneyRule } from "../../../db/schema/mod.ts";
import type {
  MovedCampaign,
  MovedCap,
  MovedRow,
  MovedThing,
} from "../moved_thing.ts";
import { guarded } from "./dump_tables.ts";
import type { KeptTables } from "./dump_tables.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { KEITARO_MACROS } from "./tracker_macros.ts";
import { defaultGoal, destinationOf } from "./tracker_offer.ts";

const GONE = new Set(["deleted", "archived"]);

/** Affiliate networks: those who pay, so advertisers of ours. */
export function* keitaroNetworks(kept: KeptTables): Iterable<MovedRow> {
  for (const row of kept.rows("affiliate_networks")) {
    yield* guarded(row, () =>
      row.said([
        isGone(row)
          ? skipped("It was deleted")
          : {
              kind: "advertiser",
              old_id: row.needId("id"),
              name: row.need("name"),
            },
      ]),
    );
  }
}

/** Traffic sources: they send the visitors, so affiliates of ours, who are paid nothing. */
export function* keitaroSources(kept: KeptTables): Iterable<MovedRow> {
  for (const row of kept.rows("traffic_sources")) {
    yield* guarded(row, () => {
      if (isGone(row)) return row.said([skipped("It was deleted")]);
      const old_id = row.needId("id");
      return row.said([{ kind: "affiliate", old_id, name: row.need("name") }]);
    });
  }
}

export function* keitaroDomains(kept: KeptTables): Iterable<MovedRow> {
  for (const row of kept.rows("domains")) {
    yield* guarded(row, () => {
      if (isGone(row)) return row.said([skipped("It was deleted")]);
      const campaign = row.id("default_campaign_id");
      if (campaign !== undefined) {
        row.notes.push(
          `Its bare address led to Keitaro's campaign ${campaign}: set a fallback`,
        );
      }
      if (row.flag("wildcard") === true) {
        row.notes.push("Its subdomains answered, too: add those that you use");
      }
      return row.said([{ kind: "domain", host: row.need("name") }]);
    });
  }
}

/** Offers, each a campaign of ours with one price, and its cap. */
export function* keitaroOffers(
  kept: KeptTables,
  currency: string | undefined,
): Iterable<MovedRow> {
  const params = new Map(
    kept
      .rows("affiliate_networks")
      .map((row) => [row.peek("id"), row.peek("offer_param")]),
  );
  for (const row of kept.rows("offers")) {
    yield* guarded(row, () => {
      const network = row.id("affiliate_network_id");
      const param = network === undefined ? undefined : params.get(network);
      return row.said(offer(row, param, currency));
    });
  }
}

function* offer(
  row: MoveRow,
  param: string | undefined,
  currency: string | undefined,
): Iterable<MovedThing> {
  const id = row.needId("id");
  if (row.text("state") === "deleted") {
    yield skipped("It was deleted");
    return;
  }
  if (row.text("offer_type") === "local") {
    throw new RowFault(
      "It is a page on Keitaro's own server, which has no address to lead to",
    );
  }
  const url = row.text("url") ?? row.text("action_payload");
  if (url === undefined || !/^https?:\/\//i.test(url)) {
    throw new RowFault("It has no http address to lead to");
  }
  const country = row.text("country");
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: id,
    name: row.need("name"),
    advertiser: row.id("affiliate_network_id"),
    ...destinationOf(row, withParam(url, param), KEITARO_MACROS),
    currency: row.currency("payout_currency") ?? currency,
    status: row.text("state") === "archived" ? "archived" : "active",
    description: description(row.text("notes"), country),
    goals: [defaultGoal({ revenue: revenueOf(row), payout: { type: "none" } })],
  });
  yield* cap(row, id);
}

function description(
  notes: string | undefined,
  country: string | undefined,
): string | undefined {
  const countries = country?.replaceAll(/[[\]"]/g, "").trim() ?? "";
  const lines = [
    notes,
    countries === "" ? undefined : `Countries: ${countries}`,
  ];
  const given = lines.filter((line) => line !== undefined);
  return given.length === 0 ? undefined : given.join("\n");
}

/** Keitaro appends the network's own parameters to each of its offers. */
export function withParam(url: string, param: string | undefined): string {
  if (param === undefined) return url;
  const bare = param.replace(/^[?&]/, "");
  return url + (url.includes("?") ? "&" : "?") + bare;
}

function revenueOf(row: MoveRow): MoneyRule {
  if (row.flag("payout_auto") === true) return { type: "as_sent" };
  const type = row.text("payout_type")?.toUpperCase();
  if (type === "CPC") {
    row.notes.push("It pays for clicks: set a price of clicks by hand");
    return { type: "none" };
  }
  return { type: "fixed", amount: row.amount("payout_value") ?? "0" };
}

function* cap(row: MoveRow, campaign: string): Iterable<MovedThing> {
  const limit = row.amount("daily_cap") ?? "0";
  if (row.flag("conversion_cap_enabled") !== true || limit === "0") return;
  const other = row.id("alternative_offer_id");
  if (other !== undefined) {
    row.notes.push(
      `Above its cap visitors went to the offer ${other}: set a fallback`,
    );
  }
  yield filled<MovedCap>({
    kind: "cap",
    campaign,
    metric: "conversions",
    period: "day",
    limit,
    timezone: row.timezone("conversion_timezone"),
  });
}

export function isGone(row: MoveRow): boolean {
  return GONE.has(row.text("state") ?? "active");
}

export function skipped(reason: string): MovedThing {
  return { kind: "skipped", reason };
}

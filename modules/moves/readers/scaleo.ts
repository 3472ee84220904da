import type { MoneyRule } from "../../../db/schema/mod.ts";
import { foldColumn } from "../../reconciliation/mod.ts";
import type {
  MovedCampaign,
  MovedConversion,
  MovedGoal,
  MovedThing,
} from "../moved_thing.ts";
import type { GoalThing } from "./gather_goals.ts";
import { listOf } from "./json_list.ts";
import { filled, MoveRow, RowFault } from "./move_row.ts";
import { SCALEO_MACROS } from "./tracker_macros.ts";
import {
  defaultGoal,
  destinationOf,
  plainPrice,
  postbackOf,
  subColumns,
} from "./tracker_offer.ts";
import { saleFields } from "./sale_fields.ts";
import type { TrackerTables } from "./tracker_tables.ts";

/** Words, and the numbers of its older API. */
const OFFER_STATUS = {
  active: "active",
  "3": "active",
  testing: "active",
  "1": "active",
  inactive: "paused",
  "4": "paused",
} as const;
const VISIBILITY = {
  public: "public",
  "1": "public",
  "require approval": "request",
  "2": "request",
  private: "private",
  "3": "private",
} as const;
const ACCOUNT_STATUS = {
  active: "active",
  pending: "pending",
  inactive: "blocked",
  blocked: "blocked",
  declined: "blocked",
} as const;
const SALE_STATUS = {
  approved: "approved",
  pending: "pending",
  hold: "pending",
  rejected: "rejected",
  trash: "rejected",
} as const;
const APPROVAL = {
  allowed: "approved",
  approved: "approved",
  pending: "pending",
  denied: "blocked",
  rejected: "rejected",
} as const;

function* advertiser(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "advertiser",
    old_id: row.needId("id"),
    name: row.need("name"),
    currency: row.currency("currency"),
  });
}

function* affiliate(row: MoveRow): Iterable<MovedThing> {
  const id = row.needId("id");
  const currency = row.currency("currency");
  yield filled({
    kind: "affiliate",
    old_id: id,
    name: row.need("name"),
    email: row.text("email"),
    status: row.word("status", ACCOUNT_STATUS),
    payout_currency: currency,
  });
  const amount = row.amount("balance");
  if (amount === undefined || amount === "0") return;
  if (currency === undefined) throw new RowFault("Its balance has no currency");
  yield { kind: "balance", affiliate: id, currency, amount };
}

function* offer(row: MoveRow): Iterable<MovedThing> {
  const goals = goalsOf(row);
  const days = row.text("lookback_days");
  yield filled<MovedCampaign>({
    kind: "campaign",
    old_id: row.needId("id"),
    name: row.need("title"),
    advertiser: row.id("advertiser"),
    ...destinationOf(row, row.need("url"), SCALEO_MACROS),
    currency: row.currency("currency"),
    status: row.word("status", OFFER_STATUS),
    visibility: row.word("visibility", VISIBILITY),
    timezone: row.timezone("timezone"),
    description: row.text("description"),
    preview_url: row.text("preview_url"),
    lookback_days:
      days !== undefined && /^\d{1,4}$/.test(days) ? Number(days) : undefined,
    ends_at: row.at("ends_at"),
    goals:
      goals.length > 0
        ? goals
        : [
            defaultGoal({
              payout: plainPrice(
                row.amount("payout"),
                row.amount("payout_percent"),
              ),
              revenue: plainPrice(
                row.amount("revenue"),
                row.amount("revenue_percent"),
              ),
            }),
          ],
  });
}

/** Goals of an offer in JSON, of which the first is the default one if none says so. */
function goalsOf(row: MoveRow): MovedGoal[] {
  const entries = listOf(row.json("goals"));
  const goals = entries.map((entry) => {
    const cells = new Map(
      Object.entries(entry).map(([name, value]) => [
        foldColumn(name),
        typeof value === "object" ? "" : String(value),
      ]),
    );
    const one = new MoveRow(row, cells, GOAL, row.options);
    const goal = goalOf(one);
    row.notes.push(...one.notes);
    return goal;
  });
  const [first, ...rest] = goals;
  if (first === undefined || goals.some((goal) => goal.is_default === true)) {
    return goals;
  }
  return [{ ...first, is_default: true }, ...rest];
}

/** A goal: its id is the key that postbacks name. */
function goalOf(row: MoveRow): MovedGoal {
  const key = row.needId("goal");
  const type = row.text("type")?.toUpperCase() ?? "CPA";
  if (type === "CPC") {
    row.notes.push(
      "A goal of it pays for clicks: set a price of clicks by hand",
    );
  }
  const price = (side: string): MoneyRule | undefined => {
    if (type === "CPC") return { type: "none" };
    const amount = row.amount(side);
    return type === "CPS"
      ? plainPrice(undefined, amount)
      : plainPrice(amount, undefined);
  };
  const is_pending = row.text("goal_status")?.toLowerCase() === "pending";
  return filled<MovedGoal>({
    key,
    name: row.text("title") ?? `Goal ${key}`,
    is_default: row.flag("is_default") === true ? true : undefined,
    payout: price("payout"),
    revenue: price("revenue"),
    default_status: is_pending ? "pending" : undefined,
  });
}

const GOAL = {
  goal: "goal_id id",
  title: "title goal_title goal_name name",
  type: "type goal_type",
  payout: "payout",
  revenue: "revenue",
  is_default: "is_default",
  goal_status: "conversion_status",
};

function* goal(row: MoveRow): Iterable<GoalThing> {
  yield { kind: "goal", campaign: row.needId("offer"), goal: goalOf(row) };
}

function* access(row: MoveRow): Iterable<MovedThing> {
  yield {
    kind: "approval",
    campaign: row.needId("offer"),
    affiliate: row.needId("affiliate"),
    status: row.word("status", APPROVAL) ?? "approved",
  };
}

function* postback(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "endpoint",
    old_id: row.id("id"),
    affiliate: row.needId("affiliate"),
    campaign: row.id("offer"),
    goal: row.id("goal"),
    ...postbackOf(row, row.need("url"), SCALEO_MACROS),
  });
}

function* conversion(row: MoveRow): Iterable<MovedThing> {
  if (row.text("status")?.toLowerCase() === "hold") {
    row.notes.push("It was on hold: it waits here as pending");
  }
  yield filled<MovedConversion>({
    kind: "conversion",
    old_id: row.needId("id"),
    click: row.id("click"),
    campaign: row.needId("offer"),
    affiliate: row.needId("affiliate"),
    goal: row.id("goal"),
    order_id: row.text("order_id"),
    amount: row.amount("amount"),
    currency: row.currency("currency"),
    ...saleFields(row, SALE_STATUS),
  });
}

/** Scaleo: answers of its API as JSON, or CSV with the same names. */
export const SCALEO_TABLES: TrackerTables = {
  tracker: "Scaleo",
  specs: [
    {
      name: "advertisers",
      columns: {
        id: "advertiser_id id",
        name: "company_name company name title",
        currency: "currency",
        email: "email",
        status: "status",
      },
      needs: ["id", "name"],
      read: advertiser,
      by_name_only: true,
    },
    {
      name: "affiliates",
      columns: {
        id: "affiliate_id id",
        name: "company_name company name title",
        email: "email",
        status: "status",
        currency: "currency",
        balance: "balance",
      },
      needs: ["id", "name"],
      read: affiliate,
      by_name_only: true,
    },
    {
      name: "offers",
      columns: {
        id: "offer_id id",
        title: "title offer_name name",
        advertiser: "advertiser_id",
        url: "default_landing_page landing_page_url lp_url url",
        currency: "currency",
        status: "status status_id",
        visibility: "visibility avail_type",
        timezone: "timezone time_zone",
        description: "description notes",
        preview_url: "preview_url",
        lookback_days: "c_lifespan cookie_lifetime",
        ends_at: "expiration_date end_date",
        goals: "goals",
        payout: "payout",
        payout_percent: "payout_percent",
        revenue: "revenue",
        revenue_percent: "revenue_percent",
      },
      needs: ["id", "title", "url"],
      read: offer,
    },
    {
      name: "goals",
      columns: { offer: "offer_id", ...GOAL },
      needs: ["offer", "goal", "payout|revenue"],
      read: goal,
      by_name_only: true,
    },
    {
      name: "approvals",
      file_words: ["access"],
      columns: {
        offer: "offer_id",
        affiliate: "affiliate_id",
        status: "status access",
      },
      needs: ["offer", "affiliate", "status"],
      read: access,
      by_name_only: true,
    },
    {
      name: "postbacks",
      columns: {
        id: "id postback_id",
        affiliate: "affiliate_id",
        offer: "offer_id",
        goal: "goal_id",
        url: "url postback_url code",
        status: "status",
      },
      needs: ["affiliate", "url"],
      read: postback,
    },
    {
      name: "conversions",
      columns: {
        id: "transaction_id conversion_id lead_id",
        click: "click_id",
        offer: "offer_id",
        affiliate: "affiliate_id",
        goal: "goal_id goal_alias",
        order_id: "adv_order_id",
        amount: "amount",
        currency: "currency offer_currency",
        payout: "payout",
        revenue: "revenue",
        status: "conv_status conversion_status status",
        converted_at: "conversion_time added_timestamp conversion_date added",
        clicked_at: "click_time click_timestamp click_date",
        ...subColumns("sub_id# sub_id_#"),
      },
      needs: ["id", "offer", "affiliate", "converted_at"],
      read: conversion,
    },
  ],
};

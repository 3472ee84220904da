import type { MoneyRule } from "../../../db/schema/mod.ts";
import type {
  MovedCap,
  MovedEndpoint,
  MovedGoal,
  MovedThing,
} from "../moved_thing.ts";
import type { GoalThing } from "./gather_goals.ts";
import { filled, RowFault } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { labelsOf, plainPrice, SUB_FIELDS } from "./tracker_offer.ts";
import type { TableSpec } from "./tracker_tables.ts";

/** Our own columns of each kind, and of every tracker's file that isn't an export of it. */
type PlainKind = TableSpec & { fields: string };

const STATUS = {
  active: "active",
  pending: "pending",
  blocked: "blocked",
} as const;
const CAMPAIGN_STATUS = {
  active: "active",
  paused: "paused",
  archived: "archived",
} as const;
const VISIBILITY = {
  public: "public",
  request: "request",
  private: "private",
} as const;
const APPROVAL = {
  approved: "approved",
  pending: "pending",
  rejected: "rejected",
  blocked: "blocked",
} as const;
const SALE_STATUS = {
  pending: "pending",
  approved: "approved",
  rejected: "rejected",
  reversed: "reversed",
} as const;
const METRIC = {
  clicks: "clicks",
  conversions: "conversions",
  payout: "payout",
  revenue: "revenue",
} as const;
const PERIOD = {
  hour: "hour",
  day: "day",
  week: "week",
  month: "month",
  total: "total",
} as const;
const DEDUPE = { order: "order", click: "click", none: "none" } as const;
const GOAL_STATUS = { pending: "pending", approved: "approved" } as const;

function kind(
  name: string,
  fields: string,
  needs: string,
  read: TableSpec["read"],
): PlainKind {
  const columns = Object.fromEntries(
    fields.split(" ").map((field) => [field, field]),
  );
  return {
    name,
    fields,
    columns,
    needs: needs.split(" "),
    read,
    by_name_only: true,
  };
}

/** The row's price of a side; `as_sent` means the amount that the advertiser sends. */
function priceIn(row: MoveRow, side: string): MoneyRule | undefined {
  const text = row.text(side);
  if (text === "as_sent" || text === "none") return { type: text };
  return plainPrice(row.amount(side), row.amount(`${side}_percent`));
}

function goalIn(row: MoveRow): Omit<MovedGoal, "name"> {
  return filled<Omit<MovedGoal, "name">>({
    payout: priceIn(row, "payout"),
    revenue: priceIn(row, "revenue"),
    default_status: row.word("default_status", GOAL_STATUS),
    dedupe: row.word("dedupe", DEDUPE),
  });
}

function countries(row: MoveRow) {
  const allow = row.list("countries_allow");
  const deny = row.list("countries_deny");
  if (allow.length + deny.length === 0) return undefined;
  return {
    ...(allow.length === 0 ? {} : { allow }),
    ...(deny.length === 0 ? {} : { deny }),
  };
}

function codes(row: MoveRow): string[] | undefined {
  const list = row.list("codes");
  return list.length === 0 ? undefined : list;
}

function lookbackDays(row: MoveRow): number | undefined {
  const text = row.text("lookback_days");
  if (text === undefined) return undefined;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new RowFault("Its lookback days are no whole number");
}

function* advertiser(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "advertiser",
    old_id: row.needId("id"),
    name: row.need("name"),
    currency: row.currency("currency"),
    timezone: row.timezone("timezone"),
  });
}

function* affiliate(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "affiliate",
    old_id: row.needId("id"),
    name: row.need("name"),
    email: row.text("email"),
    status: row.word("status", STATUS),
    timezone: row.timezone("timezone"),
    payout_currency: row.currency("payout_currency"),
    min_payout: row.amount("min_payout"),
    codes: codes(row),
  });
}

function* campaign(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "campaign",
    old_id: row.needId("id"),
    name: row.need("name"),
    advertiser: row.id("advertiser"),
    destination_url: row.need("destination_url"),
    currency: row.currency("currency"),
    status: row.word("status", CAMPAIGN_STATUS),
    visibility: row.word("visibility", VISIBILITY),
    timezone: row.timezone("timezone"),
    description: row.text("description"),
    preview_url: row.text("preview_url"),
    fallback_url: row.text("fallback_url"),
    lookback_days: lookbackDays(row),
    starts_at: row.at("starts_at"),
    ends_at: row.at("ends_at"),
    countries: countries(row),
    goals: [{ ...goalIn(row), name: "Default", is_default: true }],
    codes: codes(row),
  });
}

function* goal(row: MoveRow): Iterable<GoalThing> {
  const key = row.id("key");
  yield {
    kind: "goal",
    campaign: row.needId("campaign"),
    goal: filled<MovedGoal>({
      ...goalIn(row),
      name: row.text("name") ?? key ?? "Default",
      key,
      is_default: row.flag("default"),
    }),
  };
}

function* approval(row: MoveRow): Iterable<MovedThing> {
  yield {
    kind: "approval",
    campaign: row.needId("campaign"),
    affiliate: row.needId("affiliate"),
    status: row.word("status", APPROVAL) ?? "approved",
  };
}

function* price(row: MoveRow): Iterable<MovedThing> {
  const payout = priceIn(row, "payout");
  const revenue = priceIn(row, "revenue");
  if (payout === undefined && revenue === undefined) {
    throw new RowFault("It has neither payout nor revenue");
  }
  yield filled({
    kind: "price",
    campaign: row.needId("campaign"),
    affiliate: row.id("affiliate"),
    goal: row.id("goal"),
    payout,
    revenue,
    valid_from: row.at("valid_from"),
    valid_to: row.at("valid_to"),
  });
}

function* link(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "link",
    old_id: row.needId("id"),
    campaign: row.needId("campaign"),
    affiliate: row.id("affiliate"),
    subs: labelsOf(row, SUB_FIELDS),
    fallback_url: row.text("fallback_url"),
    paused: row.flag("paused"),
  });
}

function* endpoint(row: MoveRow): Iterable<MovedThing> {
  yield filled<MovedEndpoint>({
    kind: "endpoint",
    old_id: row.id("id"),
    affiliate: row.id("affiliate"),
    campaign: row.id("campaign"),
    goal: row.id("goal"),
    url: row.need("url"),
    method: row.word("method", { get: "GET", post: "POST" } as const),
    untranslated: [],
  });
}

function* domain(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "domain",
    host: row.need("host"),
    fallback_url: row.text("fallback_url"),
  });
}

function* cap(row: MoveRow): Iterable<MovedThing> {
  yield filled<MovedCap>({
    kind: "cap",
    campaign: row.needId("campaign"),
    affiliate: row.id("affiliate"),
    goal: row.id("goal"),
    metric: row.word("metric", METRIC) ?? "conversions",
    period: row.word("period", PERIOD) ?? "day",
    limit: row.amount("limit") ?? row.need("limit"),
    timezone: row.timezone("timezone"),
  });
}

function* block(row: MoveRow): Iterable<MovedThing> {
  const values = row.list("values");
  if (values.length === 0) throw new RowFault("It has no values");
  yield filled({
    kind: "block",
    campaign: row.id("campaign"),
    affiliate: row.id("affiliate"),
    field: row.need("field"),
    op: row.text("op") ?? "in",
    values,
    reason: row.text("reason"),
  });
}

function* click(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "click",
    old_id: row.needId("id"),
    clicked_at: row.needAt("clicked_at"),
    campaign: row.id("campaign"),
    affiliate: row.id("affiliate"),
    link: row.id("link"),
    click_ref: row.text("click_ref"),
    source: row.text("source"),
    subs: labelsOf(row, SUB_FIELDS),
    ip: row.text("ip"),
    country: row.text("country"),
    user_agent: row.text("user_agent"),
  });
}

function* conversion(row: MoveRow): Iterable<MovedThing> {
  yield filled({
    kind: "conversion",
    old_id: row.needId("id"),
    click: row.id("click"),
    campaign: row.needId("campaign"),
    affiliate: row.id("affiliate"),
    goal: row.id("goal"),
    order_id: row.text("order_id"),
    amount: row.amount("amount"),
    currency: row.currency("currency"),
    payout: row.amount("payout"),
    revenue: row.amount("revenue"),
    status: row.word("status", SALE_STATUS) ?? "approved",
    converted_at: row.needAt("converted_at"),
    clicked_at: row.at("clicked_at"),
    subs: labelsOf(row, SUB_FIELDS),
  });
}

function* balance(row: MoveRow): Iterable<MovedThing> {
  const currency = row.currency("currency");
  if (currency === undefined) throw new RowFault("It has no currency");
  yield {
    kind: "balance",
    affiliate: row.needId("affiliate"),
    currency,
    amount: row.amount("amount") ?? row.need("amount"),
  };
}

const SUBS = SUB_FIELDS.join(" ");

/** Kinds of rows in plain CSV, each with its columns as `docs/guide/moving-in.md` lists them. */
export const PLAIN_KINDS: readonly PlainKind[] = [
  kind("advertisers", "id name currency timezone", "id name", advertiser),
  kind(
    "affiliates",
    "id name email status timezone payout_currency min_payout codes",
    "id name",
    affiliate,
  ),
  kind(
    "campaigns",
    "id name advertiser destination_url currency status visibility timezone description preview_url fallback_url lookback_days starts_at ends_at countries_allow countries_deny payout payout_percent revenue revenue_percent default_status dedupe codes",
    "id name destination_url",
    campaign,
  ),
  kind(
    "goals",
    "campaign key name default payout payout_percent revenue revenue_percent default_status dedupe",
    "campaign",
    goal,
  ),
  kind(
    "approvals",
    "campaign affiliate status",
    "campaign affiliate",
    approval,
  ),
  kind(
    "prices",
    "campaign affiliate goal payout payout_percent revenue revenue_percent valid_from valid_to",
    "campaign payout|payout_percent|revenue|revenue_percent",
    price,
  ),
  kind(
    "links",
    `id campaign affiliate ${SUBS} fallback_url paused`,
    "id campaign",
    link,
  ),
  kind("endpoints", "id affiliate campaign goal url method", "url", endpoint),
  kind("domains", "host fallback_url", "host", domain),
  kind(
    "caps",
    "campaign affiliate goal metric period limit timezone",
    "campaign limit",
    cap,
  ),
  kind(
    "blocks",
    "campaign affiliate field op values reason",
    "field values",
    block,
  ),
  kind(
    "clicks",
    `id clicked_at campaign affiliate link click_ref source ${SUBS} ip country user_agent`,
    "id clicked_at",
    click,
  ),
  kind(
    "conversions",
    `id click campaign affiliate goal order_id amount currency payout revenue status converted_at clicked_at ${SUBS}`,
    "id campaign converted_at",
    conversion,
  ),
  kind(
    "balances",
    "affiliate currency amount",
    "affiliate currency amount",
    balance,
  ),
];

/** Things that are made many at once from a table. */
export type BulkKind =
  "affiliates" | "advertisers" | "campaigns" | "goals" | "payouts" | "links";

/** How a cell is read. */
type Reading = "text" | "id" | "number" | "yes" | "rule";

/** A column of a table, and where the API has what stands in it. */
interface Column {
  reading: Reading;
  path: string;
}

type Columns = Readonly<Record<string, Column>>;

/** Goals that a campaign's row may have; more are added by rows of goals. */
const GOALS_OF_ROW = 3;

/** The columns that a table of each kind may have. */
export const BULK_COLUMNS: Readonly<Record<BulkKind, Columns>> = {
  affiliates: same({
    name: "text",
    email: "text",
    external_id: "text",
    status: "text",
    timezone: "text",
    payout_currency: "text",
    min_payout: "text",
    schedule: "text",
    tax_id: "text",
    payment_hold: "yes",
  }),
  advertisers: same({
    name: "text",
    external_id: "text",
    currency: "text",
    timezone: "text",
    terms_days: "number",
    tax_id: "text",
    plain_postback: "text",
  }),
  campaigns: {
    ...same({
      name: "text",
      advertiser_id: "id",
      destination_url: "text",
      currency: "text",
    }),
    ...goalColumns(),
    ...same({
      external_id: "text",
      status: "text",
      visibility: "text",
      fallback_url: "text",
      starts_at: "text",
      ends_at: "text",
      timezone: "text",
      lookback_days: "number",
      payout_currency: "text",
      description: "text",
      terms: "text",
    }),
  },
  goals: same({
    campaign_id: "id",
    key: "text",
    name: "text",
    revenue: "rule",
    payout: "rule",
    default_status: "text",
    default: "yes",
    dedupe: "text",
    after: "text",
    lookback_days: "number",
    max_per_click: "number",
    hold_days: "number",
    auto_approve_days: "number",
  }),
  payouts: same({
    campaign_id: "id",
    goal_key: "text",
    affiliate_id: "id",
    revenue: "rule",
    payout: "rule",
    valid_from: "text",
    valid_to: "text",
  }),
  links: {
    ...same({ campaign_id: "id", affiliate_id: "id", external_id: "text" }),
    ...at("subs.", { sub1: "text", sub2: "text", sub3: "text" }),
    ...same({ deep_link: "text", fallback_url: "text" }),
  },
};

/** The columns that no row of a kind may lack. */
export const BULK_NEEDED: Readonly<Record<BulkKind, readonly string[]>> = {
  affiliates: ["name"],
  advertisers: ["name"],
  campaigns: [
    "name",
    "advertiser_id",
    "destination_url",
    "currency",
    "goal_key",
    "revenue",
    "payout",
  ],
  goals: ["campaign_id", "key", "revenue", "payout"],
  payouts: ["campaign_id", "goal_key"],
  links: ["campaign_id", "affiliate_id"],
};

/** Kinds whose rows say what is paid. */
export const WITH_PRICES: readonly BulkKind[] = [
  "campaigns",
  "goals",
  "payouts",
];

/** As many as the API makes at once. */
export const BULK_MAX = 1000;

/** The column that a heading names: by its own name, or by the API's. */
export function columnNamed(kind: BulkKind, heading: string): string {
  const name = heading.trim().toLowerCase().replaceAll(/[ -]+/g, "_");
  const columns = BULK_COLUMNS[kind];
  if (name in columns) return name;
  return Object.keys(columns).find((at) => columns[at]?.path === name) ?? name;
}

/** The column of a field that the API refuses; the field itself where it is in none. */
export function columnOf(kind: BulkKind, field: string): string {
  const within = (outer: string, inner: string) =>
    inner === outer || inner.startsWith(`${outer}.`);
  const columns = Object.entries(BULK_COLUMNS[kind]);
  const found =
    columns.find(([, { path }]) => within(path, field)) ??
    columns.find(([, { path }]) => within(field, path));
  return found?.[0] ?? field;
}

function same(readings: Readonly<Record<string, Reading>>): Columns {
  return at("", readings);
}

function at(
  before: string,
  readings: Readonly<Record<string, Reading>>,
): Columns {
  return Object.fromEntries(
    Object.entries(readings).map(([name, reading]) => [
      name,
      { reading, path: `${before}${name}` },
    ]),
  );
}

/** `goal_key`, `revenue`, … of a campaign's first goal, `goal_key_2`, … of its second. */
function goalColumns(): Columns {
  const fields = {
    goal_key: { reading: "text", path: "key" },
    goal_name: { reading: "text", path: "name" },
    goal_status: { reading: "text", path: "default_status" },
    revenue: { reading: "rule", path: "revenue" },
    payout: { reading: "rule", path: "payout" },
  } as const;
  return Object.fromEntries(
    Array.from({ length: GOALS_OF_ROW }, (_, goal) =>
      Object.entries(fields).map(([name, { reading, path }]) => [
        goal === 0 ? name : `${name}_${goal + 1}`,
        { reading, path: `goals.${goal}.${path}` },
      ]),
    ).flat(),
  );
}

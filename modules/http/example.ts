import type { TSchema } from "@sinclair/typebox";

/** Example texts by field name, for schemas without an example. */
const TEXTS: Readonly<Record<string, string>> = {
  email: "ada@network.example",
  name: "Summer sale",
  url: "https://shop.example/landing?click_id={click_id}",
  destination: "https://shop.example/landing?click_id={click_id}",
  timezone: "Europe/Berlin",
  payout_currency: "EUR",
  country: "DE",
  currency: "EUR",
  reason: "Agreed with the advertiser",
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-12-01T00:00:00.000Z",
  key: "sale",
  slug: "k3x9m2pq",
  ip: "203.0.113.7",
  user_agent: "Mozilla/5.0",
  password: "correct horse battery staple",
  external_id: "crm-4711",
  tax_id: "DE123456789",
  order_id: "A-1001",
  customer_id: "C-77",
  click_id: "840t40njrm06wag02g000004gmsxebbw",
  click_ref: "w8f2k1",
  conversion_id: "019a9e5c-1000-7000-8000-0123456789ab",
  amount: "49.90",
  revenue: "20.00",
  payout: "12.50",
  refunded: "0.00",
  min_payout: "50.00",
  min_amount: "10.00",
  percent: "8",
  fx_spread_percent: "1.5",
  row_percent: "1",
  statement_percent: "0.5",
  row_amount: "0.01",
  statement_amount: "1.00",
  goal: "sale",
  goal_key: "sale",
  goals: "sale",
  after: "lead",
  status: "approved",
  statuses: "approved",
  raw_status: "confirmed",
  outcome: "recorded",
  method: "GET",
  detail: "goal is unknown: orders",
  code: "unknown_goal",
  masked: "…3000",
  token: "th_2f8c…",
  secret: "whsec_…",
  fallback_url: "https://shop.example/",
  destination_url: "https://shop.example/landing?click_id={click_id}",
  deep_link: "https://shop.example/shoes/42",
  deep_link_hosts: "shop.example",
  click_param: "click_id",
  domain: "tracker.example",
  reference: "SEPA 2026-0001",
  payment_method: "bank",
  date: "2026-11-22",
  base: "EUR",
  up_to: "2026-12-01T00:00:00Z",
  event_from: "2026-11-01T00:00:00Z",
  event_to: "2026-12-01T00:00:00Z",
  description: "Shoes for the winter",
  terms: "No brand bidding.",
  file_name: "november.csv",
  columns: "Order",
  column: "Order",
  created_by: "session 019a9e5c-1000-7000-8000-0123456789ab",
  source: "newsletter",
  campaign: "Winter shoes",
  affiliate: "Harbour Media",
  limit: "1000",
  note: "Asked the advertiser on 2 December",
  owner: "ada@network.example",
  message: "must be one of active, paused",
  field: "country",
  op: "in",
  values: "DE",
  allow: "DE",
  deny: "US",
  referrer: "https://blog.example/shoes",
};
/** Example texts by pattern. */
const BY_PATTERN: Readonly<Record<string, string>> = {
  "^[A-Za-z]{2}$": "DE",
  "^(source|sub([1-9]|10))$": "sub1",
  '^[^"\\r\\n]$': ";",
  "^[0-9]{1,4}$": "5239",
  "^[A-Za-z0-9._-]{1,100}$": "example123.skadnetwork",
  "^[A-Z0-9]{10}$": "ABCDE12345",
  "^[A-Za-z0-9.-]{1,155}$": "com.northwind.shoes",
  "^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)+$": "com.northwind.shoes",
  "^([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}$": Array(32).fill("AB").join(":"),
  "^/[!-~]{0,255}$": "/c/*",
};
/** Example of a text without other constraints. */
const ANY_TEXT = "text";
const DEPTH_MAX = 12;

/** Returns an example that fits a schema: its own if it has one. */
export function exampleOf(schema: TSchema, field = "", depth = 0): unknown {
  const { examples, const: only, anyOf, type } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if (only !== undefined) return only;
  if (schema.default !== undefined) return schema.default;
  if (depth > DEPTH_MAX) return null;
  if (Array.isArray(anyOf)) {
    return exampleOf(firstOf(anyOf as TSchema[]), field, depth + 1);
  }
  if (type === "object") return exampleObject(schema, depth);
  if (type === "array") {
    const items = schema.items as TSchema | readonly TSchema[] | undefined;
    if (items === undefined) return [];
    if ("length" in items && Array.isArray(items)) {
      return items.map((item) => exampleOf(item as TSchema, field, depth + 1));
    }
    return [exampleOf(items as TSchema, field, depth + 1)];
  }
  if (type === "string") return exampleText(schema, field);
  if (type === "integer" || type === "number") {
    return Math.max(
      Number(schema.multipleOf ?? 1),
      Number(schema.minimum ?? 1),
    );
  }
  if (type === "boolean") return true;
  return null;
}

function firstOf(schemas: readonly TSchema[]): TSchema {
  const first = schemas.find(({ type }) => type !== "null") ?? schemas[0];
  if (first === undefined) throw new Error("A union has no member");
  return first;
}

function exampleObject(schema: TSchema, depth: number) {
  const properties = (schema.properties ?? {}) as Record<string, TSchema>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      exampleOf(property, name, depth + 1),
    ]),
  );
}

function exampleText(schema: TSchema, field: string): string {
  const text =
    BY_PATTERN[String(schema.pattern)] ??
    TEXTS[field] ??
    (/_currency$/.test(field) ? TEXTS.currency : undefined) ??
    (/_at$/.test(field) ? TEXTS.from : undefined);
  const min = Number(schema.minLength ?? 0);
  return (text ?? ANY_TEXT).padEnd(min, "x");
}

import type { ApiClient } from "./api_client.ts";
import type { TestDatabase } from "./harness.ts";
import { readAllRows } from "./table_rows.ts";

/** A row of a move as the API shows it. */
export interface ShownRow {
  no: number;
  file: string;
  row_no: number;
  kind: string;
  old_id: string | null;
  verdict: string | null;
  reason: string | null;
  id: string | null;
  state: string;
  notes: string[];
}

/** A move as the API shows it. */
export interface ShownMove {
  id: string;
  status: string;
  problem: string | null;
  done: number;
  total: number;
  counts: {
    kind: string;
    verdict: string | null;
    state: string;
    count: number;
  }[];
  rows: ShownRow[];
}

/** A plain CSV of things, each in a row of its own; goals have rows of theirs. */
export function fileOf(
  things: readonly Record<string, unknown>[],
  name = "network.csv",
) {
  const cells = things.flatMap(cellsOf);
  const columns = [...new Set(cells.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...cells.map((row) => columns.map((at) => row[at]))];
  const text = lines.map((line) => line.map(quoted).join(",")).join("\n");
  return { name, text: `${text}\n` };
}

type Cells = Record<string, unknown>;

function cellsOf(thing: Cells): Cells[] {
  const { old_id, goals, countries, payout, revenue, subs, ...others } = thing;
  const { allow = [], deny = [] } = (countries ?? {}) as Record<
    string,
    string[]
  >;
  const row = {
    ...others,
    ...(old_id === undefined ? {} : { id: old_id }),
    ...(subs as Cells | undefined),
    ...priceCells({ payout, revenue }),
    ...(countries === undefined
      ? {}
      : { countries_allow: allow.join("|"), countries_deny: deny.join("|") }),
  };
  const of_goals = ((goals ?? []) as Cells[]).map((goal) => ({
    kind: "goal",
    campaign: old_id,
    ...{ key: goal["key"], name: goal["name"], default: goal["is_default"] },
    ...priceCells(goal),
  }));
  return [row, ...of_goals];
}

function priceCells({ payout, revenue }: Cells): Cells {
  const amountOf = (rule: unknown) =>
    typeof rule === "object" && rule !== null
      ? (rule as { amount?: string }).amount
      : rule;
  return { payout: amountOf(payout), revenue: amountOf(revenue) };
}

function quoted(value: unknown): string {
  if (value === undefined || value === null) return "";
  return `"${String(value as string).replaceAll('"', '""')}"`;
}

/** A small network of another tracker: two affiliates, an advertiser, two campaigns. */
export const NETWORK: readonly Record<string, unknown>[] = [
  {
    kind: "advertiser",
    old_id: "3",
    name: "Northwind Shoes",
    currency: "USD",
  },
  {
    kind: "affiliate",
    old_id: "7",
    name: "Harbour Media",
    email: "ada@harbour.example",
    payout_currency: "USD",
    min_payout: "50",
  },
  { kind: "affiliate", old_id: "8", name: "Meadow", status: "pending" },
  {
    kind: "campaign",
    old_id: "12",
    name: "Winter shoes",
    advertiser: "3",
    destination_url: "https://shop.example/landing?s={sub1}",
    currency: "USD",
    visibility: "request",
    countries: { deny: ["ru", "BY"] },
    goals: [
      {
        name: "Sale",
        key: "1",
        is_default: true,
        payout: { type: "fixed", amount: "12.50" },
        revenue: { type: "fixed", amount: "20.00" },
      },
      { name: "Lead", key: "2", payout: { type: "fixed", amount: "1" } },
    ],
  },
  {
    kind: "campaign",
    old_id: "13",
    name: "Summer shoes",
    destination_url: "https://shop.example/summer",
    currency: "USD",
    goals: [],
  },
  { kind: "approval", campaign: "12", affiliate: "7", status: "approved" },
  {
    kind: "price",
    campaign: "12",
    affiliate: "7",
    goal: "1",
    payout: { type: "fixed", amount: "14" },
  },
  {
    kind: "link",
    old_id: "abc123",
    campaign: "13",
    affiliate: "7",
    subs: { sub1: "mail" },
  },
  {
    kind: "endpoint",
    old_id: "e1",
    affiliate: "7",
    url: "https://harbour.example/pb?c={click_ref}&p={payout}",
  },
  {
    kind: "cap",
    campaign: "12",
    metric: "conversions",
    period: "day",
    limit: "50",
  },
  {
    kind: "block",
    campaign: "12",
    affiliate: "8",
    field: "sub1",
    op: "equals",
    values: ["bad"],
  },
  { kind: "balance", affiliate: "7", currency: "USD", amount: "321.50" },
  { kind: "balance", affiliate: "8", currency: "EUR", amount: "-5" },
];

/** Plans a move of these things. */
export async function planMove(
  api: ApiClient,
  things: readonly Record<string, unknown>[] = NETWORK,
  more: Record<string, unknown> = {},
): Promise<ShownMove> {
  const body = { from: "csv", files: [fileOf(things)], ...more };
  return await api.call<ShownMove>("POST", "/moves", body);
}

/** Applies or undoes a move. */
export async function work(
  api: ApiClient,
  id: string,
  what: "apply" | "undo",
): Promise<ShownMove> {
  return await api.call<ShownMove>("POST", `/moves/${id}/${what}`);
}

/** Rows as `kind old_id: verdict`, with what became of them. */
export function tally({ rows }: ShownMove): string[] {
  return rows.map(
    ({ kind, old_id, verdict, state }) =>
      `${kind} ${old_id}: ${verdict} ${state}`,
  );
}

/** Tables that a move and the history may leave rows in: all others have to be as they were. */
const KEPT =
  /^(?:audit|config_version|goal_rules|idempotency_keys|job_.*|jobs|journal_.*|leases|ledger_.*|move.*|network_events|report_recounts|node_leases|sessions|api_tokens|click_keys|balance_snapshots)$/;

/** All rows but those of moves and of the history. */
export async function configuration(database: TestDatabase) {
  const rows = await readAllRows(database.owner);
  return Object.fromEntries(
    [...rows].filter(([name, all]) => !KEPT.test(name) && all.length > 0),
  );
}

/** The ledger's accounts with their sums. */
export async function balances(api: Pick<ApiClient, "call">) {
  return await api.call<{ data: unknown[] }>("GET", "/ledger/accounts");
}

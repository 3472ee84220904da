// A newer program on what an older one left when it was killed: rows, journal, keys.
import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { migrateDatabase } from "../../db/mod.ts";
import { APP_ROUTES } from "../api_document.ts";
import { createTestDatabase } from "../harness.ts";
import type { TestDatabase } from "../harness.ts";
import { exactAmount } from "../exact_amount.ts";
import { IS_LONG } from "../long.ts";
import { PartnerReceiver } from "../receiver.ts";
import { until } from "../until.ts";
import { keptMigrations } from "./state_file.ts";
import type { KeptBooks } from "./state_file.ts";
import { restoreState, runText, upgrade } from "./upgraded.ts";
import type { Upgraded } from "./upgraded.ts";

const HOUR_MS = 3_600_000;
const MIGRATIONS = join(import.meta.dir, "..", "..", "db", "migrations");
/** No program was ever at these: each came together with the next. */
const NEVER_NEWEST = ["0000_the_spine", "0002_clicks_by_day"];
/** Made while one of their migrations was still being changed. */
const UNRELEASED = ["0001", "0010", "0011", "0012"];
/** One of each age, beside the last. */
const SHORT = ["0003", "0019", "0042"];
const RECORDED = { status: 201, outcome: "recorded" };
/** Lists that need to be asked for something. */
const ASKED = /\/(trace|search|reports\/|links\/check|effective)/;

const kept = keptMigrations();
const last = kept.at(-1) ?? "";
const released = kept.filter((name) => !isOneOf(name, UNRELEASED));
const tried = released.filter(
  (name) => IS_LONG || name === last || isOneOf(name, SHORT),
);

function isOneOf(name: string, numbers: readonly string[]): boolean {
  return numbers.includes(name.slice(0, 4));
}

test("the state of each migration but the newest is kept", () => {
  const made = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith(".sql"))
    .map((name) => name.replace(/\.sql$/, ""))
    .sort();
  const earlier = made.slice(0, -1);
  expect(earlier.filter((name) => !kept.includes(name))).toEqual(NEVER_NEWEST);
});

test.each(tried)("an upgrade from %s goes on", async (migration) => {
  await using upgraded = await upgrade(migration);
  const { service, books } = upgraded;
  const partner = new PartnerReceiver();
  try {
    while (await service.drain.runOnce());
    while (await service.postbacks.judgeWaiting());
    await expectClicks(upgraded);
    await expectOrders(upgraded);
    await expectTold(upgraded, partner);
    await goOn(upgraded);
    await expectPayable(upgraded);
    await expectChecked(upgraded);
    await expectLists(upgraded);
    expect(books.clicks.length).toBe(5);
  } finally {
    await partner.stop();
  }
});

test.each(kept.filter((name) => isOneOf(name, UNRELEASED)))(
  "%s, as it was before its release, is refused and left as it is",
  async (migration) => {
    const database = await restoreState(migration);
    try {
      const before = await tablesOf(database);
      await expect(
        migrateDatabase(database.owner, { takes_on_role: false }),
      ).rejects.toThrow("that no release of tallyho has");
      expect(await tablesOf(database)).toEqual(before);
    } finally {
      await database.drop();
    }
  },
);

test("a database that a newer program migrated is refused and left as it is", async () => {
  const database = await createTestDatabase();
  try {
    await runText(
      database,
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 4102444800000)",
    );
    for (const dry_run of [false, true]) {
      await expect(
        migrateDatabase(database.owner, { takes_on_role: false, dry_run }),
      ).rejects.toThrow("its newest migration is of 2100-01-01");
    }
  } finally {
    await database.drop();
  }
});

/** Tables, with their columns. */
async function tablesOf(database: TestDatabase): Promise<string[]> {
  const rows = await runText(
    database,
    `select table_name || '.' || column_name as name
     from information_schema.columns where table_schema = 'public' order by 1`,
  );
  return rows.map(({ name }) => String(name));
}

async function expectClicks({ service, books }: Upgraded): Promise<void> {
  for (const id of [...books.clicks, ...books.journal_clicks]) {
    expect(await service.api.call("GET", `/clicks/${id}`)).toMatchObject({
      ...{ click_id: id, stored: true },
    });
  }
}

async function expectOrders({ service, books }: Upgraded): Promise<void> {
  const { data } = await service.api.call<{ data: Order[] }>(
    "GET",
    "/conversions?limit=100",
  );
  const found = data.map(shown).sort();
  const known = books.orders.map(shown);
  if (books.queued !== null) known.push("A-4 approved 1.00 0.80");
  expect(found).toEqual(known.sort());
}

type Order = Pick<
  KeptBooks["orders"][number],
  "order_id" | "status" | "revenue" | "payout"
>;

function shown({ order_id, status, revenue, payout }: Order): string {
  return `${order_id} ${status} ${revenue} ${payout}`;
}

/** The affiliate's server is back, at another address, and hears what it missed. */
async function expectTold(
  { service, books }: Upgraded,
  partner: PartnerReceiver,
): Promise<void> {
  const path = `/affiliates/${books.affiliate_id}/postbacks/${books.endpoint_id}`;
  await service.api.call("PATCH", path, {
    url: `${partner.url}/told?order={order_id}&status={status}`,
    enabled: true,
  });
  service.clock.advance(HOUR_MS);
  while (await service.deliverer.runOnce());
  await until("the affiliate hears", () => partner.received.length > 0);
  const heard = partner.received.map(({ url }) => url.search);
  expect(heard).toContain(`?order=${books.untold}&status=approved`);
  expect(heard).not.toContain("?order=A-1&status=approved");
}

/** Old ids and links go on: what was said counts once, and what is new is recorded. */
async function goOn({ service, books }: Upgraded): Promise<void> {
  const [first] = books.orders;
  if (first === undefined) throw new Error("No order is kept");
  const { click_id, order_id, amount } = first;
  const again = await tell(service, { click_id, order_id, amount });
  expect(again).toEqual({ status: 200, outcome: "duplicate" });
  const late = { click_id: books.free_click, order_id: "B-1", amount: "20.00" };
  expect(await tell(service, late)).toEqual(RECORDED);
  const visit = await service.api.fetch(`/c/${books.slug}?click_ref=new`);
  const location = visit.headers.get("location") ?? "";
  const new_click = new URL(location).searchParams.get("click_id") ?? "";
  const sale = { click_id: new_click, order_id: "B-2", amount: "30.00" };
  expect(await tell(service, sale)).toEqual(RECORDED);
  while (await service.drain.runOnce());
}

async function tell(
  service: Upgraded["service"],
  said: Record<string, string>,
) {
  const query = new URLSearchParams(said).toString();
  const { status, body } = await service.api.fetch(`/v1/postback?${query}`);
  return { status, outcome: body.outcome };
}

/** An affiliate's balance is that of its orders, less the money that was paid. */
async function expectPayable({ service, books }: Upgraded): Promise<void> {
  const payouts = [...books.orders.map(({ payout }) => payout), "1.60", "2.40"];
  if (books.queued !== null) payouts.push("0.80");
  const paid = books.payments.filter(({ state }) => state === "paid");
  const open = sumOf(payouts) - sumOf(paid.map(({ amount }) => amount));
  const path = `/affiliates/${books.affiliate_id}/balance`;
  const { data } = await service.api.call<{ data: { payable: string }[] }>(
    "GET",
    path,
  );
  expect(sumOf(data.map(({ payable }) => payable))).toBe(open);
}

/** The sum of amounts, in micros. */
function sumOf(texts: readonly string[]): bigint {
  return texts.reduce((sum, text) => sum + exactAmount({ text }, "text"), 0n);
}

/** Ledger and reports are checked as `tallyho verify` and the nightly jobs do. */
async function expectChecked({ service }: Upgraded): Promise<void> {
  expect(await service.api.call("GET", "/ledger/verify")).toMatchObject({
    ok: true,
  });
  for (const job of ["recount_reports", "audit_reports", "audit_ledger"]) {
    await service.scheduler.runNow(job);
    while (await service.scheduler.runOnce());
  }
  const { data } = await service.api.call<{
    data: { name: string; failed: number; last_error: string | null }[];
  }>("GET", "/jobs?limit=100");
  expect(data.filter(({ failed }) => failed > 0)).toEqual([]);
}

/** Each list answers as it is described, which the client checks. */
async function expectLists({ service }: Upgraded): Promise<void> {
  const paths = APP_ROUTES.filter(
    ({ method, path }) =>
      method === "GET" && path.startsWith("/api/v1/") && !path.includes(":"),
  ).map(({ path }) => path.slice("/api/v1".length));
  for (const path of paths.filter((one) => !ASKED.test(one))) {
    const { status } = await service.api.try("GET", path);
    expect([path, status < 500]).toEqual([path, true]);
  }
}

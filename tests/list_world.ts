import { routeKey, rowSchemas } from "../modules/http/mod.ts";
import type { AppRoute } from "../modules/http/mod.ts";
import { API } from "../src/api_routes.ts";
import { APP_ROUTES } from "./api_document.ts";
import type { ApiClient } from "./api_client.ts";
import type { Setup } from "./factory.ts";
import type { TestService } from "./harness.ts";
import { NETWORK, planMove } from "./moves_world.ts";
import { signedIn } from "./people.ts";
import { StatementOffice } from "./statement_office.ts";

/** A row of any list. */
export type ListRow = Record<string, unknown>;

/** A page of any list. */
export interface ListPage {
  data: ListRow[];
  next_cursor: string | null;
}

/** A list route of the API. */
export interface ListRoute {
  route: AppRoute;
  /** Path under `/api/v1`, with the ids of this world. */
  path: string;
}

const FEW = [1, 2, 3, 4];

/** Every list of the API, each with rows. */
export class ListWorld {
  readonly service: TestService;
  readonly lists: readonly ListRoute[];

  private constructor(
    service: TestService,
    ids: Readonly<Record<string, string>>,
  ) {
    this.service = service;
    this.lists = listRoutes().map((route) => ({
      route,
      path: pathOf(route.path, ids),
    }));
  }

  /** Opens a network whose lists all have rows. */
  static async open(service: TestService): Promise<ListWorld> {
    const office = new StatementOffice(service);
    const { affiliate_id, advertiser_id, campaign_id } = await office.open();
    await setUpMore(service, office);
    await suspect(service, campaign_id);
    const [reconciliation, repeated] = await trade(office);
    const { id: import_id } = await office.import([
      { order_id: "L-1", status: "approved" },
      { order_id: "L-2", status: "rejected", reason: "returned" },
      { order_id: "L-3", amount: "x" },
    ]);
    await office.apply(import_id, { reason: "agreed" }, "imports");
    await settle(service, { affiliate_id, advertiser_id });
    const { data } = await service.api.call<ListPage>("GET", "/payments");
    const [largest] = data.toSorted(
      (a, b) => Number(b.entries_count) - Number(a.entries_count),
    );
    await openOldLinks(service);
    const move_id = await planMoves(service.api);
    await uploadOldBooks(service);
    await ringABell(service);
    while (await service.network_events.runOnce());
    const { data: hooks } = await service.api.call<ListPage>(
      "GET",
      "/webhooks",
    );
    const { data: shops } = await service.api.call<ListPage>(
      "GET",
      `/advertisers/${advertiser_id}/sources`,
    );
    return new ListWorld(service, {
      campaigns: String(campaign_id),
      affiliates: String(affiliate_id),
      advertisers: String(advertiser_id),
      reconciliations: reconciliation ?? "",
      "reconciliations/difference": repeated ?? "",
      "reconciliations/matches": repeated ?? "",
      imports: import_id,
      payments: String(largest?.id),
      webhooks: String(hooks[0]?.id),
      moves: move_id,
      source_id: String(shops[0]?.id),
      key: "sale",
    });
  }

  /** Reads all rows of a list, page by page. */
  async walk(path: string, limit = 2, query = ""): Promise<ListRow[]> {
    const rows: ListRow[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? "" : `&cursor=${cursor}`;
      const page: ListPage = await this.service.api.call(
        "GET",
        `${path}?limit=${limit}${query}${from}`,
      );
      rows.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return rows;
  }
}

/** All list routes. */
export function listRoutes(): readonly AppRoute[] {
  return APP_ROUTES.filter((route) => {
    const description = API[routeKey(route)];
    return description !== undefined && rowSchemas(description).length > 0;
  });
}

function pathOf(path: string, ids: Readonly<Record<string, string>>): string {
  const parts = path
    .replace(/^\/api\/v1\//, "")
    .split("/")
    .filter((part) => part !== "");
  const [first = "", , ...rest] = parts;
  const filled = parts.map((part) => {
    if (part === ":id") return ids[`${first}/${rest.join("/")}`] ?? ids[first];
    return part.startsWith(":") ? ids[part.slice(1)] : part;
  });
  return `/${filled.join("/")}`;
}

/** Moves that are only planned: one with a row of each verdict. */
async function planMoves(api: ApiClient): Promise<string> {
  for (const at of FEW) {
    await planMove(api, [
      { kind: "advertiser", old_id: `old${at}`, name: "Old shop" },
    ]);
  }
  const { id } = await planMove(api, [
    ...NETWORK,
    { kind: "affiliate", name: "Without an id" },
  ]);
  return id;
}

/** Links of another system that lead nowhere. */
async function openOldLinks(service: TestService): Promise<void> {
  const { api, clock, unresolved } = service;
  for (const at of FEW) {
    clock.advance(1_000);
    await api.fetch(`/aff_c?offer_id=old${at}&aff_id=7`);
    await api.fetch(`/click?key=old${at}`);
  }
  await unresolved.flush();
}

/** Exports of the network's old tracker, of a day each: what only it has, and what neither counts. */
async function uploadOldBooks(service: TestService): Promise<void> {
  const { api } = service;
  for (const at of FEW) {
    const converted_at = `2026-11-1${at}T10:00:00Z`;
    const sale = { campaign: "old", affiliate: "7", converted_at };
    const rows = ["approved", "rejected"].map((status) => {
      return { ...sale, old_id: `${status}-${at}`, status, payout: "4.50" };
    });
    await api.call("POST", "/moves/shadow", { rows, file_name: `${at}.json` });
  }
  while (await service.scheduler.runOnce("compare_shadow"));
}

/** Incidents of campaigns that came to their end. */
async function ringABell(service: TestService): Promise<void> {
  const { api, clock, db, scheduler } = service;
  const { data } = await api.call<ListPage>("GET", "/campaigns");
  for (const { id } of data.slice(1)) {
    const ends_at = new Date(clock.nowMs() + 1_000).toISOString();
    await api.call("PATCH", `/campaigns/${id}`, { status: "active", ends_at });
  }
  clock.advance(2_000);
  await scheduler.enqueue(db, { name: "ring_bells" });
  while (await scheduler.runOnce());
}

/** Several of everything that is set up. */
async function setUpMore(
  service: TestService,
  { setup }: StatementOffice,
): Promise<void> {
  const { api, clock } = service;
  const { advertiser_id, campaign_id } = setup;
  const campaign = `/campaigns/${campaign_id}`;
  const none = { type: "none" };
  for (const at of FEW) {
    clock.advance(1_000);
    const { id } = await api.call<{ id: number }>("POST", "/affiliates", {
      name: `=Affiliate, "${at}"`,
      ...(at > 2 ? {} : { email: `a${at}@network.example` }),
    });
    await api.call("POST", "/advertisers", {
      name: `Shop ${at}`,
      ...(at > 2 ? {} : { external_id: `S-${at}` }),
    });
    await api.call("POST", "/campaigns", {
      advertiser_id,
      name: `Campaign ${at}`,
      destination_url: "https://shop.example/",
      currency: "USD",
      goals: [{ key: "sale", revenue: none, payout: none }],
    });
    await api.call("POST", "/links", { campaign_id, affiliate_id: id });
    const url = `https://shop.example/${at}`;
    await api.call("POST", `${campaign}/destinations`, { url });
    await api.call("POST", `${campaign}/affiliates`, {
      affiliate_id: id,
      status: "approved",
    });
    await api.call("POST", `${campaign}/caps`, {
      metric: "clicks",
      period: "day",
      limit: 1_000_000,
      affiliate_id: id,
    });
    await api.call("POST", `${campaign}/goals`, {
      key: `goal${at}`,
      revenue: none,
      payout: none,
    });
    await api.call("POST", `${campaign}/goals/sale/payouts`, {
      affiliate_id: id,
      payout: { type: "percent", percent: `${at}` },
    });
    await api.call("POST", `${campaign}/click-prices`, {
      affiliate_id: id,
      model: "cpc",
      revenue: "0.20",
      payout: "0.10",
    });
    await setUpOthers(service, setup, at);
  }
}

/** Rules of risk, and decisions about what they suspect. */
async function suspect(
  { api }: TestService,
  campaign_id: number,
): Promise<void> {
  for (const rule of [{}, { campaign_id }]) {
    await api.call("POST", "/risk-rules", rule);
    await api.call("POST", "/risk/decisions", {
      ...{ decision: "clear", why: "looked at" },
      filter: { verdict: "hold" },
    });
  }
}

/** The part of the world outside a campaign. */
async function setUpOthers(
  { api, clock }: TestService,
  { affiliate_id, advertiser_id }: Setup,
  at: number,
): Promise<void> {
  const ahead = (days: number) =>
    new Date(clock.nowMs() + days * 86_400_000).toISOString();
  const rule = { field: "sub1", op: "contains", values: [`v${at}`] };
  await api.call("POST", "/traffic-rules", { ...rule, action: "flag" });
  await api.call("POST", "/conversion-rules", { ...rule, action: "pending" });
  await api.call("POST", "/domains", { host: `go${at}.example` });
  const shop = `/advertisers/${advertiser_id}/sources`;
  const made = await api.call("POST", shop, { name: `Source ${at}` });
  const first = await api.call<ListPage>("GET", shop);
  await api.call("POST", "/moves/forwards", {
    url: `http://127.0.0.1:9/old/${at}`,
    source_id: made["id"],
  });
  await api.call("POST", `${shop}/${String(first.data[0]?.id)}/sheet/link`);
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `http://127.0.0.1:9/${at}?s={status}`,
  });
  await api.call("POST", "/webhooks", {
    url: `http://127.0.0.1:9/hook/${at}`,
    events: ["conversion.recorded"],
    affiliate_id,
  });
  await api.call("POST", "/users", {
    email: `user${at}@network.example`,
    password: "a long password",
    role: "manager",
  });
  await api.call("POST", "/invitations", {
    email: `guest${at}@network.example`,
    role: "manager",
  });
  await api.call("POST", "/applications", {
    email: `new${at}@network.example`,
    name: `New ${at}`,
  });
  await api.call("POST", "/session", {
    email: `user${at}@network.example`,
    password: "a long password",
  });
  await api.call("POST", "/tokens", { name: `token ${at}`, role: "manager" });
  const reader = await signedIn(api, "manager");
  const saved = { name: `Report ${at}`, query: { group_by: "campaign" } };
  await reader.ask("POST", "/saved-reports", saved);
  await api.call("PUT", "/fx-rates", {
    date: `2026-11-0${at}`,
    base: "EUR",
    rates: { USD: "1.10" },
  });
  await api.call("POST", "/backfill-windows", {
    advertiser_id,
    opens_at: ahead(at),
    closes_at: ahead(at + 1),
    event_from: ahead(-20),
    event_to: ahead(-10),
  });
  await api.call("POST", "/ledger/adjustments", {
    affiliate_id,
    amount: `${at}.00`,
    currency: "USD",
    kind: "bonus",
    reason: `bonus ${at}`,
  });
  await lockMonth(api, `2026-0${at}`);
}

/**
 * Locks a month, again and again for as long as transactions are open: each try waits for them, and
 * those of other tests' databases count.
 */
async function lockMonth(api: ApiClient, month: string): Promise<void> {
  const path = `/periods/${month}/lock`;
  for (let tries = 0; tries < 5; tries++) {
    const { status } = await api.try("POST", path, {});
    if (status !== 503) return;
  }
  await api.call("POST", path, {});
}

/** Clicks, sales, refusals, and two statements of them. */
async function trade(office: StatementOffice): Promise<string[]> {
  const { api } = office.service;
  const lines = [];
  for (let at = 1; at <= 6; at++) {
    lines.push((await office.sell(`L-${at}`, `${at}0.00`)).line);
    await api.postback({ click_id: "none", order_id: `N-${at}` });
  }
  while (await office.service.drain.runOnce());
  const [first, second, third, ...others] = lines;
  const stated = [
    { ...first, amount: "11.00" },
    { ...second, status: "rejected" },
    { ...third, amount: "29.00" },
    ...others.slice(1),
  ];
  const statement = await office.state(stated);
  await api.call("POST", `/reconciliations/${statement.id}/frame`, {});
  await office.work();
  await office.apply(statement.id, { reason: "agreed", break_ids: "all" });
  const later = await office.state([
    { ...first, amount: "12.00" },
    { ...third, amount: "28.00" },
    ...others,
  ]);
  return [statement.id, later.id];
}

/** Payments and invoices. */
async function settle(
  { api, clock }: TestService,
  parties: { affiliate_id: number; advertiser_id: number },
): Promise<void> {
  for (const _ of FEW) {
    clock.advance(60_000);
    await api.call("POST", "/ledger/adjustments", {
      affiliate_id: parties.affiliate_id,
      amount: "5.00",
      currency: "USD",
      kind: "bonus",
      reason: "for the month",
    });
    clock.advance(1_000);
    await api.call("POST", "/payment-runs", {
      currency: "USD",
      up_to: new Date(clock.nowMs()).toISOString(),
    });
    await api.call("POST", "/ledger/adjustments", {
      advertiser_id: parties.advertiser_id,
      amount: "7.00",
      currency: "USD",
      kind: "correction",
      reason: "for the month",
    });
    clock.advance(1_000);
    await api.call("POST", "/invoices", {
      advertiser_id: parties.advertiser_id,
      from: "2026-11-01T00:00:00Z",
      to: new Date(clock.nowMs()).toISOString(),
    });
  }
}

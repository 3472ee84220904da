// A network changes its tracker once in five years. It does so if one command brings its people,
// offers, links and balances over, says before what would become of each row, and can be taken back.
import { afterAll, describe, expect, test } from "bun:test";
import { createTestDatabase, startTestService } from "../harness.ts";
import {
  configuration,
  NETWORK,
  planMove,
  tally,
  work,
} from "../moves_world.ts";
import type { ShownMove } from "../moves_world.ts";
import { AGENTS, drainAll } from "../visits.ts";

async function open() {
  const database = await createTestDatabase();
  const service = await startTestService(database);
  afterAll(async () => {
    await service.stop();
    await database.drop();
  });
  return { database, service, api: service.api };
}

async function balances(api: {
  call<T>(method: string, path: string): Promise<T>;
}) {
  return await api.call<{ data: unknown[] }>("GET", "/ledger/accounts");
}

describe("a network moves in by one move", async () => {
  const { database, service, api } = await open();
  const before = await configuration(database);
  const owed = await balances(api);
  let move: ShownMove;

  test("a dry run says of each row what would become of it, and changes nothing", async () => {
    move = await planMove(api);
    expect(move.status).toBe("planned");
    expect(tally(move).toSorted()).toEqual(
      [
        "advertiser 3: create planned",
        "affiliate 7: create planned",
        "affiliate 8: create planned",
        "campaign 12: create planned",
        "campaign 13: create planned",
        "approval 12/7: create planned",
        "price 12/7/1/: create planned",
        "link abc123: create planned",
        "endpoint 7///e1: create planned",
        "cap 12///conversions/day: create planned",
        "block 12/8/sub1/equals/bad: create planned",
        "balance 7/USD: create planned",
        "balance 8/EUR: create planned",
        // The files don't say: who sells the summer's shoes, and the link that the approval needs.
        "advertiser csv:own: create planned",
        "link 7/12: create planned",
      ].toSorted(),
    );
    expect(await configuration(database)).toEqual(before);
    expect(await balances(api)).toEqual(owed);
  });

  test("applied, everything is here, under its old ids", async () => {
    move = await work(api, move.id, "apply");
    expect(move.status).toBe("applied");
    expect(move.rows.map(({ state, reason }) => [state, reason])).toEqual(
      move.rows.map(() => ["done", null]),
    );
    expect(await api.call("GET", "/affiliates/external_id:7")).toMatchObject({
      name: "Harbour Media",
      email: "ada@harbour.example",
      status: "active",
      min_payout: "50.00",
    });
    const campaign = await api.call("GET", "/campaigns/external_id:12");
    expect(campaign).toMatchObject({
      currency: "USD",
      visibility: "request",
      goals: [
        { key: "1", default: true, payout: { type: "fixed", amount: "12.5" } },
        { key: "2", default: false, revenue: { type: "none" } },
      ],
    });
    const id = String(campaign["id"]);
    expect(await api.call("GET", `/campaigns/${id}/targeting`)).toMatchObject({
      countries: { allow: [], deny: ["RU", "BY"] },
    });
    const { data: caps } = await api.call<{ data: unknown[] }>(
      "GET",
      `/campaigns/${id}/caps`,
    );
    expect(caps).toMatchObject([{ metric: "conversions", limit: "50" }]);
    const { data: prices } = await api.call<{ data: unknown[] }>(
      "GET",
      `/campaigns/${id}/goals/1/payouts`,
    );
    expect(prices).toMatchObject([{ payout: { type: "fixed", amount: "14" } }]);
  });

  test("nobody can sign in who couldn't before", async () => {
    const { data: users } = await api.call<{ data: unknown[] }>(
      "GET",
      "/users",
    );
    const { data: invited } = await api.call<{ data: unknown[] }>(
      "GET",
      "/invitations",
    );
    expect([users, invited]).toEqual([[], []]);
  });

  test("its old links lead to the advertiser, by their code or by their ids", async () => {
    for (const path of ["/abc123", "/aff_c?offer_id=12&aff_id=7&aff_sub=x"]) {
      const { status, headers } = await api.fetch(path, {
        headers: { "user-agent": AGENTS.windows },
      });
      expect([path, status]).toEqual([path, 302]);
      expect(headers.get("location")).toContain("https://shop.example/");
    }
  });

  test("its balances stand in the ledger, with their reasons", async () => {
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      "/ledger/transactions?kind=opening_balance",
    );
    expect(data.map(({ reason }) => reason).toSorted()).toEqual([
      'Opening balance of affiliate 7 "Harbour Media" in csv',
      'Opening balance of affiliate 8 "Meadow" in csv',
    ]);
    const affiliate = await api.call("GET", "/affiliates/external_id:7");
    const balance = await api.call<{ data: unknown[] }>(
      "GET",
      `/affiliates/${String(affiliate["id"])}/balance`,
    );
    expect(balance.data).toMatchObject([
      { currency: "USD", payable: "321.50", pending: "0.00" },
    ]);
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
  });

  test("the same files again change nothing", async () => {
    const again = await planMove(api);
    expect(again.rows.map(({ verdict }) => verdict)).toEqual(
      again.rows.map(() => "skip"),
    );
    const here = await configuration(database);
    const applied = await work(api, again.id, "apply");
    expect(applied.status).toBe("applied");
    expect(await configuration(database)).toEqual(here);
    await work(api, again.id, "undo");
    expect(await configuration(database)).toEqual(here);
  });

  test("what was used since is archived, with the reason", async () => {
    await drainAll(service);
    const undone = await work(api, move.id, "undo");
    expect(undone.status).toBe("undone");
    const left = undone.rows.filter(({ state }) => state !== "removed");
    expect(
      left.map(({ kind, old_id, state }) => [kind, old_id, state]),
    ).toEqual(
      expect.arrayContaining([
        ["link", "abc123", "archived"],
        ["link", "7/12", "archived"],
        ["campaign", "12", "archived"],
        ["affiliate", "7", "archived"],
        ["advertiser", "3", "left"],
      ]),
    );
    expect(left.map(({ reason }) => reason)).toContain(
      "It has had clicks since",
    );
    expect(await api.call("GET", "/affiliates/external_id:7")).toMatchObject({
      status: "blocked",
    });
  });
});

describe("an untouched move is undone", async () => {
  const { database, api } = await open();
  const before = await configuration(database);
  const owed = await balances(api);

  test("without leaving anything", async () => {
    const { id } = await planMove(api, NETWORK, { dry_run: false });
    expect(Object.keys(before)).not.toContain("affiliates");
    expect(await configuration(database)).not.toEqual(before);
    const undone = await work(api, id, "undo");
    expect(undone.rows.map(({ state }) => state)).toEqual(
      undone.rows.map(() => "removed"),
    );
    expect(await configuration(database)).toEqual(before);
  });

  test("the ledger's entries stay, with counter-entries that make nothing of them", async () => {
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      "/ledger/transactions?kind=opening_balance",
    );
    expect(data).toHaveLength(4);
    const sums = await balances(api);
    expect(JSON.stringify(sums)).not.toContain("321.50");
    expect(owed.data).toEqual([]);
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
  });

  test("and can move in again, and be undone again", async () => {
    const { id, rows } = await planMove(api, NETWORK, { dry_run: false });
    expect(rows.map(({ state }) => state)).toEqual(rows.map(() => "done"));
    await work(api, id, "undo");
    expect(await configuration(database)).toEqual(before);
  });
});

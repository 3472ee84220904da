// On the first day, people buy who clicked before the move, and shops send orders again that the old
// tracker has booked. The first are paid for; the second were paid for already.
import { afterAll, describe, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { NETWORK, planMove, work } from "../moves_world.ts";
import type { ShownMove } from "../moves_world.ts";
import { PartnerReceiver } from "../receiver.ts";

const service = await serviceForFile();
const { api, clock } = service;
const ago = (days: number) =>
  new Date(clock.nowMs() - days * 86_400_000).toISOString();
const sale = { kind: "conversion", campaign: "12", affiliate: "7", goal: "1" };
const receiver = new PartnerReceiver();
afterAll(() => receiver.stop());
await api.call("POST", "/webhooks", {
  url: `${receiver.url}/hook`,
  events: ["conversion.recorded"],
});

/** Sends all that is to be told, and returns where it arrived. */
async function told(): Promise<string[]> {
  while (await service.network_events.runOnce());
  while (await service.deliverer.runOnce());
  return receiver.received.splice(0).map(({ url }) => url.pathname);
}

const HISTORY = [
  ...NETWORK.filter(({ kind }) => kind !== "endpoint"),
  { kind: "endpoint", affiliate: "7", url: `${receiver.url}/?s={status}` },
  ...["c1", "c2"].map((old_id) => ({
    ...{ kind: "click", old_id, campaign: "12", affiliate: "7" },
    ...{ clicked_at: ago(3), click_ref: `ref-${old_id}`, sub1: "mail" },
  })),
  { kind: "click", old_id: "c3", clicked_at: ago(3), campaign: "99" },
  { kind: "click", old_id: "c4", clicked_at: ago(3), link: "abc123" },
  {
    ...{ ...sale, old_id: "v1", click: "c1", order_id: "O-1" },
    ...{ amount: "100", payout: "12.5", revenue: "20" },
    ...{ status: "approved", converted_at: ago(2) },
  },
  {
    ...{ ...sale, old_id: "v2", order_id: "O-2", status: "pending" },
    ...{ payout: "11", revenue: "15", converted_at: ago(1) },
  },
  {
    ...{ ...sale, old_id: "v5", order_id: "O-5", status: "pending" },
    ...{ payout: "9", revenue: "15", converted_at: ago(5) },
  },
  {
    ...{ ...sale, old_id: "v3", order_id: "O-3", status: "approved" },
    converted_at: ago(200),
  },
  {
    ...{ ...sale, old_id: "v4", order_id: "O-4", status: "reversed" },
    converted_at: ago(2),
  },
];

/** Runs one of the program's jobs. */
async function run(name: string): Promise<void> {
  await service.scheduler.enqueue(service.db, { name });
  while (await service.scheduler.runOnce(name));
}

async function payable() {
  const { id } = await api.call("GET", "/affiliates/external_id:7");
  const { data } = await api.call<{ data: Record<string, unknown>[] }>(
    "GET",
    `/affiliates/${String(id)}/balance`,
  );
  const [usd] = data;
  return { payable: usd?.["payable"], pending: usd?.["pending"] };
}

async function conversionOf(order_id: string) {
  const { data } = await api.call<{ data: Record<string, unknown>[] }>(
    "GET",
    `/conversions?order_id=${order_id}`,
  );
  return data;
}

describe("a network moves in with its history", () => {
  let move: ShownMove;

  test("old clicks and conversions have verdicts, too", async () => {
    move = await planMove(api, HISTORY);
    const of = (kind: string) =>
      move.counts
        .filter((one) => one.kind === kind)
        .map(({ verdict, count }) => [verdict, count]);
    expect(of("click")).toEqual([
      ["create", 3],
      ["refuse", 1],
    ]);
    const refused = move.rows.filter(({ kind }) => kind === "click");
    expect(refused).toMatchObject([
      { old_id: "c3", reason: 'No campaign "99" is in these files or here' },
    ]);
    const old = move.rows.find(({ old_id }) => old_id === "v3");
    expect(old).toMatchObject({
      verdict: "skip",
      reason: "It is older than 90 days",
    });
  });

  test("applied, nobody is told of what is history, and nothing is owed for it", async () => {
    move = await work(api, move.id, "apply");
    expect(move.status).toBe("applied");
    expect(await told()).toEqual([]);
    expect(await payable()).toEqual({ payable: "321.50", pending: "0.00" });
    expect(await conversionOf("O-1")).toMatchObject([
      { status: "approved", amount: "100.00", payout: "0.00", revenue: "0.00" },
    ]);
    expect(await conversionOf("O-4")).toMatchObject([{ status: "rejected" }]);
  });

  test("an order that was settled before isn't paid for again, whatever is sent for it", async () => {
    for (const more of ["", "&amount=150.00", "&status=pending"]) {
      await api.fetch(`/v1/postback?click_id=c1&order_id=O-1&goal=1${more}`);
    }
    expect(await payable()).toEqual({ payable: "321.50", pending: "0.00" });
    await api.fetch(
      "/v1/postback?click_id=c1&order_id=O-1&goal=1&status=reversed",
    );
    expect(await conversionOf("O-1")).toMatchObject([{ status: "reversed" }]);
    expect(await payable()).toEqual({ payable: "321.50", pending: "0.00" });
  });

  test("who clicked before the move converts, and is paid for", async () => {
    const { body } = await api.fetch(
      "/v1/postback?click_id=c2&order_id=O-9&goal=1",
    );
    expect(body).toMatchObject({ outcome: "recorded" });
    expect(await conversionOf("O-9")).toMatchObject([{ payout: "14.00" }]);
    expect((await told()).toSorted()).toEqual(["/", "/hook"]);
    expect(await payable()).toEqual({ payable: "335.50", pending: "0.00" });
  });

  test("a pending sale is paid for once it is approved", async () => {
    const [found] = await conversionOf("O-5");
    const path = `/conversions/${String(found?.["id"])}`;
    await api.call("PATCH", path, { status: "approved", reason: "it came" });
    expect(await payable()).toEqual({ payable: "344.50", pending: "0.00" });
    expect(await told()).toEqual(["/"]);
  });

  test("the history is in reports on its own day", async () => {
    const day = ago(1).slice(0, 10);
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      `/reports?group_by=day&from=${day}&to=${ago(0).slice(0, 10)}`,
    );
    expect(data).toMatchObject([
      { day, conversions: { pending: 1 }, pending_payout: "11.00" },
    ]);
  });

  test("what an undo deletes is counted no more, although reports had counted it", async () => {
    const order = {
      ...{ ...sale, old_id: "w1", order_id: "W-1", status: "approved" },
      ...{ amount: "70", converted_at: ago(7) },
    };
    const { id } = await planMove(api, [order], { dry_run: false });
    await run("fold_conversions");
    const day = ago(7).slice(0, 10);
    const path = `/reports?group_by=day&from=${day}&to=${ago(6).slice(0, 10)}`;
    const counted = await api.call<{ data: unknown[] }>("GET", path);
    expect(counted.data).toMatchObject([{ conversions: { approved: 1 } }]);
    await work(api, id, "undo");
    expect(await conversionOf("W-1")).toEqual([]);
    await run("fold_conversions");
    await run("recount_reports");
    const after = await api.call<{ data: unknown[] }>("GET", path);
    expect(after.data).toEqual([]);
  });

  test("the same files again are known, clicks and conversions, too", async () => {
    const again = await planMove(api, HISTORY);
    const verdicts = again.counts.map(({ kind, verdict }) => [kind, verdict]);
    expect(verdicts.filter(([, verdict]) => verdict === "create")).toEqual([]);
  });

  test("an undo takes clicks back that nobody needed, and conversions that nobody changed", async () => {
    const undone = await work(api, move.id, "undo");
    expect(undone.status).toBe("undone");
    const states = Object.fromEntries(
      undone.rows
        .filter(({ kind }) => kind === "conversion")
        .map(({ old_id, state }) => [old_id, state]),
    );
    expect(states).toEqual({
      v1: "left",
      v2: "removed",
      v3: "kept",
      v4: "removed",
      v5: "left",
    });
    expect(await payable()).toEqual({ payable: "23.00", pending: "0.00" });
    expect(await conversionOf("O-2")).toEqual([]);
    const left = undone.rows.find(
      ({ kind, state }) => kind === "click" && state === "left",
    );
    expect(left?.reason).toBe("2 clicks stay: conversions are of them");
    const { body } = await api.fetch("/v1/postback?click_id=c4&order_id=O-8");
    expect(body).toMatchObject({ code: "invalid_click_id" });
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({ ok: true });
  });
});

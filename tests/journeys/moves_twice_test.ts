// Money of a move is owed once and not lost: whatever a shop sends again, and whoever undoes a move and moves in anew.
import { describe, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { NETWORK, planMove, work } from "../moves_world.ts";

const service = await serviceForFile();
const { api, clock } = service;
const ago = (days: number) =>
  new Date(clock.nowMs() - days * 86_400_000).toISOString();
const sale = { kind: "conversion", campaign: "12", affiliate: "7", goal: "1" };

const HISTORY = [
  ...NETWORK,
  ...["d1", "d2"].map((old_id) => ({
    ...{ kind: "click", old_id, campaign: "12", affiliate: "7" },
    clicked_at: ago(3),
  })),
  {
    ...{ ...sale, old_id: "w1", click: "d1", status: "approved" },
    ...{ payout: "12.5", revenue: "20", converted_at: ago(2) },
  },
  {
    ...{ ...sale, old_id: "w2", order_id: "P-2", status: "pending" },
    ...{ payout: "11", revenue: "15", converted_at: ago(1) },
  },
];

async function owed() {
  const { id } = await api.call("GET", "/affiliates/external_id:7");
  const { data } = await api.call<{ data: Record<string, unknown>[] }>(
    "GET",
    `/affiliates/${String(id)}/balance`,
  );
  const [usd] = data;
  return [usd?.["payable"], usd?.["pending"]];
}

describe("a sale that the old tracker settled", () => {
  test("isn't paid for again when it is sent again without an order", async () => {
    const { id } = await planMove(api, HISTORY, { dry_run: false });
    // The pending sale isn't booked before it is approved.
    expect(await owed()).toEqual(["321.50", "0.00"]);
    for (const more of ["", "&status=approved", "&amount=100"]) {
      await api.fetch(`/v1/postback?click_id=d1&goal=1${more}`);
    }
    expect(await owed()).toEqual(["321.50", "0.00"]);
    await work(api, id, "undo");
  });
});

describe("a balance is owed once", async () => {
  const other = await serviceForFile();
  const balance = async () => {
    const { id } = await other.api.call("GET", "/affiliates/external_id:7");
    const { data } = await other.api.call<{ data: { payable: string }[] }>(
      "GET",
      `/affiliates/${String(id)}/balance`,
    );
    return data.map(({ payable }) => payable);
  };

  test("where two plans of the same files are applied", async () => {
    const first = await planMove(other.api, NETWORK);
    const second = await planMove(other.api, NETWORK);
    await work(other.api, first.id, "apply");
    expect(await balance()).toEqual(["321.50"]);
    const { rows } = await work(other.api, second.id, "apply");
    expect(await balance()).toEqual(["321.50"]);
    const made = rows.filter(({ state }) => state === "done");
    expect(made.map(({ kind }) => kind)).toEqual(["approval"]);
    await work(other.api, first.id, "undo");
  });

  test("and again once the move that booked it was undone, whatever others found it here", async () => {
    const first = await planMove(other.api, NETWORK, { dry_run: false });
    await planMove(other.api, NETWORK, { dry_run: false });
    await work(other.api, first.id, "undo");
    await planMove(other.api, NETWORK, { dry_run: false });
    expect(await balance()).toEqual(["321.50"]);
  });
});

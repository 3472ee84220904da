// Who maps a sender's names wants to see the verdict, and the money, before the source is changed.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { signedIn } from "../people.ts";
import { replayAll } from "../tasks.ts";
import { addSource, readPostback, rowCounts } from "../troubleshooting.ts";

const service = await serviceForFile();
const { api } = service;

interface Tried {
  after: { outcome: string };
  conversions: { made: number; examples: { after: { revenue: string } }[] };
}

const MAPPING = {
  click_id: ["visitor"],
  order_id: ["bill"],
  amount: ["lines[0].worth"],
  ignore: ["goal"],
};

/** Postbacks whose names mean nothing yet, and whose goal isn't one. */
async function unread(orders: readonly string[]) {
  const setup = await setUp(api, {
    campaign: {
      goals: [
        {
          key: "sale",
          revenue: { type: "percent", percent: "10" },
          payout: { type: "percent", percent: "8" },
        },
      ],
    },
  });
  const source = await addSource(api, setup, { require: "none" });
  const { url } = await api.call<{ url: string }>("GET", source.at);
  const visitor = await api.click(setup.slug);
  const ids: string[] = [];
  for (const bill of orders) {
    const answer = await api.fetch(new URL(url).pathname, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        visitor,
        bill,
        goal: "Checkout",
        lines: [{ worth: "50.00" }],
      }),
    });
    ids.push(String(answer.body["postback_id"]));
  }
  return { setup, source, ids };
}

const WRONG = { dry_run: true, mapping: { nothing: ["x"] } };

describe("a mapping that is tried", () => {
  test("says one postback's verdict and money, and changes nothing", async () => {
    const { setup, ids } = await unread(["M-1"]);
    const [id = ""] = ids;
    expect(await readPostback(api, id)).toMatchObject({
      outcome: "unknown_goal",
      meanings: { visitor: "click_id", goal: "goal" },
    });
    const before = await rowCounts(service);
    const path = `/postbacks/${id}/replay`;
    const body = { dry_run: true, mapping: MAPPING };
    const advertiser = await signedIn(api, "advertiser", {
      advertiser_id: setup.advertiser_id,
    });
    const tried = await api.call<Tried>("POST", path, body);
    expect(tried).toMatchObject({
      after: { outcome: "recorded" },
      conversions: { made: 1, examples: [{ after: { revenue: "5.00" } }] },
    });
    const own = await advertiser.ask<Tried>("POST", path, body);
    expect(own.body).toMatchObject({ after: { outcome: "recorded" } });
    const counts = await rowCounts(service);
    expect(counts["conversions"]).toBe(before["conversions"] ?? NaN);
    for (const [wrong, message] of [
      [{ mapping: MAPPING }, "is only tried out: send dry_run as true"],
      [WRONG, "must be one of"],
    ] as const) {
      const { body: refused } = await api.try<{
        errors: { message: string }[];
      }>("POST", path, wrong);
      expect(refused.errors[0]?.message).toContain(message);
    }
  });

  test("says what would come of all alike, of one source only", async () => {
    const { setup, source, ids } = await unread(["M-1", "M-2"]);
    const { source_id } = await readPostback(api, ids[0]);
    const filter = { outcome: "unknown_goal", source_id: String(source_id) };
    const body = { filter, dry_run: true, mapping: MAPPING };
    const tried = await replayAll<Tried & { money: unknown }>(service, body);
    expect(tried).toMatchObject({
      judged: 2,
      conversions: { made: 2 },
      money: [{ currency: "USD", revenue: "10.00", payout: "8.00" }],
    });
    const other = await setUp(api);
    const filters = {
      outcome: "unknown_goal",
      advertiser_id: other.advertiser_id,
    };
    const { body: refused } = await api.try<{ errors: unknown[] }>(
      "POST",
      "/postbacks/replay",
      { ...body, filter: filters },
    );
    expect(refused.errors).toEqual([
      {
        field: "mapping",
        message: "is tried on one source: filter by source_id",
      },
    ]);
    const unchanged = await api.call<{ mapping: unknown }>("GET", source.at);
    expect([unchanged.mapping, setup.advertiser_id]).toEqual([
      {},
      setup.advertiser_id,
    ]);
  });
});

// A sale that is missing was often reported, and refused: it is found by whatever its sender named.
import { describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { apiClient, ok } from "../client/api_client.ts";
import type { Trace } from "../../web/api/api_types.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource, summaryOf } from "../senders.ts";
import { drainAll } from "../visits.ts";

const service = await serviceForFile();
const { api } = service;

async function ask(q: string, who: ApiClient = api): Promise<Trace> {
  const client = apiClient({ api: who });
  return await ok(client.GET("/api/v1/trace", { params: { query: { q } } }));
}

const outcomesOf = ({ timeline }: Trace) =>
  timeline.flatMap(({ evidence }) => evidence.outcome ?? []);

const setup = await setUp(api);
const { slug, advertiser_id, affiliate_id } = setup;
const { key } = await makeSource(api, advertiser_id);
const other = await setUp(api);
await makeSource(api, other.advertiser_id);

const advertiser = await clientOf(api, { role: "advertiser", advertiser_id });
const affiliate = await clientOf(api, { role: "affiliate", affiliate_id });
const stranger = await clientOf(api, {
  role: "advertiser",
  advertiser_id: other.advertiser_id,
});

async function refuse(query: Record<string, string>, code: string, own = true) {
  const path = own ? `/v1/postback/${key}` : "/v1/postback";
  const sent = await api.fetch(
    `${path}?${new URLSearchParams(query).toString()}`,
  );
  expect(summaryOf(sent)).toEndWith(` ${code}`);
}

describe("a refused postback is found", () => {
  test("by the affiliate's own id that it names in place of a click", async () => {
    const click_ref = "their-click-9";
    await api.click(slug, `?click_ref=${click_ref}`);
    await drainAll(service);
    await refuse({ cid: click_ref, order_id: "R-1" }, "invalid_click_id");
    const story = await ask(click_ref);
    expect(story.found.map(({ kind, by }) => [kind, by])).toEqual([
      ["click", "click_ref"],
      ["postback", "click_ref"],
    ]);
    expect(outcomesOf(story)).toEqual(["invalid_click_id"]);
    expect(story.sentence).toContain("its click id is none of ours");
    expect(outcomesOf(await ask(click_ref, advertiser))).toEqual([
      "invalid_click_id",
    ]);
    expect((await ask(click_ref, stranger)).found).toEqual([]);
    // Its own click, and no postback that names none of its clicks.
    const mine = await ask(click_ref, affiliate);
    expect(mine.found.map(({ kind }) => kind)).toEqual(["click"]);
    const query = { click_ref };
    const client = apiClient(service);
    const listed = client.GET("/api/v1/postbacks", { params: { query } });
    expect((await ok(listed)).data).toHaveLength(1);
  });

  test("by its customer, whether its request or the sale was refused", async () => {
    const click_id = await api.click(slug);
    const customer_id = "cust-1";
    await refuse({ order_id: "R-2", customer_id }, "missing_click_id");
    const goal = "nosuchgoal";
    await refuse({ click_id, customer_id, goal }, "unknown_goal");
    const change = { click_id, customer_id, mode: "change", order_id: "R-3" };
    await refuse(change, "unknown_conversion");
    const codes = ["missing_click_id", "unknown_goal", "unknown_conversion"];
    for (const who of [api, advertiser]) {
      expect(outcomesOf(await ask(customer_id, who)).sort()).toEqual(
        [...codes].sort(),
      );
    }
    for (const who of [affiliate, stranger]) {
      expect((await ask(customer_id, who)).found).toEqual([]);
    }
  });

  test("by its order, also a stranger's, as the whole address", async () => {
    const query = { click_id: "made-up", order_id: "R-4", customer_id: "c-4" };
    await refuse(query, "invalid_click_id", false);
    for (const q of ["R-4", "c-4", "made-up"]) {
      expect([q, outcomesOf(await ask(q))]).toEqual([q, ["invalid_click_id"]]);
      expect((await ask(q, advertiser)).found).toEqual([]);
    }
    const address = `${service.url}/v1/postback?txid=R-4&customer_id=c-4`;
    expect(outcomesOf(await ask(address))).toEqual(["invalid_click_id"]);
  });

  test("for its order by the affiliate whose click it names", async () => {
    const click_id = await api.click(slug);
    await refuse({ click_id, order_id: "R-5", goal: "x" }, "unknown_goal");
    const story = await ask("R-5", affiliate);
    expect(story.sentence).toMatch(
      /^No sale is recorded for order R-5: the postback, of \S+, was refused \(unknown_goal\) because the campaign has no such goal\.$/,
    );
    expect(story.timeline.map(({ kind }) => kind)).toEqual([
      "click",
      "postback",
    ]);
  });

  test("no longer by what it named once it is accepted", async () => {
    const click_id = await api.click(slug);
    const goal = { goal: "later", click_id, customer_id: "c-6" };
    await refuse({ ...goal, order_id: "R-6" }, "unknown_goal");
    const [before] = (await ask("R-6")).timeline.slice(1);
    const one = { type: "fixed", amount: "1.00" };
    const made = { key: "later", revenue: one, payout: one };
    await api.call("POST", `/campaigns/${setup.campaign_id}/goals`, made);
    await api.call("POST", `/postbacks/${before?.id}/replay`, {});
    const after = await ask("c-6");
    expect(after.timeline.map(({ kind }) => kind)).toContain("conversion");
    expect(outcomesOf(after)).toEqual(["recorded"]);
    expect(
      after.timeline.find(({ kind }) => kind === "postback")?.text,
    ).toEndWith("before it was judged again: unknown_goal");
    expect(after.found.map(({ kind }) => kind)).not.toContain("postback");
  });
});

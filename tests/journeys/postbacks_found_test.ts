// People look for a sale by its order or by the affiliate's own click id: both find what was
// refused or isn't recorded yet.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { clientOf } from "../people.ts";
import { apiClient, ok } from "../client/api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource, SECRET, sendSigned, summaryOf } from "../senders.ts";
import { drainAll } from "../visits.ts";

const service = await serviceForFile();
const { api } = service;

const client = apiClient(service);

async function foundBy(query: Record<string, string>): Promise<string[]> {
  const asked = client.GET("/api/v1/postbacks", { params: { query } });
  const { data } = await ok(asked);
  return data.map(({ outcome }) => outcome);
}

describe("a refused postback is found by its order", () => {
  test("whatever it was refused for", async () => {
    const { slug, advertiser_id } = await setUp(api);
    const { key } = await makeSource(api, advertiser_id, {
      require: "signature",
      secret: SECRET,
    });
    const click_id = await api.click(slug);
    const own = `/v1/postback/${key}`;
    for (const [outcome, path] of [
      ["missing_signature", `/v1/postback?click_id=${click_id}&order_id=R-1`],
      ["missing_signature", `${own}?click_id=${click_id}&txid=R-2`],
      ["missing_signature", `${own}?transaction_id=${click_id}&order=R-3`],
      ["bad_signature", `${own}?cid=${click_id}&order_id=R-4&ts=1&sig=ab`],
    ] as const) {
      await api.fetch(path);
      const order_id = /R-[0-9]/.exec(path)?.[0] ?? "";
      expect([order_id, await foundBy({ order_id })]).toEqual([
        order_id,
        [outcome === "bad_signature" ? "stale_timestamp" : outcome],
      ]);
    }
    const query = { click_id: "made-up", order_id: "R-5" };
    expect(summaryOf(await sendSigned(service, query, { path: own }))).toBe(
      "400 invalid_click_id",
    );
    expect(await foundBy({ order_id: "R-5" })).toEqual(["invalid_click_id"]);
  });

  test("as it was written, and is kept whatever the order holds", async () => {
    const { slug, advertiser_id } = await setUp(api);
    await makeSource(api, advertiser_id, { token: "a-token-of-the-shop" });
    const click_id = await api.click(slug);
    const written = fc.stringMatching(/^[A-Z]{2}[0-9#/&=+%. _-]{1,20}[0-9]$/);
    for (const order_id of new Set(fc.sample(written, 5))) {
      const sent = await api.postback({ click_id, order_id, token: "wrong" });
      expect(summaryOf(sent)).toBe("401 bad_token");
      expect([order_id, await foundBy({ order_id })]).toEqual([
        order_id,
        ["bad_token"],
      ]);
    }
    const orders = fc.sample(fc.string({ unit: "binary", maxLength: 300 }), {
      numRuns: 30,
      seed: 12,
    });
    for (const order_id of orders) {
      const sent = await api.postback({ click_id, order_id, token: "wrong" });
      expect([401, 429, 400]).toContain(sent.status);
    }
    const [last = ""] = orders.filter((order) => /^\S{3,200}$/u.test(order));
    expect(last).not.toBe("");
  });
});

test("clicks and postbacks are found by the affiliate's own id of the click", async () => {
  const { slug } = await setUp(api);
  const click_ref = "a/ref? of & one's own";
  const query = `?${new URLSearchParams({ click_ref }).toString()}`;
  const click_id = await api.click(slug, query);
  await api.click(slug, "?click_ref=another");
  await api.postback({ click_id, order_id: "C-1" });
  await api.postback({ click_id, order_id: "C-1", goal: "nosuchgoal" });
  await drainAll(service);
  const { data } = await ok(
    client.GET("/api/v1/clicks", { params: { query: { click_ref } } }),
  );
  expect(data.map((click) => click.click_id)).toEqual([click_id]);
  expect(await foundBy({ click_ref })).toEqual(["unknown_goal", "recorded"]);
  expect(await foundBy({ click_ref: "nobody's" })).toEqual([]);
  const nul = await api.try("GET", "/clicks?click_ref=%00");
  expect(nul.status).toBe(422);
});

describe("a click whose row is not there yet", () => {
  test("answers what its id proves, and afterwards all of it", async () => {
    const setup = await setUp(api);
    const click_id = await api.click(setup.slug, "?sub1=spring");
    const path = `/clicks/${click_id.toUpperCase()}`;
    const early = await api.call("GET", path);
    expect(early).toMatchObject({
      click_id,
      stored: false,
      campaign_id: setup.campaign_id,
      affiliate_id: setup.affiliate_id,
      link_id: setup.link_id,
      pays: true,
      marks: [],
      conversions: [],
    });
    const sale = { click_id, order_id: "E-1" };
    const { body } = await api.postback(sale);
    const sold = [
      { id: body.conversion_id, order_id: "E-1", status: "approved" },
    ];
    expect(await api.call("GET", path)).toMatchObject({ conversions: sold });
    await drainAll(service);
    const late = await api.call("GET", path);
    const whole = { click_id, stored: true, sub1: "spring" };
    expect(late).toMatchObject({ ...whole, conversions: sold });
    expect(late.clicked_at).toBe(early.clicked_at);
  });

  test("whatever its link carried, and however it was made", async () => {
    const { slug, link_id } = await setUp(api);
    const queries = fc.sample(fc.webQueryParameters(), 3);
    for (const query of ["", "click_ref=r", ...queries]) {
      const clicked = await api.click(slug, `?${query}`);
      const beacon = await api.fetch(`/c/${slug}/beacon?${query}`, {
        method: "POST",
      });
      for (const id of [clicked, String(beacon.body.click_id)]) {
        const early = { click_id: id, link_id, stored: false };
        expect(await api.call("GET", `/clicks/${id}`)).toMatchObject(early);
      }
    }
  });

  test("is none where somebody made its id up, and nothing is claimed by it", async () => {
    const { slug } = await setUp(api);
    const click_id = await api.click(slug);
    const forged = Array.from({ length: 32 }, (_, at) => {
      const other = click_id[at] === "0" ? "1" : "0";
      return click_id.slice(0, at) + other + click_id.slice(at + 1);
    });
    // Of a time that no click can have.
    forged.push("z".repeat(32));
    for (const id of forged) {
      const listed = await api.try("GET", `/clicks?click_id=${id}`);
      expect(listed).toMatchObject({ status: 200, body: { data: [] } });
      expect((await api.try("GET", `/clicks/${id}`)).status).toBe(404);
      const claim = await api.fetch(`/v1/click/${id}/claim`);
      expect(summaryOf(claim)).toBe("400 invalid_click_id");
    }
  });
});

describe("a source's settings", () => {
  test("take its secrets with the others, and show them masked", async () => {
    const { slug, advertiser_id } = await setUp(api);
    const path = `/advertisers/${advertiser_id}/sources`;
    const source = await api.call<{ id: number; secrets: unknown[] }>(
      "POST",
      path,
      { name: "Shop", require: "signature", secrets: [SECRET] },
    );
    expect(source.secrets).toHaveLength(1);
    expect(JSON.stringify(source)).not.toContain(SECRET);
    const click_id = await api.click(slug);
    const said = { click_id, order_id: "S-1" };
    expect(summaryOf(await sendSigned(service, said))).toBe("201 recorded");
    const own = `${path}/${source.id}`;
    const others = [`${SECRET}-2`, `${SECRET}-3`];
    await api.call("PATCH", own, { secrets: others });
    for (const secret of others) {
      const again = await sendSigned(service, said, { secret });
      expect(summaryOf(again)).toBe("200 duplicate");
    }
    service.clock.advance(60_000);
    expect(summaryOf(await sendSigned(service, said))).toBe(
      "401 bad_signature",
    );
    for (let length = 24; length <= 64; length += 8) {
      const given = Array.from(
        { length: 1 + (length % 16 === 0 ? 1 : 0) },
        (_, at) => `${at}${"s".repeat(length - 1)}`,
      );
      const taken = await api.call<{ secrets: unknown[] }>("PATCH", own, {
        secrets: given,
      });
      expect(taken.secrets).toHaveLength(given.length);
      for (const secret of given) {
        expect(JSON.stringify(taken)).not.toContain(secret);
      }
    }
    for (const secrets of [["short"], [SECRET, SECRET, SECRET], "x"]) {
      const refused = await api.try("PATCH", own, { secrets });
      expect(refused.status).toBe(422);
    }
  });

  test("let nobody but an admin say that it approves again what is over", async () => {
    const { advertiser_id } = await setUp(api);
    const manager = await clientOf(api, {
      name: "Office",
      role: "manager",
    });
    const path = `/advertisers/${advertiser_id}/sources`;
    const asked = { name: "Mine", require: "none", reinstate: true };
    expect((await manager.try("POST", path, asked)).status).toBe(422);
    const made = await makeSource(manager, advertiser_id);
    const own = `${path}/${made.id}`;
    const change = { reinstate: true };
    expect((await manager.try("PATCH", own, change)).status).toBe(422);
    await manager.call("PATCH", own, { require: "token" });
    await api.call("PATCH", own, change);
    for (const [method, at, body] of [
      ["PATCH", own, { require: "none" }],
      ["PATCH", own, { enforce: false }],
      ["PATCH", own, { token: "a-token-that-I-know" }],
      ["PATCH", own, { secrets: [SECRET] }],
      ["POST", `${own}/secrets`, { secret: SECRET }],
      ["POST", `${own}/rotate-token`, {}],
      ["POST", `${own}/rotate-key`, undefined],
    ] as const) {
      const { status } = await manager.try(method, at, body);
      expect([at, body, status]).toEqual([at, body, 422]);
    }
    await manager.call("PATCH", own, { name: "Renamed", reinstate: false });
    await manager.call("POST", `${own}/rotate-key`);
  });
});

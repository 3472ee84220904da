// The reason for holding a conversion back is shown on it: caps, rules, and suspicious signs.
import { describe, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUp } from "../factory.ts";
import {
  createTestDatabase,
  serviceForFile,
  startTestService,
} from "../harness.ts";
import { expectBooked, summaryOf, notifiedVersions } from "../senders.ts";
import type { ShownConversion } from "../senders.ts";
import { ADDRESSES, BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const HOUR_MS = 3_600_000;

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock } = service;

type Change = NonNullable<Parameters<typeof setUp>[1]>;

/** Creates a campaign at 20.00 and 12.50 with clicks that are an hour old. */
async function clicked(count: number, change: Change = {}) {
  const setup = await setUp(api, change);
  await api.call("POST", `/affiliates/${setup.affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/pb?status={status}",
  });
  const clicks: string[] = [];
  for (let index = 0; index < count; index++) {
    clicks.push(await api.click(setup.slug));
  }
  clock.advance(HOUR_MS);
  return { ...setup, clicks };
}

async function sell(click_id = "", more: Record<string, string> = {}) {
  return await api.postback({ click_id, ...more });
}

async function shown(click_id = "", more: Record<string, string> = {}) {
  const { body } = await sell(click_id, more);
  return await expectBooked(service, body.conversion_id);
}

function brief({ status, reason, revenue, payout, flags }: ShownConversion) {
  return [status, reason, revenue, payout, flags.join(" ")];
}

const PAID = ["approved", null, "20.00", "12.50", ""];

async function addCap(campaign_id: number, cap: Record<string, unknown>) {
  const path = `/campaigns/${campaign_id}/caps`;
  return await api.call("POST", path, { period: "day", ...cap });
}

describe("over a cap on conversions", () => {
  test.each([
    ["pending", ["pending", "cap_reached", "20.00", "12.50", "over_cap"]],
    ["unpaid", ["approved", null, "20.00", "0.00", "over_cap unpaid"]],
    ["accept", ["approved", null, "20.00", "12.50", "over_cap"]],
  ])("%s: the conversion says so", async (over_cap, expected) => {
    const { clicks, campaign_id } = await clicked(3, {
      campaign: { over_cap },
    });
    await addCap(campaign_id, { metric: "conversions", limit: 2 });
    expect(brief(await shown(clicks[0]))).toEqual(PAID);
    expect(brief(await shown(clicks[1]))).toEqual(PAID);
    const over = await shown(clicks[2]);
    expect(brief(over)).toEqual(expected);
    const hears = over.status === "approved" && over.payout !== "0.00";
    expect(await notifiedVersions(service, over.id)).toHaveLength(
      hears ? 1 : 0,
    );
  });

  test("reject: it is 422, and a day later there is room again", async () => {
    const campaign = { over_cap: "reject" };
    const { clicks, campaign_id } = await clicked(3, { campaign });
    await addCap(campaign_id, { metric: "conversions", limit: 1 });
    expect(brief(await shown(clicks[0]))).toEqual(PAID);
    expect(summaryOf(await sell(clicks[1]))).toBe("422 cap_reached");
    const refund = await sell(clicks[0], { status: "refunded" });
    expect(summaryOf(refund)).toBe("200 updated");
    clock.advance(24 * HOUR_MS);
    expect(brief(await shown(clicks[1]))).toEqual(PAID);
    expect(summaryOf(await sell(clicks[2]))).toBe("422 cap_reached");
  });

  test("a held one that is approved is paid, and the cap counts what came at once", async () => {
    const { clicks, campaign_id } = await clicked(12);
    await addCap(campaign_id, { metric: "conversions", limit: 3 });
    const answers = await Promise.all(clicks.map((click_id) => sell(click_id)));
    const statuses = answers.map(({ body }) => body.status);
    expect(statuses.filter((status) => status === "approved")).toHaveLength(3);
    expect(statuses.filter((status) => status === "pending")).toHaveLength(9);
    const at = statuses.indexOf("pending");
    const approved = await sell(clicks[at], { status: "approved" });
    expect(summaryOf(approved)).toBe("200 updated");
    const { payout } = await expectBooked(service, approved.body.conversion_id);
    expect(payout).toBe("12.50");
  });
});

describe("over a cap on money", () => {
  test.each([
    ["revenue", "40.00"],
    ["payout", "25.00"],
  ])("%s is counted in what the conversions bring", async (metric, limit) => {
    const { clicks, campaign_id } = await clicked(3);
    await addCap(campaign_id, { metric, limit });
    expect(brief(await shown(clicks[0]))).toEqual(PAID);
    expect(brief(await shown(clicks[1]))).toEqual(PAID);
    expect(brief(await shown(clicks[2])).slice(0, 2)).toEqual([
      "pending",
      "cap_reached",
    ]);
  });

  test.each(
    (["revenue", "payout"] as const).flatMap((metric) => [
      [metric, "pending", "201 recorded", "pending cap_reached 12.50"] as const,
      [metric, "unpaid", "201 recorded", "approved  0.00"] as const,
      [metric, "accept", "201 recorded", "approved  12.50"] as const,
      [metric, "reject", "422 cap_reached", ""] as const,
    ]),
  )(
    "%s, %s: what crosses it still counts, what comes above it does as is said",
    async (metric, over_cap, answer, expected) => {
      const campaign = { over_cap };
      const { clicks, campaign_id } = await clicked(3, { campaign });
      const limit = metric === "revenue" ? "21.00" : "13.00";
      await addCap(campaign_id, { metric, limit });
      expect(brief(await shown(clicks[0]))).toEqual(PAID);
      expect(brief(await shown(clicks[1]))).toEqual(PAID);
      const over = await sell(clicks[2]);
      expect(summaryOf(over)).toBe(answer);
      if (expected === "") return;
      const { status, reason, payout, flags } = await expectBooked(
        service,
        over.body.conversion_id,
      );
      expect(`${status} ${reason ?? ""} ${payout}`).toBe(expected);
      expect(flags).toContain("over_cap");
    },
  );

  test("an affiliate's own cap holds nobody else back", async () => {
    const { clicks, campaign_id, affiliate_id } = await clicked(2);
    const other = await api.call<{ id: number }>("POST", "/affiliates", {
      name: "Lighthouse",
    });
    const link = await api.call<{ slug: string }>("POST", "/links", {
      campaign_id,
      affiliate_id: other.id,
    });
    const click_id = await api.click(link.slug);
    clock.advance(HOUR_MS);
    await addCap(campaign_id, {
      metric: "payout",
      limit: "12.50",
      affiliate_id,
    });
    expect(brief(await shown(clicks[0]))).toEqual(PAID);
    expect((await shown(clicks[1])).status).toBe("pending");
    expect(brief(await shown(click_id))).toEqual(PAID);
  });
});

describe("conversion rules", () => {
  async function rule(given: Record<string, unknown>) {
    return await api.call<{ id: number }>("POST", "/conversion-rules", given);
  }

  test("hold back or reject, with the reason on the conversion and in the answer", async () => {
    const { clicks, campaign_id } = await clicked(4);
    const amount = { campaign_id, field: "amount" };
    await rule({
      ...amount,
      op: "gt",
      values: ["100"],
      action: "pending",
      reason: "looked at by hand",
    });
    await rule({
      ...amount,
      op: "gt",
      values: ["1000"],
      action: "reject",
      reason: "no such basket",
    });
    expect(brief(await shown(clicks[0], { amount: "100" }))).toEqual(PAID);
    const held = await shown(clicks[1], { amount: "100.01" });
    expect(brief(held)).toEqual([
      "pending",
      "looked at by hand",
      "20.00",
      "12.50",
      "",
    ]);
    const refused = await sell(clicks[2], { amount: "1000.01" });
    expect(refused.body).toMatchObject({
      outcome: "recorded",
      status: "rejected",
      reason: "no such basket",
    });
    const rejected = await expectBooked(service, refused.body.conversion_id);
    expect(brief(rejected)).toEqual([
      "rejected",
      "no such basket",
      "0.00",
      "0.00",
      "",
    ]);
    expect(await notifiedVersions(service, rejected.id)).toEqual([]);
    const again = await sell(clicks[2], {
      amount: "1000.01",
      status: "approved",
    });
    expect(summaryOf(again)).toBe("409 illegal_transition");
    expect((await expectBooked(service, rejected.id)).status).toBe("rejected");
  });

  test("name what they look at where they give no reason, and hold for one affiliate only where they say so", async () => {
    const mine = await clicked(1);
    const other = await clicked(1);
    const { affiliate_id } = mine;
    const field = { field: "country", op: "in", values: ["NL", "GB"] };
    await rule({ affiliate_id, ...field, action: "pending" });
    const from = { ip: ADDRESSES.NL };
    const held = await shown(mine.clicks[0], from);
    expect(held.status).toBe("pending");
    expect(held.reason).toBe("country in NL, GB");
    expect((await shown(other.clicks[0], from)).status).toBe("approved");
  });

  test("that are switched off or deleted hold nothing back", async () => {
    const { clicks, campaign_id } = await clicked(3);
    const given = {
      field: "amount",
      op: "gt",
      values: ["1"],
      action: "reject",
    };
    const { id } = await rule({ campaign_id, ...given });
    expect((await shown(clicks[0], { amount: "2" })).status).toBe("rejected");
    await api.call("PATCH", `/conversion-rules/${id}`, { enabled: false });
    expect((await shown(clicks[1], { amount: "2" })).status).toBe("approved");
    await api.call("PATCH", `/conversion-rules/${id}`, { enabled: true });
    await api.call("DELETE", `/conversion-rules/${id}`);
    expect((await shown(clicks[2], { amount: "2" })).status).toBe("approved");
  });

  test("look at the labels and the flags of the click", async () => {
    const { slug, campaign_id } = await clicked(0);
    const of = { campaign_id, action: "pending" };
    await rule({ ...of, field: "sub1", op: "contains", values: ["BONUS"] });
    await rule({ ...of, field: "flag", op: "eq", values: ["fast"] });
    const labelled = await visit(api, slug, { query: "?sub1=my-bonus-page" });
    const plain = await visit(api, slug, { query: "?sub1=home" });
    await drainAll(service);
    clock.advance(HOUR_MS);
    expect((await shown(labelled.click_id)).reason).toBe("sub1 contains BONUS");
    expect((await shown(plain.click_id)).status).toBe("approved");
    const fast = await visit(api, slug);
    expect((await shown(fast.click_id)).reason).toBe("flag eq fast");
  });
});

describe("what is conspicuous", () => {
  test("fast: sooner than five seconds after its click", async () => {
    const { slug } = await clicked(0);
    const clicks = [await api.click(slug), await api.click(slug)];
    clock.advance(4999);
    expect((await shown(clicks[0])).flags).toEqual(["fast"]);
    clock.advance(1);
    expect((await shown(clicks[1])).flags).toEqual([]);
  });

  test("country_differs: the customer's address is of another country than the click's", async () => {
    const { slug } = await clicked(0);
    const from = { ip: ADDRESSES.GB };
    const clicks = [
      (await visit(api, slug, from)).click_id,
      (await visit(api, slug, from)).click_id,
      (await visit(api, slug, from)).click_id,
    ];
    await drainAll(service);
    clock.advance(HOUR_MS);
    const flagsOf = async (click_id = "", ip = "") =>
      (await shown(click_id, { ip })).flags;
    expect(await flagsOf(clicks[0], ADDRESSES.NL)).toEqual(["country_differs"]);
    expect(await flagsOf(clicks[1], ADDRESSES.GB)).toEqual([]);
    expect(await flagsOf(clicks[2], "no address")).toEqual([]);
  });

  test("data_centre: the customer, or whoever clicked, is in a network that rents out machines", async () => {
    const path = join(tmpdir(), `tallyho-asn-${crypto.randomUUID()}.mmdb`);
    await Bun.write(path, asnFile(16_509));
    const database = await createTestDatabase();
    const env = { ...BEHIND_PROXY, TALLYHO_ASN_FILE: path };
    const other = await startTestService(database, { env });
    const { slug } = await setUp(other.api);
    const person = await visit(other.api, slug, { ip: ADDRESSES.NL });
    const machine = await visit(other.api, slug, { ip: ADDRESSES.US });
    await drainAll(other);
    other.clock.advance(HOUR_MS);
    const flags: string[][] = [];
    for (const { click_id } of [person, machine]) {
      const sale = { click_id, order_id: click_id, ip: ADDRESSES.US };
      const { body } = await other.api.postback(sale);
      flags.push((await expectBooked(other, body.conversion_id)).flags);
    }
    expect(flags).toEqual([
      ["country_differs", "data_centre"],
      ["data_centre"],
    ]);
    await other.stop();
    await database.drop();
    await rm(path);
  });
});

/** A MaxMind file in which all IPv4 addresses below 128.0.0.0 belong to one network. */
function asnFile(asn: number): Buffer {
  const text = (given: string) =>
    Buffer.concat([Buffer.of((2 << 5) | given.length), Buffer.from(given)]);
  const number = (given: number) =>
    Buffer.of((6 << 5) | 3, given >> 16, (given >> 8) & 255, given & 255);
  const map = (...entries: [string, Buffer][]) =>
    Buffer.concat([
      Buffer.of((7 << 5) | entries.length),
      ...entries.flatMap(([name, value]) => [text(name), value]),
    ]);
  return Buffer.concat([
    Buffer.of(0, 0, 1 + 16, 0, 0, 1),
    Buffer.alloc(16),
    map(["autonomous_system_number", number(asn)]),
    Buffer.from("abcdef4d61784d696e642e636f6d", "hex"),
    map(
      ["node_count", number(1)],
      ["record_size", number(24)],
      ["ip_version", number(4)],
      ["database_type", text("test")],
      ["build_epoch", number(0)],
    ),
  ]);
}

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});

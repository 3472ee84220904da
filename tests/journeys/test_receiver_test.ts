// A newcomer without a tracker at hand still sees a sale heard: there is a receiver to try with. It
// is the only private address that a delivery reaches unasked, it repeats what it hears as mere text,
// and nothing comes of it.
import { afterAll, describe, expect, test } from "bun:test";
import { deliveryOf, sell } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import {
  createTestDatabase,
  serviceForFile,
  startTestService,
} from "../harness.ts";
import { head, sendRaw } from "../raw_http.ts";
import { PartnerReceiver } from "../receiver.ts";
import { expectNothingWritten } from "../refusals.ts";

const CLOSED = { TALLYHO_ALLOW_PRIVATE_TARGETS: "" };
const PATH = "/v1/test-receiver";
const service = await serviceForFile({ env: CLOSED });
const { api, deliverer } = service;
const own = service.url + PATH;

interface Made {
  id: number;
  url: string;
  preset: string | null;
}

interface Tested {
  heard: boolean;
  error: string | null;
  response: { http_status: number; body: string } | null;
}

describe("an endpoint at the test receiver", () => {
  test("hears of a sale over HTTP on a machine that allows no private address", async () => {
    const { affiliate_id, slug } = await setUp(api);
    const base = `/affiliates/${affiliate_id}/postbacks`;
    const made = await api.call<Made>("POST", base, {
      preset: "test_receiver",
    });
    expect(made.preset).toBe("test_receiver");
    expect(made.url).toStartWith(`${own}?click_id={click_id}&`);
    const conversion = await sell(
      api,
      slug,
      { order_id: "A & B" },
      "?click_ref=r1",
    );
    await deliverer.runOnce();
    const { state, tries } = await deliveryOf(api, conversion);
    expect(state).toBe("delivered");
    expect(tries).toHaveLength(1);
    expect(tries[0]).toMatchObject({ http_status: 200 });
    const heard = tries[0]?.response_body?.split("\n");
    for (const line of ["click_ref=r1", "payout=12.50", "order_id=A & B"]) {
      expect(heard).toContain(line);
    }
    // Nothing comes of it: neither a postback nor another delivery.
    const told = await expectNothingWritten(service, () => deliverer.runOnce());
    expect(told).toBe(false);
  });

  test("is shown as what it is, also where its address was written by hand", async () => {
    const { affiliate_id } = await setUp(api);
    const base = `/affiliates/${affiliate_id}/postbacks`;
    const { id, preset } = await api.call<Made>("POST", base, {
      ...{ url: `${own}?s={status}`, method: "POST" },
      ...{ body: '{"p":"{payout}"}', statuses: ["approved", "reversed"] },
    });
    expect(preset).toBe("test_receiver");
    const tested = await api.call<Tested>("POST", `${base}/${id}/test`, {});
    expect(tested).toMatchObject({ heard: true });
    expect(tested.response?.body).toEndWith(
      '\ns=approved\nis_test=1\nbody: {"p":"1.00"}\n',
    );
    const url = "https://tracker.example/pb";
    const real = { url, method: "GET", body: null, statuses: ["approved"] };
    const changed = await api.call("PATCH", `${base}/${id}`, real);
    expect(changed).toMatchObject({ url, preset: null });
  });

  test("is the only address of the tracker that is taken", async () => {
    const { affiliate_id } = await setUp(api);
    const { port } = new URL(own);
    for (const url of [
      `${service.url}/v1/postback?click_id={click_id}`,
      `${service.url}/healthz`,
      `${own}/x`,
      `${own}#x`,
      `${own}/../postback`,
      `http://x@127.0.0.1:${port}${PATH}`,
      `http://localhost:${port}${PATH}`,
      `https://127.0.0.1:${port}${PATH}`,
      `http://127.0.0.1:${port === "65535" ? 1024 : Number(port) + 1}${PATH}`,
      `http://127.0.0.1${PATH}`,
    ]) {
      const path = `/affiliates/${affiliate_id}/postbacks`;
      const { status, body } = await api.try("POST", path, { url });
      expect([url, status]).toEqual([url, 422]);
      expect(body.code).toBeOneOf(["target_not_allowed", "invalid_url"]);
    }
    const webhook = { url: own, events: ["conversion.recorded"] };
    const { body } = await api.try("POST", "/webhooks", webhook);
    expect(body.code).toBe("target_not_allowed");
  });
});

describe("a delivery", () => {
  const partner = new PartnerReceiver();
  afterAll(() => partner.stop());

  test("isn't led to the test receiver by a redirect", async () => {
    const database = await createTestDatabase();
    const open = await startTestService(database);
    try {
      const { affiliate_id } = await setUp(open.api);
      const base = `/affiliates/${affiliate_id}/postbacks`;
      const made = await open.api.call<Made>("POST", base, {
        url: `${partner.url}/pb`,
      });
      partner.answers.push(Response.redirect(open.url + PATH));
      const tested = await open.api.call<Tested>(
        "POST",
        `${base}/${made.id}/test`,
        {},
      );
      expect(tested).toMatchObject({ heard: false });
      expect(tested.response?.http_status).toBe(302);
    } finally {
      await open.stop();
      await database.drop();
    }
  });

  test("goes no more to a test receiver once the tracker has another address", async () => {
    const database = await createTestDatabase();
    const before = await startTestService(database, { env: CLOSED });
    const { affiliate_id } = await setUp(before.api);
    const base = `/affiliates/${affiliate_id}/postbacks`;
    const { id } = await before.api.call<Made>("POST", base, {
      preset: "test_receiver",
    });
    // Its port is taken meanwhile, so that the next one has another.
    const other = await startTestService(database, { env: CLOSED });
    try {
      const at = `${base}/${id}`;
      const tested = await other.api.call<Tested>("POST", `${at}/test`, {});
      expect(tested).toMatchObject({ heard: false, response: null });
      expect(tested.error).toContain("not public");
      const kept = await other.api.try("PATCH", at, { enabled: true });
      expect(kept.body.code).toBe("target_not_allowed");
    } finally {
      await Promise.all([other.stop(), before.stop()]);
      await database.drop();
    }
  });
});

describe("the test receiver", () => {
  test("answers text that no browser takes for anything else, and that nobody keeps", async () => {
    const mark = "<script>alert(1)</script>";
    const query = new URLSearchParams({ sub1: mark });
    const { status, headers, body } = await api.fetch(`${PATH}?${query}`);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body.text).toContain(`\nsub1=${mark}\n`);
  });

  test("writes nothing, whatever it is sent", async () => {
    await expectNothingWritten(service, async () => {
      const { status } = await api.fetch(`${PATH}?click_id=x&amount=1`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "order_id=1",
      });
      expect(status).toBe(200);
    });
  });

  test("hears by GET and POST, and up to 64 KiB", async () => {
    for (const method of ["HEAD", "PUT", "DELETE", "OPTIONS"]) {
      const { status, headers } = await api.fetch(PATH, { method });
      expect([method, status]).toEqual([method, 405]);
      expect(headers.get("allow")).toBe("GET, POST");
    }
    const send = async (length: number) =>
      await api.fetch(PATH, { method: "POST", body: "b".repeat(length) });
    const most = await send(65_536);
    expect(most.status).toBe(200);
    expect(String(most.body.text).length).toBeLessThan(1_200);
    expect((await send(65_537)).body.code).toBe("too_large");
  });

  test("answers a body that is cut off as malformed, which is no failure of ours", async () => {
    const fails = service.log.length;
    const headers = { "Content-Length": 12 };
    const cut = `${head("POST", PATH, headers)}{}`;
    const [answer] = await sendRaw(service.url, cut, { ends: true });
    // A server may hang up without an answer.
    expect(answer?.status ?? 0).toBeOneOf([0, 400]);
    const { status } = await api.fetch(PATH);
    expect(status).toBe(200);
    expect(service.log.slice(fails)).toEqual([]);
  });

  test("refuses who asks all the time, and hears them again soon", async () => {
    service.clock.advance(60_000);
    const statuses: number[] = [];
    for (let at = 0; at < 61; at++) {
      statuses.push((await api.fetch(PATH)).status);
    }
    expect(statuses.indexOf(429)).toBe(60);
    service.clock.advance(1_000);
    expect((await api.fetch(PATH)).status).toBe(200);
  });
});

import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { deliveryOf, sell } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";

const addresses = new Map<string, string[]>();
/** Addresses of a name that resolves differently each time. */
const turns = new Map<string, string[][]>();
const asked: string[] = [];
const service = await serviceForFile({
  resolve: async (host) => {
    asked.push(host);
    const turning = turns.get(host)?.shift();
    if (turning !== undefined) return turning;
    const found = addresses.get(host) ?? [host];
    if (found.length === 0) throw new Error("ENOTFOUND");
    return found;
  },
});
const { api, clock, deliverer } = service;

let partner: PartnerReceiver;
let setup: Setup;
beforeEach(async () => {
  partner = new PartnerReceiver();
  setup = await setUp(api);
});
afterEach(() => partner.stop());

const PB = "/pb?d={delivery_id}&v={status}";

async function addEndpoint(url: string, more: object = {}): Promise<void> {
  const path = `/affiliates/${setup.affiliate_id}/postbacks`;
  await api.call("POST", path, { url, ...more });
}

describe("a partner's address", () => {
  test("is looked up by us, and reached under its own name", async () => {
    addresses.set("partner.example", ["127.0.0.1"]);
    const { port } = new URL(partner.url);
    await addEndpoint(`http://partner.example:${port}${PB}`);
    const conversion_id = await sell(api, setup.slug);
    await deliverer.runOnce();
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "delivered",
      tries: [{ remote_address: "127.0.0.1" }],
    });
    const host = partner.received[0]?.headers.get("host");
    expect(host).toBe(`partner.example:${port}`);
  });

  test.each([
    ["10.0.0.7", ["10.0.0.7"]],
    ["10.0.0.7", ["93.184.216.34", "10.0.0.7"]],
    ["169.254.169.254", ["169.254.169.254"]],
    ["::ffff:10.0.0.7", ["::ffff:10.0.0.7"]],
    ["fd00::1", ["93.184.216.34", "fd00::1"]],
    ["0.0.0.0", ["0.0.0.0"]],
  ])(
    "that leads to %s is refused, and that stands in the try",
    async (forbidden, found) => {
      addresses.set("inside.example", found);
      await addEndpoint(`http://inside.example${PB}`);
      const conversion_id = await sell(api, setup.slug);
      await deliverer.runOnce();
      const delivery = await deliveryOf(api, conversion_id);
      const error = `"inside.example" resolves to ${forbidden}, which is not public`;
      expect(delivery).toMatchObject({ state: "due", reason: error });
      expect(delivery.tries).toMatchObject([
        { error, http_status: null, remote_address: null },
      ]);
    },
  );

  test("is looked up again at each attempt, so that it can't turn private in between", async () => {
    addresses.set("turning.example", ["127.0.0.1"]);
    const { port } = new URL(partner.url);
    await addEndpoint(`http://turning.example:${port}${PB}`);
    partner.answers.push(new Response("", { status: 503 }));
    const conversion_id = await sell(api, setup.slug);
    await deliverer.runOnce();
    addresses.set("turning.example", ["192.168.0.1"]);
    const { due_at } = await deliveryOf(api, conversion_id);
    clock.set(Date.parse(due_at ?? ""));
    await deliverer.runOnce();
    const { tries } = await deliveryOf(api, conversion_id);
    expect(tries[1]?.error).toContain("192.168.0.1, which is not public");
    expect(partner.received).toHaveLength(1);
  });

  test("that changes within a try is asked once: the connection goes where was looked", async () => {
    turns.set("rebind.example", [["127.0.0.1"], ["169.254.169.254"]]);
    const { port } = new URL(partner.url);
    await addEndpoint(`http://rebind.example:${port}${PB}`);
    const first = await sell(api, setup.slug);
    asked.length = 0;
    await deliverer.runOnce();
    const looks = asked.filter((host) => host === "rebind.example");
    expect(looks).toHaveLength(1);
    expect(await deliveryOf(api, first)).toMatchObject({
      state: "delivered",
      tries: [{ remote_address: "127.0.0.1" }],
    });
    const second = await sell(api, setup.slug);
    await deliverer.runOnce();
    expect((await deliveryOf(api, second)).tries[0]?.error).toContain(
      "169.254.169.254, which is not public",
    );
    expect(partner.received).toHaveLength(1);
  });

  test("does not lead on to the metadata address by a redirect: it is not even looked up", async () => {
    const location = "http://169.254.169.254/latest/meta-data/";
    await addEndpoint(`${partner.url}${PB}`);
    for (const status of [301, 302, 303, 307, 308]) {
      partner.answers.push(new Response("", { status, headers: { location } }));
      const conversion_id = await sell(api, setup.slug);
      asked.length = 0;
      await deliverer.runOnce();
      expect(asked).not.toContain("169.254.169.254");
      expect(await deliveryOf(api, conversion_id)).toMatchObject({
        state: "due",
        reason: `HTTP ${status}`,
        tries: [{ http_status: status, remote_address: "127.0.0.1" }],
      });
      expect(partner.received).toHaveLength(1);
      partner.received.length = 0;
    }
  });

  test("that has none is tried again", async () => {
    addresses.set("gone.example", []);
    await addEndpoint(`http://gone.example${PB}`);
    const conversion_id = await sell(api, setup.slug);
    await deliverer.runOnce();
    const delivery = await deliveryOf(api, conversion_id);
    expect(delivery.state).toBe("due");
    expect(delivery.tries[0]?.error).toStartWith(
      'Cannot resolve "gone.example"',
    );
  });

  test.each([
    "http://10.0.0.7/pb",
    "http://[::1]/pb",
    "http://169.254.169.254/latest/meta-data",
    "http://167772167/pb",
    "http://0x0a.1/pb",
    "ftp://partner.example/pb",
    "http://{sub1}.example/pb",
  ])("%s is not even taken", async (url) => {
    const path = `/affiliates/${setup.affiliate_id}/postbacks`;
    const answer = await api.try("POST", path, { url });
    expect(answer.status).toBe(422);
  });
});

describe("a template", () => {
  test("is filled with the values of click and sale, encoded so that they arrive unchanged", async () => {
    const odd = `a&b=c d+%/?#é"<>'\\{}|;,漢字 100%`;
    await addEndpoint(
      `${partner.url}/pb/{order_id}?ref={click_ref}&s1={sub1}&src={source}&p={param:gclid}&o={order_id}&fixed=a%20b&payout={payout}&none={sub9}#{sub1}`,
    );
    const query = new URLSearchParams({
      click_ref: odd,
      sub1: odd,
      source: odd,
      gclid: odd,
    });
    const conversion_id = await sell(
      api,
      setup.slug,
      { order_id: odd, amount: "80" },
      `?${query.toString()}`,
    );
    await deliverer.runOnce();
    expect((await deliveryOf(api, conversion_id)).state).toBe("delivered");
    const url = partner.received[0]?.url ?? new URL("about:blank");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ref: odd,
      s1: odd,
      src: odd,
      p: odd,
      o: odd,
      fixed: "a b",
      payout: "12.50",
      none: "",
    });
    expect(decodeURIComponent(url.pathname)).toBe(`/pb/${odd}`);
  });
});

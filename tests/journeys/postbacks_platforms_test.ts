// An advertiser moves here by changing only the host: each platform's documented format works at
// its own address, with or without a source of that platform.
import { describe, expect, test } from "bun:test";
import { isoTime } from "../../modules/kernel/mod.ts";
import type { Answer } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import {
  PLATFORM_ADDRESSES,
  PLATFORM_TOKEN,
} from "../fixtures/platform_addresses.ts";
import type {
  PlatformAddress,
  PlatformSend,
} from "../fixtures/platform_addresses.ts";
import { serviceForFile } from "../harness.ts";
import type { StoredPostback } from "../refusals.ts";
import { expectBooked, makeSource, SECRET, signedUrl } from "../senders.ts";
import type { ShownConversion } from "../senders.ts";

const MINUTE_MS = 60_000;
const service = await serviceForFile();
const { api, clock } = service;

const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};
const GOALS = {
  campaign: {
    goals: [
      { key: "sale", ...SHARE },
      { key: "lead", ...SHARE },
    ],
  },
};

/** An advertiser without a source, and one with a source per platform that requires a token. */
const bare = await setUp(api, GOALS);
const staged = new Map<string, { setup: Setup; key: string }>();
for (const { preset } of PLATFORM_ADDRESSES) {
  const setup = await setUp(api, GOALS);
  const token = PLATFORM_TOKEN;
  const source = { preset, require: "token", token };
  const { key } = await makeSource(api, setup.advertiser_id, source);
  staged.set(preset, { setup, key });
}

/** Keitaro's address contains a source's key, which is a proof by itself. */
const WITHOUT_KEY = PLATFORM_ADDRESSES.filter(
  ({ preset }) => preset !== "keitaro",
);

/** Replacements for the placeholders in a fixture's request. */
type Ids = Record<string, string>;

function fill(text: string, ids: Ids): string {
  return text.replaceAll(/<(\w+)>/g, (whole, name: string) => {
    return ids[name] ?? whole;
  });
}

async function send(
  { url, json, form, auth }: PlatformSend,
  ids: Ids,
  token: string | null,
): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (auth === "bearer" && token !== null) {
    headers.authorization = `Bearer ${token}`;
  }
  if (auth === "basic" && token !== null) {
    headers.authorization = `Basic ${btoa(`IRsid:${token}`)}`;
  }
  const path = fill(url, ids).replace(PLATFORM_TOKEN, token ?? "");
  if (json === undefined && form === undefined) {
    return await api.fetch(path, { headers });
  }
  const type = json === undefined ? "x-www-form-urlencoded" : "json";
  headers["content-type"] = `application/${type}`;
  const body = fill(json === undefined ? (form ?? "") : asText(json), ids);
  return await api.fetch(path, { method: "POST", headers, body });
}

function asText(json: unknown): string {
  return JSON.stringify(json);
}

async function conversionsOf(click_id: string): Promise<ShownConversion[]> {
  const list = await api.call<{ data: ShownConversion[] }>(
    "GET",
    `/conversions?click_id=${click_id}`,
  );
  return list.data;
}

async function postbackOf(click_id: string): Promise<StoredPostback> {
  const path = `/postbacks?click_id=${click_id}`;
  const list = await api.call<{ data: { id: string }[] }>("GET", path);
  return await api.call("GET", `/postbacks/${list.data[0]?.id}`);
}

function expectSays(
  answer: Answer,
  { status, says }: PlatformAddress["answer"],
) {
  expect(answer.status).toBe(status);
  if (typeof says === "string") expect(answer.body).toEqual({ text: says });
  else expect(answer.body).toMatchObject(says);
}

let orders = 0;

async function idsOf({ slug }: Setup, key = ""): Promise<Ids> {
  const click = await api.click(slug);
  clock.advance(MINUTE_MS);
  const iso = isoTime(clock.nowMs());
  const time = encodeURIComponent(iso.replace("T", " ").replace(/\.\d+Z/, ""));
  return { click, key, order: `order-${++orders}`, iso, time };
}

/** A click of the advertiser that has a source of this platform. */
async function idsAt(preset: string): Promise<Ids> {
  const { setup = bare, key = "" } = staged.get(preset) ?? {};
  return await idsOf(setup, key);
}

/** Checks that the click's only conversion is as the fixture says to the micro, with its money booked. */
async function expectMade(
  ids: Ids,
  count: number,
  expected: Record<string, unknown>,
): Promise<ShownConversion> {
  const made = await conversionsOf(ids.click ?? "");
  expect(made).toHaveLength(count);
  const [newest] = made;
  const conversion = await expectBooked(service, newest?.id);
  expect({ ...conversion, ...conversion.exact }).toMatchObject(
    JSON.parse(fill(asText(expected), ids)),
  );
  return conversion;
}

describe("with a source of its platform", () => {
  test.each(PLATFORM_ADDRESSES)(
    "$preset: the documented request, sent twice, is answered in its format and makes one conversion",
    async (platform) => {
      const { preset, then } = platform;
      const ids = await idsAt(preset);
      expectSays(
        await send(platform.send, ids, PLATFORM_TOKEN),
        platform.answer,
      );
      const made = await expectMade(ids, 1, platform.conversion);
      const again = await send(platform.send, ids, PLATFORM_TOKEN);
      const kept = await postbackOf(ids.click ?? "");
      // Scaleo's first verb only creates.
      const is_add = platform.send.url.startsWith("/track/conv?");
      expect(kept.outcome).toBe(is_add ? "already_exists" : "duplicate");
      expect(again.status).toBe(
        is_add
          ? 409
          : platform.answer.status === 201
            ? 200
            : platform.answer.status,
      );
      await expectMade(ids, 1, platform.conversion);
      if (then === undefined) return;
      await send(then.send, { ...ids, conversion: made.id }, PLATFORM_TOKEN);
      const is_new = then.conversion.order_id !== made.order_id;
      const is_same =
        fill(String(then.conversion.order_id), ids) === made.order_id;
      await expectMade(ids, is_new && !is_same ? 2 : 1, then.conversion);
    },
  );

  test.each(WITHOUT_KEY)(
    "$preset: without its secret it is refused as unproven, and no word of the answer is that of a success",
    async (platform) => {
      const { preset } = platform;
      for (const token of [null, "another-token"]) {
        const ids = await idsAt(preset);
        const answer = await send(platform.send, ids, token);
        const kept = await postbackOf(ids.click ?? "");
        expect([kept.outcome, kept.http_status]).toEqual(["bad_token", 401]);
        expect(await conversionsOf(ids.click ?? "")).toEqual([]);
        const { says } = platform.answer;
        expect(answer.body).not.toEqual(
          typeof says === "string" ? { text: says } : says,
        );
        expect(asText(answer.body)).toContain("bad_token");
      }
    },
  );
});

describe("without any source", () => {
  test.each(WITHOUT_KEY)(
    "$preset: the address itself tells the dialect and the words of the answer",
    async (platform) => {
      const ids = await idsOf(bare);
      expectSays(await send(platform.send, ids, null), platform.answer);
      const { flags } = await expectMade(ids, 1, platform.conversion);
      expect(flags).toEqual([]);
    },
  );

  test("Keitaro's address is its source's own: another key is no address that anybody has", async () => {
    const { click } = await idsOf(bare);
    const answer = await api.fetch(`/a1b2c3d4/postback?subid=${click}`);
    expect(answer.status).toBe(404);
    expect(asText(answer.body)).toContain("unknown_source");
  });
});

test("an advertiser whose sources are of no such platform has its default one judge", async () => {
  const setup = await setUp(api, GOALS);
  const { advertiser_id } = setup;
  await makeSource(api, advertiser_id, { name: "Other", preset: "cake" });
  await makeSource(api, advertiser_id, {
    name: "Own",
    default: true,
    mapping: { order_id: ["bill"], amount: ["paid_cents"] },
    amount_unit: "minor",
  });
  const { click } = await idsOf(setup);
  const answer = await api.fetch(
    `/aff_lsr?transaction_id=${click}&bill=B-7&paid_cents=1250&adv_sub=no`,
  );
  expect(answer.status).toBe(201);
  const expected = { order_id: "B-7", amount: "12.50" };
  await expectMade({ click: click ?? "" }, 1, expected);
});

describe("proof belongs to the advertiser", () => {
  const EVERY_ADDRESS: readonly PlatformSend[] = [
    { url: "/v1/postback?click_id=<click>&amount=1" },
    { url: "/v1/postback", form: "click_id=<click>&amount=1" },
    { url: "/track/conv-addchange?click_id=<click>&amount=1" },
    { url: "/track/conv-change?click_id=<click>&amount=1" },
    { url: "/track/sale", json: { clickId: "<click>", amount: 100 } },
    { url: "/click?cnv_id=<click>&payout=1" },
    ...WITHOUT_KEY.map((platform) => platform.send),
  ];

  /** Creates a source that requires nothing, and another one that does. */
  async function setUpStrict(open: Record<string, unknown>, needed: string) {
    const setup = await setUp(api, GOALS);
    const { advertiser_id } = setup;
    const source = await makeSource(api, advertiser_id, {
      default: true,
      ...open,
    });
    await makeSource(api, advertiser_id, {
      name: "Strict",
      require: needed,
      token: PLATFORM_TOKEN,
      secret: SECRET,
    });
    const path = `/advertisers/${advertiser_id}/sources/${source.id}`;
    return { setup, key: source.key, path };
  }

  test.each(["token", "signature"])(
    "at every address without proof it is 401 where one of its sources requires a %s",
    async (needed) => {
      const { setup, key } = await setUpStrict({}, needed);
      for (const form of EVERY_ADDRESS) {
        const ids = await idsOf(setup, key);
        const answer = await send(form, ids, null);
        expect([form.url, answer.status]).toEqual([form.url, 401]);
        expect(await conversionsOf(ids.click ?? "")).toEqual([]);
      }
    },
  );

  test("a source's own address is proof by itself, since its key is secret", async () => {
    const { setup, key } = await setUpStrict({}, "signature");
    for (const url of ["/v1/postback/<key>", "/<key>/postback"]) {
      const ids = await idsOf(setup, key);
      const form = { url: `${url}?subid=<click>&amount=1` };
      expect((await send(form, ids, null)).status).toBe(201);
      await expectMade(ids, 1, { amount: "1.00", proof: "token" });
    }
  });

  test("nor does a source of its own platform that asks for nothing let anybody in, however it answers", async () => {
    const { setup, path } = await setUpStrict({}, "signature");
    for (const { preset, send: form } of WITHOUT_KEY) {
      await api.call("PATCH", path, { preset });
      const ids = await idsOf(setup);
      await send(form, ids, "a-token-of-nobody");
      const { outcome, http_status } = await postbackOf(ids.click ?? "");
      const kept = [preset, outcome, http_status];
      expect(kept).toEqual([preset, "missing_signature", 401]);
      expect(await conversionsOf(ids.click ?? "")).toEqual([]);
    }
  });

  test("what the strict source's own secret signed is taken at a platform's address", async () => {
    const { setup } = await setUpStrict({ preset: "tune" }, "signature");
    const { click = "" } = await idsOf(setup);
    const url = `/aff_lsr?transaction_id=${click}&amount=10&adv_sub=S-1`;
    const ts = Math.floor(clock.nowMs() / 1000);
    const answer = await api.fetch(signedUrl(url, { ts }));
    expect(answer.body).toEqual({ text: "success=true;" });
    await expectMade({ click }, 1, { order_id: "S-1", status: "approved" });
  });
});

test("each of the sixteen platforms is here, and nothing failed", () => {
  const names = PLATFORM_ADDRESSES.map(({ preset }) => preset);
  expect(names.join(" ")).toBe(
    "partnerstack impact partnerize affise tune post_affiliate_pro scaleo voluum redtrack bemob everflow cake keitaro binom prosper202 dub",
  );
  expect(service.log).toEqual([]);
});

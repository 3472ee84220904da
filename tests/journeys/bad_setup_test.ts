// A wrong setup pays wrongly for weeks. Whatever can't be intended is refused when saved, each
// field by name, and nothing of it is kept.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { Answer } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";

const service = await serviceForFile({
  env: { TALLYHO_ALLOW_PRIVATE_TARGETS: "10.9.0.0/16" },
});
const { api } = service;
const setup = await setUp(api);
const ENDPOINTS = `/affiliates/${setup.affiliate_id}/postbacks`;
const RULE = { type: "fixed", amount: "1.00" };
const GOAL = { key: "sale", revenue: RULE, payout: RULE };
const CAMPAIGN = {
  advertiser_id: setup.advertiser_id,
  name: "Spring shoes",
  destination_url: "https://shop.example/",
  currency: "USD",
  goals: [GOAL],
};

interface Refused {
  code: string;
  status: number;
  detail: string;
  errors?: { field: string; message: string }[];
}

/** Counts the rows of all tables that the admin API may write to. */
async function countSetup() {
  const tables = [
    "advertisers",
    "affiliates",
    "campaigns",
    "goals",
    "links",
    "endpoints",
    "users",
    "api_tokens",
    "sessions",
    "config_version",
  ];
  const counts = tables.map((name) => `(select count(*)::int from ${name})`);
  const [row] = await service.db.execute(
    sql.raw(
      `select (select version from config_version) as version, array[${counts.join(", ")}] as counts`,
    ),
  );
  return { ...row };
}

async function expectProblem(
  send: () => Promise<Answer>,
  status: number,
  code: string,
  fields?: string[],
): Promise<Refused> {
  const before = await countSetup();
  const answer = await send();
  const body = answer.body as unknown as Refused;
  expect(body).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  if (fields !== undefined) {
    expect(body.errors?.map(({ field }) => field)).toEqual(fields);
  }
  expect(await countSetup()).toEqual(before);
  return body;
}

function postCampaign(change: Record<string, unknown>) {
  return () => api.try("POST", "/campaigns", { ...CAMPAIGN, ...change });
}

function postText(path: string, body: string, type = "application/json") {
  const authorization = `Bearer ${ADMIN_TOKEN}`;
  const headers = { authorization, "content-type": type };
  return () => api.fetch(`/api/v1${path}`, { method: "POST", headers, body });
}

describe("a body that can't be read:", () => {
  test.each(["{", "{]", '{"name":}', "nul", '{"name":"x"', "[".repeat(99_999)])(
    "malformed JSON: %j",
    async (text) => {
      await expectProblem(postText("/advertisers", text), 400, "malformed");
    },
  );

  test.each(["", "null", "[]", '"Northwind"', "7", "true"])(
    "JSON that is no object: %j",
    async (text) => {
      const send = postText("/advertisers", text);
      const { detail } = await expectProblem(send, 422, "invalid_request");
      expect(detail).toBe("Invalid body");
    },
  );

  test("JSON nested without end where a text belongs", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const send = postText("/advertisers", `{"name":${deep}}`);
    await expectProblem(send, 400, "malformed");
  });

  test("a kind that the API doesn't take", async () => {
    const send = postText("/advertisers", "Northwind", "text/plain");
    await expectProblem(send, 422, "invalid_request");
  });
});

test("a second forward for the same postbacks is refused, and changes nothing", async () => {
  const forward = { url: "https://old.example/postback" };
  const { id } = await api.call<{ id: number }>(
    "POST",
    "/moves/forwards",
    forward,
  );
  const again = () => api.try("POST", "/moves/forwards", forward);
  await expectProblem(again, 422, "invalid_request", ["source_id"]);
  await api.call("DELETE", `/moves/forwards/${id}`);
});

describe("each field that is off is listed:", () => {
  test("missing ones", async () => {
    for (const [path, fields] of [
      ["/advertisers", ["name"]],
      ["/affiliates", ["name"]],
      [
        "/campaigns",
        ["name", "destination_url", "advertiser_id", "currency", "goals"],
      ],
      ["/links", ["affiliate_id"]],
      [ENDPOINTS, ["url"]],
      [`/campaigns/${setup.campaign_id}/goals`, ["key", "revenue", "payout"]],
      ["/tokens", ["name"]],
      ["/users", ["email", "password", "role"]],
      ["/session", ["email", "password"]],
    ] as const) {
      const send = () => api.try("POST", path, {});
      await expectProblem(send, 422, "invalid_request", [...fields]);
    }
  });

  test("unknown ones", async () => {
    const unknown = { colour: "red", Status: "active" };
    const send = postCampaign(unknown);
    await expectProblem(send, 422, "invalid_request", ["colour", "Status"]);
    const { campaign_id, affiliate_id, link_id } = setup;
    for (const path of [
      `/advertisers/${setup.advertiser_id}`,
      `/affiliates/${affiliate_id}`,
      `/campaigns/${campaign_id}`,
      `/campaigns/${campaign_id}/goals/sale`,
      `/links/${link_id}`,
    ]) {
      const change = () => api.try("PATCH", path, { colour: "red" });
      await expectProblem(change, 422, "invalid_request", ["colour"]);
    }
    const moved = () =>
      api.try("PATCH", `/links/${link_id}`, { campaign_id, affiliate_id });
    const fields = ["campaign_id", "affiliate_id"];
    await expectProblem(moved, 422, "invalid_request", fields);
  });

  test("those of the wrong kind or beyond their limits", async () => {
    const wrong = {
      name: "",
      currency: 840,
      lookback_days: "30",
      backfill_days: -1,
      min_seconds_to_convert: 1.5,
      status: "live",
      click_param: "a&b",
      advertiser_id: 0,
      goals: [],
    };
    const answer = await expectProblem(
      postCampaign(wrong),
      422,
      "invalid_request",
    );
    const fields = answer.errors?.map(({ field }) => field);
    expect(fields?.sort()).toEqual(Object.keys(wrong).sort());
  });

  test("inside a list, by their place", async () => {
    const goals = [GOAL, { ...GOAL, key: "a b", payout: { type: "wat" } }];
    await expectProblem(postCampaign({ goals }), 422, "invalid_request", [
      "goals.1.key",
      "goals.1.payout",
    ]);
  });
});

describe("money that can't be read is refused:", () => {
  test.each(["12,34", "1e9", "-5", "NaN", "0.0000001", "", "1 000"])(
    "%j",
    async (amount) => {
      const payout = { type: "fixed", amount };
      const goals = [{ ...GOAL, payout }];
      const field = "goals.0.payout.amount";
      await expectProblem(postCampaign({ goals }), 422, "invalid_amount", [
        field,
      ]);
      const path = `/campaigns/${setup.campaign_id}/goals/sale`;
      const change = () => api.try("PATCH", path, { payout });
      await expectProblem(change, 422, "invalid_amount", ["payout.amount"]);
    },
  );

  test("a percentage beyond 1000, and a number where a text belongs", async () => {
    const revenue = { type: "percent", percent: "1000.01" };
    await expectProblem(
      postCampaign({ goals: [{ ...GOAL, revenue }] }),
      422,
      "invalid_amount",
      ["goals.0.revenue.percent"],
    );
    const payout = { type: "fixed", amount: 12.5 };
    await expectProblem(
      postCampaign({ goals: [{ ...GOAL, payout }] }),
      422,
      "invalid_request",
      ["goals.0.payout"],
    );
  });

  test("a currency that doesn't exist; a lower-case one is fine", async () => {
    for (const currency of ["XXX", "ABC", "€€€"]) {
      const send = postCampaign({ currency });
      await expectProblem(send, 422, "unknown_currency", ["currency"]);
    }
    const made = await postCampaign({ currency: "eur" })();
    expect([made.status, made.body.currency]).toEqual([201, "EUR"]);
  });
});

describe("a destination is an http(s) URL, and its host is no macro:", () => {
  test.each([
    ["ftp://shop.example/", "not_http"],
    ["javascript:alert(1)", "not_http"],
    ["data:text/html,x", "not_http"],
    ["file:///etc/passwd", "not_http"],
    ["HTTPX://shop.example/", "not_http"],
    ["shop.example/landing", "invalid_url"],
    ["//shop.example/", "invalid_url"],
    ["https://", "invalid_url"],
    ["https:///landing", "invalid_url"],
    ["https://user:pass@shop.example/", "invalid_url"],
    ["https://shop.example/a b", "invalid_url"],
    ["https://shop.example/\u0000", "invalid_url"],
    ["https://shop.example\\@evil.example/", "invalid_url"],
    ["https://{sub1}/", "macro_in_authority"],
    ["https://{sub1}.shop.example/", "macro_in_authority"],
    ["{sub1}", "macro_in_authority"],
    ["https://shop.example/?c={click_id", "malformed_macro"],
    ["https://shop.example/?c={}", "malformed_macro"],
    ["https://shop.example/?c={param}", "malformed_macro"],
  ])("%j is %s", async (url, code) => {
    const fields = ["destination_url"];
    await expectProblem(
      postCampaign({ destination_url: url }),
      422,
      code,
      fields,
    );
    const path = `/campaigns/${setup.campaign_id}`;
    const fallback = () => api.try("PATCH", path, { fallback_url: url });
    await expectProblem(fallback, 422, code, ["fallback_url"]);
    const endpoint = () => api.try("POST", ENDPOINTS, { url });
    await expectProblem(endpoint, 422, code, ["url"]);
  });

  test("an unknown macro is named with the nearest one", async () => {
    const url = "https://shop.example/?c={clickid}";
    const { detail } = await expectProblem(
      postCampaign({ destination_url: url }),
      422,
      "unknown_macro",
      ["destination_url"],
    );
    expect(detail).toContain("{clickid}");
    expect(detail).toContain("{click_id}");
    const endpoint = () =>
      api.try("POST", ENDPOINTS, { url: `${url}&p={pay}` });
    const told = await expectProblem(endpoint, 422, "unknown_macro", ["url"]);
    // An affiliate's tracker knows a click by its own id.
    expect(told.detail).toContain("{click_ref}");
  });

  test("a macro as others write it is refused naming ours, in destinations and endpoints; spaces around a URL are none of it", async () => {
    for (const macro of [
      "[click_id]",
      "#click_id#",
      "%7Bclick_id%7D",
      "__CLICK_ID__",
    ]) {
      const url = `https://shop.example/?c=${macro}`;
      for (const [send, field] of [
        [postCampaign({ destination_url: url }), "destination_url"],
        [() => api.try("POST", ENDPOINTS, { url }), "url"],
      ] as const) {
        const told = await expectProblem(send, 422, "foreign_macro", [field]);
        expect(told.detail).toContain("{click_id}");
      }
    }
    const amp = "https://p.example/?a={click_id}&amp;p={payout}";
    const send = () => api.try("POST", ENDPOINTS, { url: amp });
    await expectProblem(send, 422, "foreign_macro", ["url"]);
    for (const [before, after] of [
      [" ", "\n"],
      ["\u00a0", "\u200b"],
      ["\ufeff", "\u2060 "],
      ["\u200e\t", ""],
    ]) {
      const url = "https://p.example/?a={click_id}";
      const made = await api.call<{ url: string }>("POST", ENDPOINTS, {
        url: `${before}${url}${after}`,
      });
      expect(made.url).toBe(url);
    }
  });

  test("a macro of conversions is none of clicks", async () => {
    const send = postCampaign({
      destination_url: "https://a.example/{payout}",
    });
    await expectProblem(send, 422, "unknown_macro", ["destination_url"]);
  });

  test("longer than 4096 is no URL", async () => {
    const destination_url = `https://shop.example/${"x".repeat(4096)}`;
    const fields = ["destination_url"];
    const send = postCampaign({ destination_url });
    await expectProblem(send, 422, "invalid_request", fields);
  });
});

describe("an endpoint reaches only what it may:", () => {
  test.each([
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "localhost",
    "localhost.",
    "LOCALHOST:8080",
    "any.localhost",
    "0.0.0.0",
    "10.0.0.1",
    "10.10.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[fd00::1]",
    "[fe80::1]",
    "[64:ff9b::7f00:1]",
  ])("not %s", async (host) => {
    const url = `http://${host}/pb?c={click_ref}`;
    const create = () => api.try("POST", ENDPOINTS, { url });
    await expectProblem(create, 422, "target_not_allowed", ["url"]);
  });

  test("nor by a change; what the operator allows is reached", async () => {
    const url = "http://10.9.8.7/pb";
    const { id } = await api.call<{ id: number }>("POST", ENDPOINTS, { url });
    const path = `${ENDPOINTS}/${id}`;
    const change = () => api.try("PATCH", path, { url: "http://10.8.8.7/pb" });
    await expectProblem(change, 422, "target_not_allowed", ["url"]);
    expect(await api.call("GET", path)).toMatchObject({ url });
  });

  test("statuses other than approved need {status} to be distinguishable", async () => {
    const url = "https://partner.example/pb";
    for (const statuses of [["pending"], ["approved", "reversed"]]) {
      const create = () => api.try("POST", ENDPOINTS, { url, statuses });
      await expectProblem(create, 422, "invalid_request", ["statuses"]);
    }
    const told = { url: `${url}?s={status}`, statuses: ["reversed"] };
    const { id } = await api.call<{ id: number }>("POST", ENDPOINTS, told);
    const change = () => api.try("PATCH", `${ENDPOINTS}/${id}`, { url });
    await expectProblem(change, 422, "invalid_request", ["statuses"]);
  });
});

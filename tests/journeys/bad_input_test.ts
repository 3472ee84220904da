// Advertisers' systems send anything. Whatever can't be read is refused by name, kept with its
// reason, and books nothing.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { expectRefused } from "../refusals.ts";

const service = await serviceForFile();
const { api } = service;
const { slug, affiliate_id } = await setUp(api, {
  campaign: {
    goals: [
      {
        key: "sale",
        revenue: { type: "percent", percent: "10" },
        payout: { type: "percent", percent: "5" },
      },
    ],
  },
});
// An affiliate paid by mistake would also be notified by mistake.
await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
  url: "http://127.0.0.1:9/pb?status={status}",
  statuses: ["pending", "approved", "rejected", "reversed"],
  send_zero: true,
});
const click_id = await api.click(slug);

function get(parameters: Record<string, string>) {
  return () => api.postback({ click_id, amount: "10.00", ...parameters });
}

function getRaw(query: string) {
  return () => api.fetch(`/v1/postback?${query}`);
}

function post(body: string | Uint8Array<ArrayBuffer>, type?: string) {
  const headers = type === undefined ? {} : { "content-type": type };
  return () =>
    api.fetch("/v1/postback", {
      method: "POST",
      body: typeof body === "string" ? new TextEncoder().encode(body) : body,
      headers,
    });
}

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded";

describe("an amount is refused where reading it would be a guess:", () => {
  test.each([
    "12,34",
    "1,234.50",
    "1e9",
    "-5",
    "+5",
    "Infinity",
    "1000000000000",
    "0x10",
    "1 000",
    "$12",
    "١٢",
    "12.50 USD",
    "9".repeat(400),
    `${"a".repeat(59)}\u{1f600}`,
  ])("%j", async (amount) => {
    const stored = await expectRefused(
      service,
      "invalid_amount",
      get({ amount }),
    );
    expect(stored.detail).toContain('"amount"');
  });

  test("one whose share is larger than can be booked", async () => {
    await api.call("POST", "/advertisers", { name: "Another" });
    const rich = await setUp(api, {
      campaign: {
        goals: [
          {
            key: "sale",
            revenue: { type: "percent", percent: "1000" },
            payout: { type: "none" },
          },
        ],
      },
    });
    const rich_click = await api.click(rich.slug);
    await expectRefused(
      service,
      "invalid_amount",
      get({ click_id: rich_click, amount: "999999999999.999999" }),
    );
  });
});

describe("a currency that doesn't exist is refused:", () => {
  test.each(["XXX", "DOGE", "US", "dollars", "$", "USD,EUR", "840"])(
    "%j",
    async (currency) => {
      await expectRefused(service, "unknown_currency", get({ currency }));
    },
  );

  test("but one without a rate waits for it, and says so", async () => {
    const other = await api.click(slug);
    const { status, body } = await get({ currency: "eur", click_id: other })();
    expect([status, body.status, body.reason]).toEqual([
      201,
      "pending",
      "fx_rate_missing",
    ]);
  });
});

describe("a placeholder that nobody filled in is named", () => {
  const styles = [
    "{x}",
    "{{x}}",
    "##X##",
    "[x]",
    "#x#",
    "${x}",
    "%x%",
    "[[x]]",
    "<x>",
    "REPLACE",
    "OPTIONAL",
  ];

  test.each(styles)("as the click id: %s", async (value) => {
    const stored = await expectRefused(
      service,
      "unreplaced_macro",
      get({ click_id: value }),
    );
    expect(stored.detail).toContain(value);
  });

  test.each(styles)("as any other parameter: %s", async (value) => {
    for (const name of ["amount", "order_id", "status", "currency"]) {
      const stored = await expectRefused(
        service,
        "unreplaced_macro",
        get({ [name]: value }),
      );
      expect(stored.detail).toContain(`"${name}"`);
    }
  });

  test("also unencoded, as templates have it", async () => {
    for (const value of ["{click_id}", "[[cid]]", "%click_id%", "${cid}"]) {
      await expectRefused(
        service,
        "unreplaced_macro",
        getRaw(`click_id=${value}`),
      );
    }
    const [order, body] = ["%order%", `click_id=${click_id}&order_id=%order%`];
    const stored = await expectRefused(
      service,
      "unreplaced_macro",
      post(body, FORM_TYPE),
    );
    expect(stored.detail).toContain(order);
  });

  test("also where the click stands under a name that other platforms use", async () => {
    for (const name of ["transaction_id", "tid", "subid", "aff_click_id"]) {
      const stored = await expectRefused(
        service,
        "unreplaced_macro",
        getRaw(`${name}={${name}}&amount=10.00`),
      );
      expect(stored.detail).toContain(`"${name}"`);
    }
  });
});

describe("what can't be read is malformed:", () => {
  const cases: [string, () => () => ReturnType<typeof api.postback>][] = [
    ["JSON that ends early", () => post('{"click_id":', JSON_TYPE)],
    ["JSON with a comma too many", () => post('{"a":1,}', JSON_TYPE)],
    ["a JSON array", () => post(`["${click_id}"]`, JSON_TYPE)],
    ["JSON nested without end", () => post("[".repeat(60_000), JSON_TYPE)],
    ["JSON without a type", () => post("{click_id}")],
    ["a NUL in the order id", () => get({ order_id: "A\0B" })],
    ["an order id of 256", () => get({ order_id: "x".repeat(256) })],
    ["an unknown mode", () => get({ mode: "replace" })],
    [
      "more than 500 parameters",
      () => getRaw(`click_id=${click_id}${"&a=1".repeat(500)}`),
    ],
  ];
  test.each(cases)("%s", async (_name, send) => {
    const { trace } = await expectRefused(service, "malformed", send());
    expect(["parse", "values"]).toContain(trace.at(-1)?.step ?? "");
  });

  test.each([
    "goal=sale&goal=lead",
    "order_id=1&order_id=2",
    "amount=10.00&amount=10.01",
    "amount=10&amount=10.00",
    "currency=usd&currency=eur",
    "status=approved&status=rejected",
    "customer_id=1&customer_id=2",
    "occurred_at=2026-11-22T10:00:00Z&occurred_at=2026-11-22T10:00:01Z",
    "mode=add&mode=change",
    "event_name=sale&event_name=lead",
  ])("a parameter twice with different values: %s", async (twice) => {
    const { trace } = await expectRefused(
      service,
      "malformed",
      getRaw(`click_id=${click_id}&${twice}`),
    );
    expect(trace.at(-1)?.step).toBe("names");
  });

  test("one value in the query and another in the body", async () => {
    await expectRefused(service, "malformed", () =>
      api.fetch(`/v1/postback?click_id=${click_id}&amount=10`, {
        method: "POST",
        headers: { "content-type": JSON_TYPE },
        body: '{"amount":11}',
      }),
    );
  });

  test("two values in one JSON object, of which parsers keep the last", async () => {
    await expectRefused(
      service,
      "malformed",
      post(`{"amount":"1","click_id":"${click_id}","amount":"9"}`, JSON_TYPE),
    );
  });
});

describe("a body of another kind is refused where the query has no click:", () => {
  test.each([
    ["application/xml", {}, "<click_id>1</click_id>"],
    ["text/plain", {}, "a sale"],
    [JSON_TYPE, {}, "null"],
    [JSON_TYPE, { "content-encoding": "gzip" }, "{}"],
  ])("%s %j %j", async (type, headers, body) => {
    await expectRefused(service, "unsupported_media_type", () =>
      api.fetch("/v1/postback", {
        method: "POST",
        headers: { "content-type": type, ...headers },
        body,
      }),
    );
  });
});

describe("what nobody reads refuses nothing:", () => {
  test.each([
    "x=100%",
    "x=%C3",
    "x=%C0%80",
    "%=1",
    "x=%00",
    "x%00y=1",
    "%zz=%",
  ])("%s", async (pair) => {
    const own = await api.click(slug);
    const query = `click_id=${own}&amount=10.00&${pair}`;
    const { status, body } = await getRaw(query)();
    expect([status, body.outcome]).toEqual([201, "recorded"]);
  });

  test("a form in another charset, kept as it came", async () => {
    const own = await api.click(slug);
    const text = `click_id=${own}&amount=10.00&first_name=Jos`;
    const sent = new Uint8Array([...new TextEncoder().encode(text), 0xe9]);
    const { status, body } = await post(sent, FORM_TYPE)();
    expect(status).toBe(201);
    const path = `/postbacks/${String(body.postback_id)}`;
    const stored = await api.call<{ body: string }>("GET", path);
    expect(stored.body).toStartWith(text);
  });

  test("half a character and NUL in JSON", async () => {
    const own = await api.click(slug);
    const json = `{"click_id":"${own}","amount":1e1,"adv1":"a\\u0000","x":"\\ud800","a\\u0000":1}`;
    const { status } = await post(json, JSON_TYPE)();
    expect(status).toBe(201);
  });

  test("but half a character in the order id", async () => {
    const json = `{"click_id":"${click_id}","order_id":"a\\ud800"}`;
    await expectRefused(service, "malformed", post(json, JSON_TYPE));
  });
});

describe("a click id is refused", () => {
  test("with any one of its characters changed", async () => {
    const before = "0123456789abcdefghjkmnpqrstvwxyz";
    for (const at of [0, 1, 8, 13, 20, 23, 24, 28, 31]) {
      const next = before[(before.indexOf(click_id[at] ?? "") + 1) % 32];
      const changed = click_id.slice(0, at) + next + click_id.slice(at + 1);
      await expectRefused(
        service,
        "invalid_click_id",
        get({ click_id: changed }),
      );
    }
  });

  test.each(["0".repeat(32), "1", "x".repeat(5000)])(
    "that we never gave out: %j",
    async (id) => {
      await expectRefused(service, "invalid_click_id", get({ click_id: id }));
    },
  );

  test("where there is none", async () => {
    for (const query of [
      "",
      "click_id=",
      "click_id=undefined",
      "amount=10&order_id=7",
      "&&=&",
    ]) {
      await expectRefused(service, "missing_click_id", getRaw(query));
    }
  });

  test("where there are two", async () => {
    const other = await api.click(slug);
    for (const query of [
      `click_id=${click_id}&click_id=${other}`,
      `click_id=${click_id}&cid=${other}`,
      `a=${click_id}&b=${other}`,
    ]) {
      await expectRefused(service, "ambiguous_click_id", getRaw(query));
    }
  });
});

describe("a time that is not signed is left out", () => {
  test.each([
    "yesterday",
    "2026-02-30 10:00:00",
    "0000-01-01T00:00:00Z",
    "2026-11-22T09:00:00Z",
    "9999-12-31T23:59:59Z",
    "99999999999999",
  ])("that is none, before the click or in the future: %j", async (at) => {
    const own = await api.click(slug);
    const { status, body } = await get({ click_id: own, occurred_at: at })();
    expect(status).toBe(201);
    const path = `/conversions/${String(body.conversion_id)}`;
    const made = await api.call<{ occurred_at: string | null }>("GET", path);
    expect(made.occurred_at).toBeNull();
  });
});

test("a word that means different things elsewhere is no status", async () => {
  for (const status of ["1", "2", "on", "ok?", `${"a".repeat(59)}\u{1f600}`]) {
    await expectRefused(service, "unmapped_status", get({ status }));
  }
});

test("a goal that the campaign doesn't have is refused, and those that it has are named", async () => {
  const send = get({ goal: "upsell" });
  const stored = await expectRefused(service, "unknown_goal", send);
  expect(stored.detail).toContain("sale");
});

test("after all that, a sound postback with a lower-case currency is booked once", async () => {
  const sound = { currency: "usd", occurred_at: "2026-11-22T10:00:00Z" };
  const first = await get(sound)();
  expect(first.status).toBe(201);
  const again = await get(sound)();
  expect([again.status, again.body.outcome]).toEqual([200, "duplicate"]);
  expect(service.log).toEqual([]);
});

import {
  afterAll,
  beforeAll,
  describe,
  expect,
  setSystemTime,
  test,
} from "bun:test";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { START_MS } from "../../tests/harness.ts";
import { claimedWith, endpointWith } from "../../tests/simulation/endpoints.ts";
import { parseAmount, roundToMinor } from "../kernel/mod.ts";
import { DELIVERY_MACROS } from "./delivery_macros.ts";
import { deliveryRequest } from "./delivery_request.ts";
import type { OutgoingRequest } from "./send_request.ts";
import type { ClaimedDelivery } from "./delivery_store.ts";

const SECRETS = ["a first secret", "a second secret"].map(
  (text) => `whsec_${Buffer.from(text.padEnd(32, "!")).toString("base64")}`,
);
// The package uses the system time.
beforeAll(() => void setSystemTime(START_MS));
afterAll(() => void setSystemTime());

const names = { campaign: () => undefined };

function requestOf(
  change: Omit<Parameters<typeof endpointWith>[0], "macros">,
  delivery: Partial<ClaimedDelivery> = {},
  now_ms = START_MS,
): OutgoingRequest {
  return deliveryRequest(
    claimedWith({ created_at: START_MS, ...delivery }),
    endpointWith({ ...change, macros: DELIVERY_MACROS }),
    { names, now_ms },
  );
}

describe("deliveryRequest()", () => {
  test("a POST is signed so that the standardwebhooks package verifies it with either of two secrets, and a changed one not", () => {
    const request = requestOf({
      method: "POST",
      secrets: SECRETS,
      body: '{"click":"{click_id}","payout":"{payout}"}',
    });
    const body = request.body ?? "";
    for (const secret of SECRETS) {
      expect(signedBy(request, secret, body)).toBe(true);
    }
    expect(signedBy(request, SECRETS[0] ?? "", `${body} `)).toBe(false);
    const other = `whsec_${Buffer.from("x".repeat(32)).toString("base64")}`;
    expect(signedBy(request, other, body)).toBe(false);
    const signatures = request.headers["webhook-signature"] ?? "";
    expect(signatures.split(" ")).toHaveLength(2);
  });

  test("of a GET the path and query are signed, as they go over the line", () => {
    const request = requestOf(
      {
        url: "https://p.example/%C3%A4/pb?o={order_id}&s={sub1}#part",
        secrets: SECRETS,
      },
      { order_id: "Ä&=1", click: { sub1: "x y" } },
    );
    const { pathname, search } = new URL(request.url);
    expect(search).toBe("?o=%C3%84%26%3D1&s=x%20y");
    for (const secret of SECRETS) {
      expect(signedBy(request, secret, pathname + search)).toBe(true);
    }
    expect(signedBy(request, SECRETS[0] ?? "", request.url)).toBe(false);
    expect(request.body).toBeNull();
  });

  test("each try has the delivery's id and its own time; without secrets there is no signature", () => {
    const first = requestOf({});
    const second = requestOf({}, { attempt: 3 }, START_MS + 90_000);
    const id = claimedWith({ created_at: 0 }).id;
    expect(first.headers).toMatchObject({
      "webhook-id": id,
      "webhook-timestamp": String(START_MS / 1000),
    });
    expect(second.headers).toMatchObject({
      "webhook-id": id,
      "webhook-timestamp": String(START_MS / 1000 + 90),
    });
    expect(first.headers).not.toHaveProperty("webhook-signature");
  });

  test.each([
    [12_345_678n, "EUR", "12.35"],
    [12_345_000n, "EUR", "12.34"],
    [4_000n, "EUR", "0.00"],
    [12_500_000n, "JPY", "12"],
    [12_345_500n, "KWD", "12.346"],
    [12_345_678n, "BGN", "12.345678"],
  ])("the payout %d of %s is sent as %s", (payout_micros, currency, sent) => {
    const url = "https://p.example/pb?p={payout}";
    const request = requestOf({ url }, { payout_micros, currency });
    expect(new URL(request.url).searchParams.get("p")).toBe(sent);
  });

  test("rounded changes of a payout add up to the rounded payout", () => {
    const url = "https://p.example/pb?d={payout_delta}";
    const steps = fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1 });
    const adds = fc.property(steps, (payouts) => {
      let sum_micros = 0n;
      let delivered_payout_micros = 0n;
      for (const payout_micros of payouts) {
        const delivery = {
          payout_micros,
          delivered_payout_micros,
          currency: "EUR",
        };
        const { searchParams } = new URL(requestOf({ url }, delivery).url);
        const delta = searchParams.get("d") ?? "";
        sum_micros += parseAmount(delta, { negative: true }) ?? 0n;
        delivered_payout_micros = payout_micros;
      }
      expect(sum_micros).toBe(roundToMinor(delivered_payout_micros, "EUR"));
    });
    fc.assert(adds, { numRuns: 30 });
  });

  test("what a template asks for is filled in, and can't leave its place in a URL", () => {
    const { url } = requestOf(
      {
        url: "https://p.example/pb?id={delivery_id}&p={payout}&d={payout_delta}&c={currency}&s={status}&x={sub1}&e={param:utm}&r={reason}",
      },
      {
        payout_micros: 12_500_000n,
        delivered_payout_micros: 10_000_000n,
        status: "approved",
        click: { sub1: "a&b=c#d/../é", params: { utm: "mail" } },
      },
    );
    const given = new URL(url);
    expect(given.origin + given.pathname).toBe("https://p.example/pb");
    expect(Object.fromEntries(given.searchParams)).toEqual({
      id: "00000000-0000-7000-8000-000000000001",
      p: "12.50",
      d: "2.50",
      c: "USD",
      s: "approved",
      x: "a&b=c#d/../é",
      e: "mail",
      r: "",
    });
  });

  test("what a click or an advertiser says can't break out of a JSON body", () => {
    const hostile = '"},"payout":"999","x":{"\\\n\u2028\u0000';
    const { body, headers } = requestOf(
      { method: "POST", body: '{"sub":"{sub1}","order":"{order_id}"}' },
      { order_id: hostile, click: { sub1: hostile } },
    );
    const read: unknown = JSON.parse(body ?? "");
    expect(read).toEqual({ sub: hostile, order: hostile });
    expect(headers["content-type"]).toBe("application/json");
  });

  test("an endpoint's own headers go along, and can't take the place of the signature's", () => {
    const { headers } = requestOf({
      headers: {
        authorization: "Bearer mine",
        "content-type": "text/plain",
        "webhook-id": "forged",
      },
      method: "POST",
      body: "{}",
    });
    expect(headers).toMatchObject({
      authorization: "Bearer mine",
      "content-type": "text/plain",
      "webhook-id": "00000000-0000-7000-8000-000000000001",
    });
  });

  test("names of a click's own objects are no parameters", () => {
    const { url } = requestOf(
      { url: "https://p.example/pb?a={param:toString}&b={param:__proto__}" },
      { click: { params: {} } },
    );
    expect(new URL(url).search).toBe("?a=&b=");
  });
});

/** Whether a receiver that uses the published package accepts the signature. */
function signedBy(
  request: OutgoingRequest,
  secret: string,
  payload: string,
): boolean {
  try {
    const webhook = new Webhook(secret);
    webhook.verify(payload, request.headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

// An affiliate's and an advertiser's first screen: what waits for them, and nothing else.
import { expect, test } from "bun:test";
import {
  detailsNeeds,
  endpointNeeds,
  heldNeeds,
  invoiceNeeds,
  offerNeeds,
  paymentNeeds,
  silentNeeds,
  statementNeeds,
} from "../../web/screens/today/own_waits.ts";
import { moneyText } from "../../web/ui/number_text.ts";

const NOW = "2026-11-29T12:00:00.000Z";
const DAY_MS = 86_400_000;
const present = { now_ms: Date.parse(NOW), timezone: "UTC" };

/** A time so many days before the present. */
function ago(days: number): string {
  return new Date(present.now_ms - days * DAY_MS).toISOString();
}

test("an endpoint that is off or fails waits; one that hears doesn't", () => {
  const health = {
    failing_since: null,
    failures: 0,
    last_success_at: null,
    last_failure_at: null,
    last_error: null,
    switch_off_rule: { failing_hours: 120, failures: 20, http_status: 410 },
    switches_off_at: null,
  };
  const endpoint = {
    id: 1,
    url: "https://tracker.example/pb?c={click_ref}",
    enabled: true,
    disabled_reason: null,
    health,
  };
  const off = { id: 2, enabled: false, disabled_reason: "410 Gone" };
  const failing = { id: 3, health: { ...health, failing_since: ago(1) } };
  const needs = endpointNeeds([
    endpoint,
    { ...endpoint, ...off },
    { ...endpoint, ...failing },
  ]);
  expect(needs.map(({ text, tone, href }) => [text, tone, href])).toEqual([
    [
      "tracker.example isn't told of your sales any more: 410 Gone",
      "bad",
      "/app/my/postbacks/2",
    ],
    [
      "tracker.example doesn't take what it is told",
      "warn",
      "/app/my/postbacks/3",
    ],
  ]);
});

test("an answered application waits until it is used or old, and new offers are counted", () => {
  const offer = (
    campaign_id: number,
    status: "none" | "approved" | "refused" | "applied",
    days: { applied?: number; made?: number } = {},
  ) => ({
    campaign_id,
    name: `Offer ${campaign_id}`,
    status,
    reason: status === "refused" ? "No coupon sites" : null,
    visibility: "request" as const,
    applied_at: days.applied === undefined ? null : ago(days.applied),
    created_at: ago(days.made ?? 100),
  });
  const answered = [
    offer(1, "approved", { applied: 3 }),
    offer(2, "approved", { applied: 3 }),
    offer(3, "approved", { applied: 30 }),
    offer(4, "refused", { applied: 3 }),
    offer(5, "applied", { applied: 3 }),
    offer(6, "none"),
  ];
  const texts = (offers: typeof answered) =>
    offerNeeds(offers, new Set([2]), present).map(({ count, text, href }) => [
      count,
      text,
      href,
    ]);
  const said = [
    ["", "You may promote Offer 1: build a link", "/app/offers/1"],
    [
      "",
      "The network refused your application for Offer 4: No coupon sites",
      "/app/offers/4",
    ],
  ];
  expect(texts(answered)).toEqual(said);
  const fresh = [offer(7, "none", { made: 1 }), offer(8, "none", { made: 2 })];
  expect(texts([...answered, ...fresh.slice(0, 1)])).toEqual([
    ...said,
    ["", "Offer 7 is new", "/app/offers/7"],
  ]);
  expect(texts([...answered, ...fresh])).toEqual([
    ...said,
    ["2", "offers are new", "/app/offers?status=none"],
  ]);
});

test("a payment of the last days is said, and money that is payable to nowhere", () => {
  const payment = (
    id: string,
    state: "paid" | "failed" | "closed",
    days?: number,
  ) => ({
    id,
    state,
    amount: "1250.50",
    currency: "EUR",
    settled_at: days === undefined ? null : ago(days),
    reason: state === "failed" ? "Unknown account" : null,
  });
  const needs = paymentNeeds(
    [
      payment("a", "paid", 2),
      payment("b", "paid", 20),
      payment("c", "failed", 2),
      payment("d", "closed"),
    ],
    present,
  );
  expect(needs.map(({ text, tone }) => [text, tone])).toEqual([
    ["1\u202f250.50 EUR was sent to you", "good"],
    ["The payment of 1\u202f250.50 EUR failed: Unknown account", "bad"],
  ]);
  expect(detailsNeeds([])).toEqual([]);
  expect(
    detailsNeeds(["5.00 EUR", "7.00 USD"]).map(({ text }) => text),
  ).toEqual([
    "5.00 EUR, 7.00 USD is payable, and the network doesn't know where to send it",
  ]);
});

test.each([
  ["heard an hour ago", 1 / 24, 700, false],
  ["busy, and still for two days", 2, 700, true],
  ["heard twice a week, and still for two days", 2, 2, false],
  ["still for ten days", 10, 0, true],
  ["out of use", 40, 0, false],
])(
  "a source that is %s: silent is %p days, %p a week, %p",
  (_, days, total, is_silent) => {
    const heard = { source_id: 4, last_seen: ago(days), last_7d: { total } };
    const needs = silentNeeds([{ id: 4, name: "Shop" }], [heard], present);
    expect(needs.map(({ href }) => href)).toEqual(
      is_silent ? ["/app/my/sources/4"] : [],
    );
  },
);

test("a source that was never heard isn't silent", () => {
  const heard = { source_id: 4, last_seen: null, last_7d: { total: 0 } };
  expect(silentNeeds([{ id: 4, name: "Shop" }], [heard], present)).toEqual([]);
});

test("an invoice waits from a week before it is due", () => {
  const invoice = (number: number, due_days: number) => ({
    id: `i${number}`,
    number,
    open: "9.00",
    currency: "EUR",
    due_at: ago(-due_days),
  });
  const needs = invoiceNeeds(
    [invoice(1, -2), invoice(2, 3), invoice(3, 20)],
    present,
  );
  expect(needs.map(({ text, tone }) => [text, tone])).toEqual([
    ["Invoice 1: 9.00 EUR was due on 2026-11-27", "bad"],
    ["Invoice 2: 9.00 EUR is due on 2026-12-02", "note"],
  ]);
});

test("a statement waits until its columns are confirmed", () => {
  const file = (
    id: string,
    status: "matching" | "review" | "applied" | "failed",
    mapping_confirmed: boolean,
    days = 1,
  ) => ({ id, status, mapping_confirmed, created_at: ago(days) });
  const needs = statementNeeds(
    "statements",
    [
      file("a", "review", false),
      file("b", "review", true),
      file("c", "applied", true),
      file("d", "failed", true),
      file("e", "failed", true, 60),
    ],
    present,
  );
  expect(needs.map(({ href, tone }) => [href, tone])).toEqual([
    ["/app/my/statements/a", "warn"],
    ["/app/my/statements/d", "bad"],
  ]);
});

test("sales that are held say how much they are, and why in words", () => {
  const held = {
    conversions: 2,
    money: [{ currency: "USD", payout: "1250.00" }],
    reasons: [
      { code: "bot_agent" as const, count: 1 },
      { code: "duplicate_device" as const, count: 1 },
    ],
    example_ids: ["a"],
  };
  const [need] = heldNeeds(held);
  expect(need?.text).toContain("2 of your sales are held");
  expect(need?.text).toContain(`${moneyText("1250.00")} USD`);
  expect(need?.text).toContain("a bot's user agent; many of one device");
  expect(need?.href).toBe("/app/conversions?open=a");
  expect(heldNeeds({ ...held, conversions: 0 })).toEqual([]);
});

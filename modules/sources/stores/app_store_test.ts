import { describe, expect, test } from "bun:test";
import { AppleSigner } from "../../../tests/apple_signer.ts";
import {
  APP_APPLE_ID,
  BUNDLE_ID,
  notificationBody,
} from "../../../tests/app_store_world.ts";
import type { Changes } from "../../../tests/app_store_world.ts";
import { PRESETS } from "../platforms/presets.ts";
import { AppleSignatures } from "./apple_chain.ts";
import { readAppStore } from "./app_store.ts";
import { NO_STORE } from "./store_reading.ts";
import type { StoreReading, StoreSource } from "./store_reading.ts";

const AT_MS = Date.UTC(2026, 10, 22, 10);
const apple = new AppleSigner();
const signatures = new AppleSignatures([apple.root.der]);
const SOURCE: StoreSource = {
  store: { ...NO_STORE, bundle_ids: [BUNDLE_ID], app_apple_id: APP_APPLE_ID },
  status_map: new Map(Object.entries(PRESETS.app_store.status_map)),
  goal_map: new Map(),
  drift_seconds: 300,
};

function readBody(body: string, source = SOURCE): StoreReading {
  return readAppStore({
    body: Buffer.from(body),
    received_at: AT_MS,
    source,
    signatures,
    clickOf: () => null,
  });
}

function read(changes: Partial<Changes> = {}, source = SOURCE): StoreReading {
  const body = notificationBody(apple, { signed_at: AT_MS, ...changes });
  return readBody(body, source);
}

/** The result of a reading: its parameters, `ignored`, or the code of its refusal. */
function outcomeOf({ refused, ignored, parameters }: StoreReading) {
  if (refused !== null) return refused.refusal.code;
  if (ignored !== null) return "ignored";
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}

const TRIAL = { offerType: 1, offerDiscountType: "FREE_TRIAL", price: 0 };
const RENEWAL = { transactionId: "2000000002", transactionReason: "RENEWAL" };
const WHOLE = { revocationDate: AT_MS, revocationReason: 1 };

/** Each of the 23 types, with the subtypes that Apple documents for it. */
const TYPES: [
  type: string,
  subtype: string | null,
  Record<string, unknown> | null,
  unknown,
][] = [
  ["SUBSCRIBED", "INITIAL_BUY", {}, { event: "sale", price: "9.99" }],
  ["SUBSCRIBED", "INITIAL_BUY", TRIAL, { goal: "trial", price: "0" }],
  ["SUBSCRIBED", "RESUBSCRIBE", {}, { event: "sale" }],
  [
    "ONE_TIME_CHARGE",
    null,
    { type: "Consumable", price: 1_990 },
    { event: "sale", price: "1.99" },
  ],
  [
    "OFFER_REDEEMED",
    null,
    { offerType: 3, price: 4_990 },
    { event: "sale", price: "4.99" },
  ],
  ["OFFER_REDEEMED", "INITIAL_BUY", {}, { event: "sale" }],
  ["OFFER_REDEEMED", "RESUBSCRIBE", {}, { event: "sale" }],
  ["OFFER_REDEEMED", "UPGRADE", {}, { event: "sale" }],
  ["OFFER_REDEEMED", "DOWNGRADE", {}, "ignored"],
  ["DID_RENEW", null, RENEWAL, { goal: "rebill", transactionId: "2000000002" }],
  ["DID_RENEW", "BILLING_RECOVERY", RENEWAL, { goal: "rebill" }],
  ["DID_CHANGE_RENEWAL_PREF", "UPGRADE", {}, { event: "sale" }],
  ["DID_CHANGE_RENEWAL_PREF", "DOWNGRADE", {}, "ignored"],
  ["DID_CHANGE_RENEWAL_PREF", null, {}, "ignored"],
  ["DID_CHANGE_RENEWAL_STATUS", "AUTO_RENEW_ENABLED", {}, "ignored"],
  ["DID_CHANGE_RENEWAL_STATUS", "AUTO_RENEW_DISABLED", {}, "ignored"],
  ["EXPIRED", "VOLUNTARY", {}, "ignored"],
  ["EXPIRED", "BILLING_RETRY", {}, "ignored"],
  ["EXPIRED", "PRICE_INCREASE", {}, "ignored"],
  ["EXPIRED", "PRODUCT_NOT_FOR_SALE", {}, "ignored"],
  ["DID_FAIL_TO_RENEW", null, {}, "ignored"],
  ["DID_FAIL_TO_RENEW", "GRACE_PERIOD", {}, "ignored"],
  ["GRACE_PERIOD_EXPIRED", null, {}, "ignored"],
  ["PRICE_INCREASE", "PENDING", {}, "ignored"],
  ["PRICE_INCREASE", "ACCEPTED", {}, "ignored"],
  ["PRICE_CHANGE", null, {}, "ignored"],
  [
    "REFUND",
    null,
    WHOLE,
    { notificationType: "refund", event: "sale", reason: "refund" },
  ],
  ["REFUND", null, { ...WHOLE, ...RENEWAL }, { goal: "rebill" }],
  [
    "REFUND",
    null,
    {
      ...WHOLE,
      revocationType: "REFUND_PRORATED",
      revocationPercentage: 33_333,
    },
    { price: "3.329966" },
  ],
  [
    "REFUND",
    null,
    { ...WHOLE, revocationType: "REFUND_FULL", revocationPercentage: 100_000 },
    { reason: "refund" },
  ],
  ["REFUND_DECLINED", null, {}, "ignored"],
  [
    "REFUND_REVERSED",
    null,
    {},
    { notificationType: "refund_reversed", price: "9.99" },
  ],
  ["REVOKE", null, WHOLE, { notificationType: "revoke", reason: "revoke" }],
  [
    "REVOKE",
    null,
    { ...WHOLE, inAppOwnershipType: "FAMILY_SHARED" },
    "ignored",
  ],
  ["CONSUMPTION_REQUEST", null, {}, "ignored"],
  ["RENEWAL_EXTENDED", null, {}, "ignored"],
  ["RENEWAL_EXTENSION", "SUMMARY", null, "ignored"],
  ["RENEWAL_EXTENSION", "FAILURE", {}, "ignored"],
  ["TEST", null, null, "ignored"],
  ["EXTERNAL_PURCHASE_TOKEN", "UNREPORTED", null, "ignored"],
  ["RESCIND_CONSENT", null, null, "ignored"],
  ["METADATA_UPDATE", null, {}, "ignored"],
  ["MIGRATION", null, {}, "ignored"],
];

describe("readAppStore()", () => {
  test.each(TYPES)("%s %s", (type, subtype, transaction, expected) => {
    const outcome = outcomeOf(read({ type, subtype, transaction }));
    if (typeof expected === "string") expect(outcome).toBe(expected);
    else expect(outcome).toMatchObject(expected as Record<string, string>);
  });

  test("has a case for every type that it knows, which are Apple's 23", () => {
    const tried = new Set(TYPES.map(([type]) => type.toLowerCase()));
    const known = Object.keys(PRESETS.app_store.status_map).map((word) =>
      word.split(".", 1).join(),
    );
    expect(tried).toEqual(new Set(known));
    expect(tried.size).toBe(23);
  });

  test("a type that nobody knows yet is no fault", () => {
    const { ignored, refused } = read({
      type: "SOMETHING_NEW",
      subtype: "WHOLLY",
    });
    expect(refused).toBeNull();
    expect(ignored).toContain("SOMETHING_NEW.WHOLLY");
  });

  test("a whole refund names no amount, and shared purchases earn nothing", () => {
    expect(
      outcomeOf(read({ type: "REFUND", subtype: null, transaction: WHOLE })),
    ).not.toHaveProperty("price");
    const shared = read({
      transaction: { inAppOwnershipType: "FAMILY_SHARED" },
    });
    expect(shared.ignored).toContain("family");
  });

  test("summaries, external purchases and withdrawn consents name their app elsewhere", () => {
    const app = { bundleId: BUNDLE_ID, appAppleId: APP_APPLE_ID };
    const cases = {
      summary: { ...app, environment: "Production" },
      appData: { ...app, environment: "Production" },
      externalPurchaseToken: { ...app, externalPurchaseId: "b2158121" },
    };
    for (const [name, subject] of Object.entries(cases)) {
      const body = apple.notification({
        ...{
          notificationType: "TEST",
          notificationUUID: name,
          signedDate: AT_MS,
        },
        ...{ data: null, [name]: subject },
      });
      expect([name, outcomeOf(readBody(body))]).toEqual([name, "ignored"]);
    }
    const sandbox = apple.notification({
      ...{
        notificationType: "EXTERNAL_PURCHASE_TOKEN",
        signedDate: AT_MS,
        data: null,
      },
      externalPurchaseToken: { ...app, externalPurchaseId: "SANDBOX_b2158121" },
    });
    expect(outcomeOf(readBody(sandbox))).toBe("sandbox_only");
  });

  test("what its source maps goes before what its kind means", () => {
    const mapped = {
      ...SOURCE,
      goal_map: new Map([
        ["com.example.walks.monthly", "first"],
        ["com.example.walks.monthly:rebill", "again"],
      ]),
      status_map: new Map([
        ...SOURCE.status_map,
        ["offer_redeemed", { status: "approved" as const, goal: "offer" }],
      ]),
    };
    expect(outcomeOf(read({}, mapped))).toMatchObject({
      goal: "com.example.walks.monthly",
    });
    expect(
      outcomeOf(
        read(
          { type: "DID_RENEW", subtype: null, transaction: RENEWAL },
          mapped,
        ),
      ),
    ).toMatchObject({ goal: "com.example.walks.monthly:rebill" });
    const offer = outcomeOf(
      read({ type: "OFFER_REDEEMED", subtype: null }, mapped),
    );
    expect(offer).not.toHaveProperty("goal");
    expect(offer).not.toHaveProperty("event");
  });

  test("a renewal that is told ahead of its time happened when it was told", () => {
    const transaction = { ...RENEWAL, purchaseDate: AT_MS + 86_400_000 };
    expect(
      outcomeOf(read({ type: "DID_RENEW", subtype: null, transaction })),
    ).toMatchObject({
      purchaseDate: "2026-11-22T10:00:00.000Z",
    });
  });

  const sandboxed = {
    ...SOURCE,
    store: { ...SOURCE.store, sandbox: true, app_apple_id: null },
  };
  const unset = { ...SOURCE, store: NO_STORE };
  const refusals: [string, Partial<Changes>, StoreSource, string][] = [
    [
      "another app's",
      { bundle_id: "com.example.other" },
      SOURCE,
      "sender_not_allowed",
    ],
    [
      "an app of the same bundle with another id",
      { app_apple_id: 7 },
      SOURCE,
      "sender_not_allowed",
    ],
    ["no App Apple ID", { app_apple_id: null }, SOURCE, "sender_not_allowed"],
    ["the sandbox", { environment: "Sandbox" }, SOURCE, "sandbox_only"],
    ["Xcode", { environment: "Xcode" }, SOURCE, "sandbox_only"],
    ["no environment", { environment: "" }, SOURCE, "sandbox_only"],
    [
      "Production at a source for the sandbox",
      {},
      sandboxed,
      "sender_not_allowed",
    ],
    ["a source without an app", {}, unset, "sender_not_allowed"],
    [
      "a transaction of another app",
      { transaction: { bundleId: "com.example.other" } },
      SOURCE,
      "sender_not_allowed",
    ],
    [
      "a transaction of the sandbox",
      { transaction: { environment: "Sandbox" } },
      SOURCE,
      "sender_not_allowed",
    ],
    ["no transaction", { transaction: null }, SOURCE, "malformed"],
    [
      "a transaction without its id",
      { transaction: { transactionId: "" } },
      SOURCE,
      "malformed",
    ],
    [
      "a time in the future",
      { signed_at: AT_MS + 301_000 },
      SOURCE,
      "stale_timestamp",
    ],
    [
      "a time before the certificates",
      { signed_at: Date.UTC(2019, 0) },
      SOURCE,
      "bad_signature",
    ],
    [
      "a time after them",
      { signed_at: Date.UTC(2101, 0) },
      SOURCE,
      "bad_signature",
    ],
  ];
  test.each(refusals)("refuses %s", (_what, changes, source, code) => {
    expect(outcomeOf(read(changes, source))).toBe(code);
  });

  test("takes the sandbox's where the source is for it, whatever the App Apple ID", () => {
    const { is_sandbox, refused } = read(
      { environment: "Sandbox", app_apple_id: null },
      sandboxed,
    );
    expect([is_sandbox, refused]).toEqual([true, null]);
  });

  test("refuses what Apple did not sign, and bodies that are none", () => {
    const other = new AppleSigner();
    const forged = notificationBody(other, { signed_at: AT_MS });
    expect(outcomeOf(readBody(forged))).toBe("bad_signature");
    expect(readBody(forged).is_proven).toBe(false);
    const inner = apple.notification({
      ...{ notificationType: "SUBSCRIBED", signedDate: AT_MS },
      data: {
        ...{
          bundleId: BUNDLE_ID,
          environment: "Production",
          appAppleId: APP_APPLE_ID,
        },
        signedTransactionInfo: other.sign({
          transactionId: "1",
          signedDate: AT_MS,
        }),
      },
    });
    expect(outcomeOf(readBody(inner))).toBe("bad_signature");
    for (const body of [
      "",
      "{",
      "[]",
      "{}",
      '{"signedPayload":""}',
      '{"signedPayload":7}',
      '{"signedPayload":["a"]}',
      "null",
    ]) {
      expect([body, outcomeOf(readBody(body))]).toEqual([body, "malformed"]);
    }
    const whole = notificationBody(apple, { signed_at: AT_MS });
    for (let length = 1; length < whole.length; length += 97) {
      const outcome = outcomeOf(readBody(whole.slice(0, length)));
      expect(outcome).toBe("malformed");
      const payload = (JSON.parse(whole) as { signedPayload: string })
        .signedPayload;
      const signedPayload = payload.slice(
        0,
        Math.min(length, payload.length - 1),
      );
      const cut = JSON.stringify({ signedPayload });
      expect(outcomeOf(readBody(cut))).toBe("bad_signature");
    }
  });

  test("odd values of signed fields never throw", () => {
    const odd = [null, -1, 1.5, Number.MAX_VALUE, "", "x", [], {}, true, "\0"];
    for (const value of odd) {
      for (const name of [
        "price",
        "currency",
        "purchaseDate",
        "revocationPercentage",
        "productId",
        "appAccountToken",
        "offerType",
        "originalTransactionId",
        "storefront",
      ]) {
        for (const type of ["SUBSCRIBED", "REFUND"]) {
          const reading = read({
            type,
            subtype: null,
            transaction: { [name]: value },
          });
          expect([name, value, reading.refused]).toEqual([name, value, null]);
        }
      }
    }
  });
});

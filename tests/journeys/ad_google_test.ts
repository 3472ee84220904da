// Google takes conversions only with an access that lasts an hour, and refuses a whole request for one
// event: an endpoint keeps the one and mends the other without anybody looking.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { eventsOf } from "../ad_doubles.ts";
import { openAds } from "../ads_world.ts";
import { deliveryOf } from "../deliveries.ts";
import type { Setup } from "../factory.ts";
import { GoogleAdsDouble, googleError } from "../google_ads_double.ts";

const HOUR_MS = 3_600_000;
const { api, clock, ...ads } = await openAds();
const { newSetup, tell, pathOf, sell, send } = ads;

let google: GoogleAdsDouble;
let setup: Setup;
beforeEach(async () => {
  google = new GoogleAdsDouble();
  setup = await newSetup();
});
afterEach(() => google.double.stop());

async function tellGoogle({
  ad,
  ...more
}: { ad?: object; credential?: string } = {}) {
  return await tell(setup, google.double, {
    preset: "google_ads",
    credential: google.service_account,
    ad: { account: "123-456-7890", event: "987654321", ...ad },
    ...more,
  });
}

describe("Google Ads", () => {
  test("is told of a conversion by its gclid, for the customer's own conversion action", async () => {
    const made = await tellGoogle({ ad: { login_account: "111-222-3333" } });
    expect(made.url).toEndWith("/v1/events:ingest");
    expect(made.credential?.masked).toBe("ads@example-project.iam.example");
    const conversion_id = await sell(setup, "?gclid=Cj0KCQ_x-1");
    await send();
    expect(google.double.last.body).toEqual({
      destinations: [
        {
          reference: "987654321",
          operatingAccount: {
            accountType: "GOOGLE_ADS",
            accountId: "1234567890",
          },
          loginAccount: { accountType: "GOOGLE_ADS", accountId: "1112223333" },
          productDestinationId: "987654321",
        },
      ],
      events: [
        {
          destinationReferences: ["987654321"],
          eventTimestamp: new Date(clock.nowMs()).toISOString(),
          transactionId: conversion_id,
          eventSource: "WEB",
          adIdentifiers: { gclid: "Cj0KCQ_x-1" },
          conversionValue: 12.5,
          currency: "USD",
        },
      ],
      encoding: "HEX",
      validateOnly: false,
    });
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "delivered",
    });
  });

  test("has the wbraid of an iPhone's click, and what its visitor agreed to", async () => {
    await tellGoogle();
    const labels = Array.from({ length: 20 }, (_, at) => `utm_${at}=v`);
    const query = `?${labels.join("&")}&wbraid=Cl0-w&ad_user_data=granted&ad_personalization=denied`;
    await sell(setup, query);
    await send();
    expect(eventsOf(google.double.last.body, "events")).toMatchObject([
      {
        adIdentifiers: { wbraid: "Cl0-w" },
        consent: {
          adUserData: "CONSENT_GRANTED",
          adPersonalization: "CONSENT_DENIED",
        },
      },
    ]);
  });

  test("gives access once an hour, and again where it was withdrawn before", async () => {
    await tellGoogle();
    for (const at of [1, 2, 3]) {
      await sell(setup, `?gclid=a-${at}`);
      await send();
    }
    expect(google.tokens).toBe(1);
    clock.advance(HOUR_MS);
    await sell(setup, "?gclid=b");
    await send();
    expect(google.tokens).toBe(2);
    google.tokens = 7;
    const conversion_id = await sell(setup, "?gclid=c");
    await send();
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "delivered",
      attempts: 1,
    });
    expect(google.tokens).toBe(8);
  });

  test("takes a person's refresh token too", async () => {
    const made = await tellGoogle({ credential: google.person });
    expect(made.credential?.masked).toBe("client-1.apps.example");
    await sell(setup, "?gclid=p");
    await send();
    expect(google.double.counted.size).toBe(1);
  });

  test("names the event that it refuses a request for: the others go again, that one doesn't", async () => {
    await tellGoogle();
    const good = await sell(setup, "?gclid=good");
    const bad = await sell(setup, "?gclid=refused");
    await send();
    expect(google.ingests).toHaveLength(2);
    expect([...google.double.counted.keys()]).toEqual([good]);
    expect(await deliveryOf(api, bad)).toMatchObject({
      state: "cancelled",
      reason: expect.stringContaining("events[1].ad_identifiers.gclid"),
      attempts: 1,
    });
  });

  test("sends each goal's conversions to its own action in one request", async () => {
    const price = (amount: string) => ({ type: "fixed", amount });
    const prices = { revenue: price("2.00"), payout: price("1.00") };
    const goals = ["lead", "sale"].map((key) => ({ ...{ key, ...prices } }));
    setup = await newSetup({ goals });
    await tellGoogle({ ad: { event: "lead=555, 987654321" } });
    await sell(setup, "?gclid=1", { goal: "lead" });
    await sell(setup, "?gclid=2", { goal: "sale" });
    await send();
    const { body } = google.double.last;
    const ids = eventsOf(body, "destinations").map(
      ({ reference }) => reference,
    );
    expect(ids.sort()).toEqual(["555", "987654321"]);
    const events = eventsOf(body, "events");
    expect(events.map((event) => event.destinationReferences)).toEqual([
      ["555"],
      ["987654321"],
    ]);
  });

  test.each([
    ["an action that isn't the customer's", "404404"],
    ["a key that Google doesn't know", null],
  ])("switches the endpoint off for %s", async (_, event) => {
    if (event === null) google.denied = "Invalid grant: account not found";
    const ad = event === null ? {} : { event };
    const endpoint = await tellGoogle({ ad });
    const conversion_id = await sell(setup, "?gclid=x");
    await send();
    const shown = await api.call("GET", pathOf(setup, endpoint));
    expect(shown).toMatchObject({
      enabled: false,
      disabled_reason: expect.stringContaining(
        event === null ? "no access: invalid_grant" : "Request is not valid",
      ),
    });
    const { state, tries } = await deliveryOf(api, conversion_id);
    expect(state).toBe("parked");
    const logged = JSON.stringify(tries);
    expect(logged).not.toContain("assertion");
    expect(logged).not.toContain("ya29.");
  });

  test("that is too busy is asked again later", async () => {
    await tellGoogle();
    google.double.answers.push(
      new Response("", { status: 503 }),
      Response.json({ access_token: "ya29.access-token-0", expires_in: 3_599 }),
      googleError(429, "RESOURCE_EXHAUSTED", "Quota exceeded"),
    );
    const conversion_id = await sell(setup, "?gclid=busy");
    await send();
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "due",
      reason: "HTTP 503: no access",
    });
    clock.advance(60_000);
    await send();
    expect(await deliveryOf(api, conversion_id)).toMatchObject({
      state: "due",
      reason: "HTTP 429: RESOURCE_EXHAUSTED: Quota exceeded",
    });
  });

  test("only checks what a test sends", async () => {
    const endpoint = await tellGoogle();
    const path = `${pathOf(setup, endpoint)}/test`;
    expect(await api.call("POST", path)).toMatchObject({ heard: true });
    expect(google.double.last.body.validateOnly).toBe(true);
    expect(google.double.counted.size).toBe(0);
    expect(google.double.tried).toHaveLength(1);
  });

  test.each([
    ["no JSON", "secret"],
    ["JSON of something else", '{"a": 1}'],
    [
      "a key that can't be read",
      '{"client_email": "a@b.example", "private_key": "x"}',
    ],
    [
      "a token server that is no web address",
      '{"client_id":"a","client_secret":"b","refresh_token":"c","token_uri":"file:///etc"}',
    ],
  ])("isn't told with %s for a key file", async (_, credential) => {
    const refused = await api.try(
      "POST",
      `/affiliates/${setup.affiliate_id}/postbacks`,
      {
        preset: "google_ads",
        credential,
        ad: { account: "1234567890", event: "987654321" },
      },
    );
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ field: "credential" }] },
    });
  });
});

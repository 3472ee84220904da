import type { Answer } from "./api_client.ts";
import { APP_GOALS } from "./app_store_world.ts";
import { setUp } from "./factory.ts";
import { GoogleDouble, PACKAGE, pushBody, PUSHER } from "./google_double.ts";
import { serviceForFile } from "./harness.ts";
import { makeSource } from "./senders.ts";

/** Changes of a push, by a test. */
interface Sending {
  url?: string;
  authorization?: string | null;
  id?: string;
  at_ms?: number;
}

/** A subscription notification of a purchase token, by its number. */
export function subscribed(purchaseToken: string, notificationType = 4) {
  const subscriptionId = "walks.monthly";
  const notification = { notificationType, purchaseToken, subscriptionId };
  return { subscriptionNotification: { version: "1.0", ...notification } };
}

/** Where Google has the subscription of a purchase token. */
export function subscriptionPath(token: string): string {
  return `purchases/subscriptionsv2/tokens/${token}`;
}

/** A subscription of 10.00 USD a month as Google has it. */
export function subscriptionOf(
  account_id: string | null,
  order_id: string,
  change: Record<string, unknown> = {},
  item: Record<string, unknown> = {},
) {
  const recurringPrice = { currencyCode: "USD", units: "10" };
  return {
    kind: "androidpublisher#subscriptionPurchaseV2",
    regionCode: "US",
    subscriptionState: "SUBSCRIPTION_STATE_ACTIVE",
    ...(account_id === null
      ? {}
      : {
          externalAccountIdentifiers: {
            obfuscatedExternalAccountId: account_id,
          },
        }),
    lineItems: [
      {
        productId: "walks.monthly",
        latestSuccessfulOrderId: order_id,
        autoRenewingPlan: { autoRenewEnabled: true, recurringPrice },
        offerPhase: { basePrice: {} },
        ...item,
      },
    ],
    ...change,
  };
}

/** A tracker with an app's campaign and its source for Google Play, and Google on loopback. */
export async function openGooglePlay() {
  const google = new GoogleDouble();
  const service = await serviceForFile({
    env: {
      TALLYHO_GOOGLE_KEYS_URL: `${google.url}/certs`,
      TALLYHO_GOOGLE_PLAY_URL: google.url,
    },
  });
  const { api, clock } = service;
  const setup = await setUp(api, { campaign: { goals: APP_GOALS } });
  const makePlaySource = (change: Record<string, unknown> = {}) =>
    makeSource(api, setup.advertiser_id, {
      ...{ name: "Google Play", require: "token", preset: "google_play" },
      store: { package_names: [PACKAGE], push_email: PUSHER },
      service_account: google.service_account,
      ...change,
    });
  const source = await makePlaySource();
  /** Pushes a body as Pub/Sub does. */
  const push = async (
    body: string,
    { url = source.url, authorization }: Sending = {},
  ): Promise<Answer> => {
    const token =
      authorization === undefined
        ? `Bearer ${google.token(clock.nowMs(), url)}`
        : authorization;
    const headers = {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: token }),
    };
    const path = new URL(url).pathname;
    return await api.fetch(path, { method: "POST", headers, body });
  };
  const send = async (
    notification: Record<string, unknown>,
    sending: Sending = {},
  ) => {
    const { at_ms = clock.nowMs(), id } = sending;
    const message = { at_ms, ...(id === undefined ? {} : { id }) };
    return await push(pushBody(notification, message), sending);
  };
  /** A click of a visitor, a minute ago. */
  const visitor = async () => {
    const click_id = await api.click(setup.slug);
    clock.advance(60_000);
    return click_id;
  };
  return {
    google,
    service,
    ...setup,
    source,
    makePlaySource,
    push,
    send,
    visitor,
  };
}

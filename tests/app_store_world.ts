import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, ApiClient } from "./api_client.ts";
import { AppleSigner } from "./apple_signer.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import { serviceForFile } from "./harness.ts";
import { makeSource } from "./senders.ts";

/** The app of these tests. */
export const BUNDLE_ID = "com.example.walks";
/** Its App Apple ID. */
export const APP_APPLE_ID = 1_234_567_890;

/** Apple as these tests have it: a root of their own, in a file. */
export class TestApple extends AppleSigner {
  readonly root_file: string;

  constructor() {
    super();
    const directory = mkdtempSync(join(tmpdir(), "tallyho-apple-"));
    this.root_file = join(directory, "root.der");
    writeFileSync(this.root_file, this.root.der);
  }
}

/** Changes of a notification, by a test. */
export interface Changes {
  type?: string;
  subtype?: string | null;
  uuid?: string;
  signed_at: number;
  environment?: string;
  bundle_id?: string;
  app_apple_id?: number | null;
  transaction?: Record<string, unknown> | null;
  renewal?: Record<string, unknown> | null;
}

let count = 0;

/** The body of a notification of the app. */
export function notificationBody(apple: AppleSigner, changes: Changes): string {
  const { type = "SUBSCRIBED", subtype = "INITIAL_BUY", signed_at } = changes;
  const { environment = "Production", bundle_id = BUNDLE_ID } = changes;
  const { app_apple_id = APP_APPLE_ID, transaction = {} } = changes;
  const app = { bundleId: bundle_id, environment };
  const uuid =
    changes.uuid ??
    `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
  return apple.notification(
    {
      notificationType: type,
      ...(subtype === null ? {} : { subtype }),
      notificationUUID: uuid,
      version: "2.0",
      signedDate: signed_at,
      data: {
        ...app,
        ...(app_apple_id === null ? {} : { appAppleId: app_apple_id }),
      },
    },
    transaction === null
      ? null
      : {
          transactionId: "2000000001",
          originalTransactionId: "2000000001",
          productId: "com.example.walks.monthly",
          purchaseDate: signed_at,
          quantity: 1,
          type: "Auto-Renewable Subscription",
          inAppOwnershipType: "PURCHASED",
          transactionReason: "PURCHASE",
          storefront: "USA",
          price: 9_990,
          currency: "USD",
          signedDate: signed_at,
          ...app,
          ...transaction,
        },
    changes.renewal === undefined || changes.renewal === null
      ? null
      : { signedDate: signed_at, environment, ...changes.renewal },
  );
}

/** Shares of the sale for both parties. */
export const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};
const LEAD = {
  revenue: { type: "fixed", amount: "2.00" },
  payout: { type: "fixed", amount: "1.00" },
};

/** Goals of an app's campaign. */
export const APP_GOALS = [
  { key: "sale", ...SHARE },
  { key: "trial", ...LEAD },
  { key: "rebill", lookback_days: 0, ...SHARE },
];

/** Status and outcome of an answer. */
export function outcomeOf({ status, body }: Answer): string {
  return `${status} ${String(body.outcome ?? body.code)}`;
}

/** The path of a source's address. */
export function pathOf({ url }: { url: string }): string {
  return new URL(url).pathname;
}

/** Makes another campaign of the advertiser for the app, with the code of its link. */
async function makeSibling(
  api: ApiClient,
  { advertiser_id, affiliate_id }: Setup,
  goals: readonly unknown[] = APP_GOALS,
) {
  const made = await api.call<{ id: number }>("POST", "/campaigns", {
    advertiser_id,
    name: "Sibling",
    currency: "USD",
    destination_url: "https://apps.example/walks",
    goals,
  });
  const link = await api.call<{ slug: string }>("POST", "/links", {
    ...{ campaign_id: made.id, affiliate_id },
  });
  return { campaign_id: made.id, slug: link.slug };
}

/** A tracker with an app's campaign, its source for the App Store, and one for the sandbox. */
export async function openAppStore() {
  const apple = new TestApple();
  const service = await serviceForFile({
    env: { TALLYHO_APPLE_ROOT_FILE: apple.root_file },
  });
  const { api, clock } = service;
  const setup = await setUp(api, {
    advertiser: { name: "Walks" },
    campaign: { goals: APP_GOALS },
  });
  const makeAppSource = (store: Record<string, unknown>, name: string) =>
    makeSource(api, setup.advertiser_id, {
      ...{ name, require: "token", preset: "app_store" },
      store: { bundle_ids: [BUNDLE_ID], ...store },
    });
  const source = await makeAppSource(
    { app_apple_id: APP_APPLE_ID },
    "App Store",
  );
  const sandbox = await makeAppSource({ sandbox: true }, "Sandbox");
  const post = async (body: string, path = pathOf(source)): Promise<Answer> => {
    const headers = { "content-type": "application/json" };
    return await api.fetch(path, { method: "POST", headers, body });
  };
  /** Sends a notification as Apple does. */
  const send = async (changes: Partial<Changes> = {}, path?: string) =>
    await post(
      notificationBody(apple, { signed_at: clock.nowMs(), ...changes }),
      path,
    );
  /** The token of a click, which an app claims for its purchases. */
  const tokenOf = async (click_id: string) => {
    while (await service.drain.runOnce());
    const claim = await api.fetch(`/v1/click/${click_id}/claim`);
    return String(claim.body.app_account_token);
  };
  let orders = 0;
  /** A click of a visitor who then bought, with the fields of the transaction. */
  const visitor = async (slug = setup.slug) => {
    const click_id = await api.click(slug);
    const appAccountToken = await tokenOf(click_id);
    clock.advance(60_000);
    const id = `20000${++orders}`;
    const ids = { transactionId: id, originalTransactionId: id };
    const transaction = { appAccountToken, ...ids, price: 10_000 };
    return { click_id, transaction, order_id: id };
  };
  const sibling = (goals?: readonly unknown[]) =>
    makeSibling(api, setup, goals);
  return {
    apple,
    service,
    ...setup,
    source,
    sibling,
    sandbox,
    post,
    send,
    visitor,
    tokenOf,
  };
}

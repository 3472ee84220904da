// A sender who isn't Apple, or speaks for another app, is named and never paid; tests of the store stay
// apart.
import { describe, expect, test } from "bun:test";
import {
  BUNDLE_ID,
  notificationBody,
  openAppStore,
  outcomeOf,
  pathOf,
} from "../app_store_world.ts";
import { AppleSigner } from "../apple_signer.ts";
import { booksOf, conversionOf } from "../senders.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openAppStore();
const { apple, service, advertiser_id, slug, link_id } = world;
const { source, sandbox, post, send, visitor, tokenOf } = world;
const { api, clock } = service;

describe("what Apple did not send to this app", () => {
  test("is named, kept and never paid", async () => {
    const { transaction } = await visitor();
    const at = clock.nowMs();
    const whole = notificationBody(apple, { signed_at: at, transaction });
    const { signedPayload } = JSON.parse(whole) as { signedPayload: string };
    const [, payload = "", signature = ""] = signedPayload.split(".");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const cases: [body: string, expected: string][] = [
      [
        notificationBody(new AppleSigner(), { signed_at: at, transaction }),
        "401 bad_signature",
      ],
      [
        JSON.stringify({ signedPayload: `${none}.${payload}.` }),
        "401 bad_signature",
      ],
      [
        JSON.stringify({ signedPayload: `${none}.${payload}.${signature}` }),
        "401 bad_signature",
      ],
      [
        JSON.stringify({ signedPayload: signedPayload.slice(0, -20) }),
        "401 bad_signature",
      ],
      [
        notificationBody(apple, {
          signed_at: at,
          transaction,
          bundle_id: "com.example.other",
        }),
        "403 sender_not_allowed",
      ],
      [
        notificationBody(apple, {
          signed_at: at,
          transaction,
          app_apple_id: 1,
        }),
        "403 sender_not_allowed",
      ],
      [
        notificationBody(apple, {
          signed_at: at,
          transaction,
          environment: "Sandbox",
        }),
        "400 sandbox_only",
      ],
      [
        notificationBody(apple, { signed_at: at + 3_600_000, transaction }),
        "401 stale_timestamp",
      ],
      ["{}", "400 malformed"],
      ["", "400 malformed"],
      [whole.slice(0, 700), "400 malformed"],
      [
        JSON.stringify({ signedPayload: "a".repeat(64_000) }),
        "401 bad_signature",
      ],
    ];
    for (const [body, expected] of cases) {
      const answer = await post(body);
      expect([body.slice(0, 40), outcomeOf(answer)]).toEqual([
        body.slice(0, 40),
        expected,
      ]);
      const kept = await readPostback(api, String(answer.body.postback_id));
      expect(kept.outcome).toBe(String(answer.body.code));
    }
    const huge = await post(
      JSON.stringify({ signedPayload: "a".repeat(70_000) }),
    );
    expect(outcomeOf(huge)).toBe("413 too_large");
    const plain = await api.fetch(
      `${pathOf(source).replace("app-store", "postback")}?click_id=${await api.click(slug)}`,
    );
    expect(outcomeOf(plain)).toBe("401 missing_signature");
    const unknown = await post(whole, "/v1/app-store/nobodys-key");
    expect(outcomeOf(unknown)).toBe("404 unknown_source");
    const as_play = await post(
      whole,
      pathOf(source).replace("app-store", "play"),
    );
    expect(outcomeOf(as_play)).toBe("404 unknown_source");
  });

  test("counts from the sandbox for test clicks alone", async () => {
    const { transaction } = await visitor();
    const changes = { environment: "Sandbox", app_apple_id: null };
    const paying = await send({ ...changes, transaction }, pathOf(sandbox));
    expect([paying.status, paying.body.code]).toEqual([200, "sandbox_only"]);
    const made = await api.call<{ click_id: string }>(
      "POST",
      `/links/${link_id}/test-click`,
      {},
    );
    clock.advance(60_000);
    const token = await tokenOf(made.click_id);
    const test_sale = {
      ...transaction,
      appAccountToken: token,
      transactionId: "9001",
    };
    const answer = await send(
      { ...changes, transaction: test_sale },
      pathOf(sandbox),
    );
    expect(outcomeOf(answer)).toBe("201 recorded");
    const conversion = await conversionOf(api, answer.body.conversion_id);
    expect(conversion.flags).toContain("test");
    expect(await booksOf(service, conversion)).toMatchObject({
      receivable: "0.00",
      payable: "0.00",
    });
    expect(outcomeOf(await send({ transaction }, pathOf(sandbox)))).toBe(
      "403 sender_not_allowed",
    );
  });
});

describe("a source for the App Store", () => {
  test("has a sheet that says what goes into the app and into App Store Connect", async () => {
    const sheet = await api.call<{
      url: string;
      names: { send_as: string }[];
      proof: { how: string };
    }>("GET", `/advertisers/${advertiser_id}/sources/${source.id}/sheet`);
    expect(sheet.url).toBe(source.url);
    expect(sheet.names.map(({ send_as }) => send_as)).toEqual([
      "appAccountToken",
    ]);
    expect(sheet.proof.how).toContain("App Store Connect");
  });

  test("shows its app and what it lacks, and refuses settings that are none", async () => {
    const path = `/advertisers/${advertiser_id}/sources`;
    const bare = await api.call("POST", path, {
      name: "Bare",
      preset: "app_store",
    });
    expect(bare).toMatchObject({
      store: { bundle_ids: [], app_apple_id: null, sandbox: false },
      service_account: null,
      warnings: expect.arrayContaining([
        expect.objectContaining({ field: "store.bundle_ids" }),
        expect.objectContaining({ field: "store.app_apple_id" }),
      ]),
    });
    for (const [store, field] of [
      [{ bundle_ids: ["not an id"] }, "store.bundle_ids.0"],
      [{ push_email: "nobody" }, "store.push_email"],
      [{ audience: "" }, "store.audience"],
      [{ app_apple_id: "7" }, "store.app_apple_id"],
      [{ bundle: [] }, "store.bundle"],
    ] as const) {
      const refused = await api.try<{ errors: { field: string }[] }>(
        "POST",
        path,
        { name: "Bad", preset: "app_store", store },
      );
      expect([refused.status, refused.body.errors[0]?.field]).toEqual([
        422,
        field,
      ]);
    }
    const changed = await api.call("PATCH", `${path}/${String(bare.id)}`, {
      store: { bundle_ids: [BUNDLE_ID], sandbox: true },
    });
    expect(changed).toMatchObject({
      store: { bundle_ids: [BUNDLE_ID], sandbox: true },
      warnings: [],
    });
  });
});

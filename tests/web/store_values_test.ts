// The form of a store's source sends its app whole, and the service account only where one was put in.
import { expect, test } from "bun:test";
import type { Source } from "../../web/api/api_types.ts";
import {
  isShop,
  newSource,
  newSourceBody,
  storeBody,
  storeValues,
} from "../../web/screens/sources/store_values.ts";
import { PRESETS } from "../../web/screens/advertisers/source_words.ts";
import { PRESETS as OURS } from "../../modules/sources/mod.ts";
import { setUp } from "../factory.ts";
import { GoogleDouble } from "../google_double.ts";
import { serviceForFile } from "../harness.ts";

const { api } = await serviceForFile();

test("a source for each store is made, shown and changed by its form as the API has it", async () => {
  const { advertiser_id } = await setUp(api);
  const path = `/advertisers/${advertiser_id}/sources`;
  const apple = await api.call<Source>(
    "POST",
    path,
    newSourceBody({
      ...{ ...newSource("none"), name: " Walks ", preset: "app_store" },
      app: "com.example.walks, com.example.runs",
    }),
  );
  expect(apple).toMatchObject({ name: "Walks", require: "token" });
  const values = storeValues(apple);
  expect(values).toMatchObject({
    bundle_ids: "com.example.walks, com.example.runs",
    app_apple_id: "",
  });
  const changed = await api.call<Source>(
    "PATCH",
    `${path}/${apple.id}`,
    storeBody("app_store", { ...values, app_apple_id: " 1234567890 " }),
  );
  expect(changed.store).toMatchObject({ app_apple_id: 1_234_567_890 });
  expect(changed.warnings).toEqual([]);
  const wrong = await api.try<{ errors: { field: string }[] }>(
    "PATCH",
    `${path}/${apple.id}`,
    storeBody("app_store", { ...values, app_apple_id: "12e" }),
  );
  expect([wrong.status, wrong.body.errors[0]?.field]).toEqual([
    422,
    "store.app_apple_id",
  ]);
});

test("a service account that isn't put in again stays", async () => {
  const google = new GoogleDouble();
  const { advertiser_id } = await setUp(api);
  const path = `/advertisers/${advertiser_id}/sources`;
  const made = await api.call<Source>(
    "POST",
    path,
    newSourceBody({
      ...{ ...newSource("none"), name: "Play", preset: "google_play" },
      app: "com.example.walks",
    }),
  );
  const send = async (change: Partial<ReturnType<typeof storeValues>>) =>
    await api.call<Source>(
      "PATCH",
      `${path}/${made.id}`,
      storeBody("google_play", { ...storeValues(made), ...change }),
    );
  const push_email = "push@example-project.iam.example";
  const set = await send({
    push_email,
    service_account: google.service_account,
  });
  const { client_email } = set.service_account ?? {};
  expect(client_email).toBe("reader@example-project.iam.example");
  const kept = await send({ push_email, sandbox: true });
  expect(kept.service_account?.client_email).toBe(client_email as string);
  expect(kept.store).toMatchObject({ push_email, sandbox: true });
  expect(JSON.stringify(storeValues(kept))).not.toContain("PRIVATE");
  await google.stop();
});

test("any other source asks for the proof that was chosen", () => {
  const plain = { ...newSource("signature"), name: "Shop", app: "x" };
  expect(newSourceBody(plain)).toEqual({
    name: "Shop",
    preset: null,
    require: "signature",
  });
});

test("a shop's source is made with the secret that its form asks for, or without one yet", async () => {
  const { advertiser_id } = await setUp(api);
  const path = `/advertisers/${advertiser_id}/sources`;
  const made = async (secret: string) =>
    await api.call<Source>(
      "POST",
      path,
      newSourceBody({
        ...{ ...newSource("none"), name: "Pay", preset: "stripe", secret },
      }),
    );
  const { secrets, require, warnings } = await made("whsec_a-secret");
  expect([secrets.length, require, warnings]).toEqual([1, "token", []]);
  const later = await made("");
  expect(later.warnings.map(({ field }) => field)).toEqual(["secrets"]);
});

test("every preset can be chosen, each in its group", () => {
  const listed = PRESETS.groups.flatMap(({ options }) =>
    options.map(({ value, label }) => [value, label]),
  );
  expect(new Map(listed as [string, string][])).toEqual(
    new Map(Object.entries(OURS).map(([name, { title }]) => [name, title])),
  );
  expect(["stripe", "tune", "app_store", "", null].map(isShop)).toEqual([
    ...[true, false, false, false, false],
  ]);
});

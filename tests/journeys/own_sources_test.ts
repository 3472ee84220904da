// An advertiser's developer sets up its own sender: it needs nobody at the network for that, can't
// weaken what the network asks for, and learns nothing of another advertiser's.
import { describe, expect, test } from "bun:test";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { clientOf, signedIn } from "../people.ts";
import { makeSource, sendSigned } from "../senders.ts";

const service = await serviceForFile();
const { api } = service;

interface Made extends Record<string, unknown> {
  id: number;
  key: string;
  url: string;
  name: string;
}

/** An advertiser with a campaign and a link, and a client of its own. */
async function anAdvertiser() {
  const setup = await setUp(api);
  const { advertiser_id } = setup;
  const party = { role: "advertiser", advertiser_id };
  const own = await clientOf(api, party);
  return { ...setup, own, path: `/advertisers/${advertiser_id}/sources` };
}

async function refusedFields(own: ApiClient, method: string, ...of: unknown[]) {
  const [path, body] = of as [string, unknown];
  const { status, body: answer } = await own.try<{
    code: string;
    errors?: { field: string }[];
  }>(method, path, body);
  const fields = (answer.errors ?? []).map(({ field }) => field);
  return [status, answer.code, ...fields];
}

const REFUSED = [403, "network_decides"];

describe("an advertiser", () => {
  test("sets up a source, signs with its secret, and sees it counted", async () => {
    const { own, path, slug } = await anAdvertiser();
    const source = await own.call<Made>("POST", path, {
      name: "Shop",
      require: "signature",
      timezone: "Europe/Berlin",
      goal_map: { purchase: "sale" },
    });
    const at = `${path}/${source.id}`;
    const { secret } = await own.call("POST", `${at}/secrets`, {});
    const shown = JSON.stringify(await own.call("GET", at));
    expect(shown).not.toContain(String(secret));
    const click_id = await api.click(slug);
    const sale = { click_id, order_id: "N-1", goal: "purchase" };
    const sent = await sendSigned(service, sale, {
      path: new URL(source.url).pathname,
      secret: String(secret),
    });
    expect(sent.body).toMatchObject({ outcome: "recorded" });
    expect(await own.call("GET", `${at}/health`)).toMatchObject({
      source_id: source.id,
      last_24h: { total: 1, outcomes: { recorded: 1 } },
    });
    const { data } = await own.call<{ data: Made[] }>("GET", path);
    expect(data.map(({ id }) => id)).toEqual([source.id]);
    expect(await own.call("GET", `${at}/sheet`)).toMatchObject({
      source: "Shop",
      url: source.url,
    });
    const checked = await own.call("POST", `${at}/test`, {});
    expect(checked).toMatchObject({ ready: true, next: null });
  });

  test("can't make a plain source of a store's, which would drop the store's proof; nor can a manager", async () => {
    const { own, path } = await anAdvertiser();
    const manager = await clientOf(api, { role: "manager" });
    for (const preset of ["app_store", "google_play"]) {
      const { id } = await own.call<Made>("POST", path, {
        ...{ name: `Of ${preset}`, preset },
      });
      const at = `${path}/${id}`;
      for (const client of [own, manager]) {
        for (const other of [null, "keitaro"]) {
          const refused = await refusedFields(client, "PATCH", at, {
            preset: other,
          });
          expect(refused).toEqual([...REFUSED, "preset"]);
        }
        const renamed = { preset, name: `${preset} again` };
        expect(await client.call("PATCH", at, renamed)).toMatchObject({
          preset,
        });
      }
      expect(await api.call("PATCH", at, { preset: null })).toMatchObject({
        preset: null,
      });
    }
  });

  test("is told the state of each check, and what to do next", async () => {
    const { own, path } = await anAdvertiser();
    const source = await own.call<Made>("POST", path, { name: "Shop" });
    const sample = { query: "click_id=CLICK_ID&order_id=A-1&amount=1,5&x=1" };
    const checked = await own.call<{
      ready: boolean;
      next: string | null;
      test_click: Record<string, unknown>;
      checks: { check: string; state: string; ok: boolean; todo: unknown }[];
    }>("POST", `${path}/${source.id}/test`, sample);
    const states = Object.fromEntries(
      checked.checks.map(({ check, state }) => [check, state]),
    );
    expect(states).toMatchObject({
      request: "passed",
      click_id: "passed",
      amount: "failed",
      mapping: "advice",
      answer: "failed",
    });
    const wrong = checked.checks.filter(({ ok }) => !ok);
    expect(checked.ready).toBe(false);
    expect(checked.next).toBe(String(wrong[0]?.todo));
    expect(wrong.every(({ todo }) => typeof todo === "string")).toBe(true);
    expect(checked.test_click).not.toHaveProperty("link_id");
    const unread = await own.call<typeof checked>(
      "POST",
      `${path}/${source.id}/test`,
      { body: "[1" },
    );
    const missed = unread.checks.filter(({ state }) => state === "not_reached");
    expect(missed.length).toBeGreaterThan(3);
  });

  test("can't set what only the network decides, and is told what", async () => {
    const { own, path } = await anAdvertiser();
    const body = { name: "Shop" };
    for (const [field, value] of Object.entries({
      key: "ours-since-2019",
      allow_ips: ["0.0.0.0/0"],
      amount_updates: true,
      reinstate: true,
      rate_per_second: 100_000,
      require: "none",
      enforce: false,
      drift_seconds: 86_400,
    })) {
      const made = { ...body, [field]: value };
      const refused = await refusedFields(own, "POST", path, made);
      expect(refused).toEqual([...REFUSED, field]);
    }
    const several = { ...body, key: "ours-since-2019", reinstate: true };
    const named = await refusedFields(own, "POST", path, several);
    expect(named).toEqual([...REFUSED, "key", "reinstate"]);
    const { data } = await api.call<{ data: Made[] }>("GET", path);
    expect(data).toEqual([]);
  });

  test("strengthens the network's source and doesn't weaken it", async () => {
    const { own, path, advertiser_id } = await anAdvertiser();
    const made = await makeSource(api, advertiser_id, {
      require: "token",
      enforce: false,
      reinstate: true,
      allow_ips: ["127.0.0.0/8"],
      drift_seconds: 600,
      default: true,
    });
    const at = `${path}/${made.id}`;
    const changed = await own.call<Made>("PATCH", at, {
      enforce: true,
      require: "signature",
      drift_seconds: 60,
      name: "Shop of ours",
      reinstate: true,
      allow_ips: ["127.0.0.0/8"],
    });
    expect(changed).toMatchObject({ enforce: true, require: "signature" });
    for (const change of [
      { require: "token" },
      { enforce: false },
      { drift_seconds: 61 },
      { allow_ips: [] },
      { reinstate: false },
    ]) {
      const refused = await refusedFields(own, "PATCH", at, change);
      expect(refused).toEqual([...REFUSED, ...Object.keys(change)]);
    }
    const another = { name: "Other", require: "token", default: true };
    const weak = await refusedFields(own, "POST", path, another);
    expect(weak).toEqual([...REFUSED, "require"]);
    expect(await refusedFields(own, "DELETE", at)).toEqual(REFUSED);
    expect(await api.call<Made>("GET", at)).toEqual(changed);
    // Its sender is the advertiser itself, which may replace what it proves itself by.
    await own.call("POST", `${at}/rotate-key`);
    await own.call("POST", `${at}/rotate-token`, {});
  });

  test("reaches no other's source by any id", async () => {
    const one = await anAdvertiser();
    const other = await anAdvertiser();
    const foreign = await makeSource(api, other.advertiser_id);
    await api.call("PATCH", `/advertisers/${other.advertiser_id}`, {
      external_id: "THEIRS",
    });
    const named = `/advertisers/external_id:THEIRS/sources`;
    for (const path of [other.path, named, one.path]) {
      const at = `${path}/${foreign.id}`;
      for (const [method, to, body] of [
        ["GET", at],
        ["PATCH", at, { name: "Mine" }],
        ["DELETE", at],
        ["POST", `${at}/secrets`, {}],
        ["DELETE", `${at}/secrets/${crypto.randomUUID()}`],
        ["POST", `${at}/rotate-key`],
        ["POST", `${at}/rotate-token`, {}],
        ["GET", `${at}/sheet`],
        ["GET", `${at}/health`],
        ["POST", `${at}/test`, {}],
      ] as const) {
        const { status } = await one.own.try(method, to, body);
        expect([method, to, status]).toEqual([method, to, 404]);
      }
    }
    for (const path of [other.path, `${other.path}/health`]) {
      expect((await one.own.try("GET", path)).status).toBe(404);
    }
    const at = `${other.path}/${foreign.id}`;
    expect(await api.call("GET", at)).toMatchObject({ key: foreign.key });
    const own = await makeSource(api, one.advertiser_id);
    const test_link = { link_id: other.link_id };
    const test = `${one.path}/${own.id}/test`;
    const refused = await one.own.try<{ detail: string }>(
      "POST",
      test,
      test_link,
    );
    const unknown = await one.own.try<{ detail: string }>("POST", test, {
      link_id: 2_000_000,
    });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toBe(unknown.body.detail);
  });

  test("has no name of 64 KiB, and no access once its user is disabled", async () => {
    const { own, path, advertiser_id } = await anAdvertiser();
    const name = "n".repeat(65_536);
    expect(await refusedFields(own, "POST", path, { name })).toEqual([
      422,
      "invalid_request",
      "name",
    ]);
    const person = await signedIn(api, "advertiser", { advertiser_id });
    const made = await person.ask("POST", "/tokens", { name: "deploys" });
    const deploys = new ApiClient(service.url, String(made.body.token));
    expect((await deploys.try("GET", path)).status).toBe(200);
    await api.call("PATCH", `/users/${person.id}`, { disabled: true });
    expect((await deploys.try("GET", path)).status).toBe(401);
    expect((await person.ask("GET", path)).status).toBe(401);
  });
});

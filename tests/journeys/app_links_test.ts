// A link opens the app where the phone was told so by us, and the right store where there is no app.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { AGENTS, drainAll, visit } from "../visits.ts";

const service = await serviceForFile();
const { api } = service;

const PACKAGE = "com.northwind.shoes";
const PLAY = `https://play.google.com/store/apps/details?id=${PACKAGE}`;

/** A campaign that promotes an app in Play. */
async function appWorld(campaign: Record<string, unknown> = {}) {
  return await setUp(api, {
    campaign: { destination_url: PLAY, ...campaign },
  });
}

describe("the files that let an app open links", () => {
  const fetchFile = async (name: string, host?: string) => {
    const headers = host === undefined ? {} : { host };
    const answer = await api.fetch(`/.well-known/${name}`, { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("application/json");
    return JSON.stringify(answer.body);
  };
  const APPLE = "apple-app-site-association";
  const GOOGLE = "assetlinks.json";
  const print = (byte: string) => Array(32).fill(byte).join(":");

  test("name the campaign's apps, its links and certificates", async () => {
    const { campaign_id, slug } = await appWorld();
    expect(await fetchFile(APPLE)).toContain('"applinks"');
    await api.call("PUT", `/campaigns/${campaign_id}/app`, {
      ios: { team_id: "ABCDE12345", bundle_id: "com.northwind.ios" },
      android: { package: PACKAGE, sha256_fingerprints: [print("ab")] },
    });
    const apple = await fetchFile(APPLE);
    expect(apple).toContain('"ABCDE12345.com.northwind.ios"');
    expect(apple).toContain(`"/c/${slug}"`);
    expect(apple).toContain(`"/c/${campaign_id}/*"`);
    const google = await fetchFile(GOOGLE);
    expect(google).toContain(`"${PACKAGE}"`);
    expect(google).toContain(`"${print("AB")}"`);
    expect(google).toContain('"delegate_permission/common.handle_all_urls"');
  });

  test("are of the host that asks, where a campaign names its hosts", async () => {
    const { campaign_id } = await appWorld();
    await api.call("PUT", `/campaigns/${campaign_id}/app`, {
      ios: { team_id: "ZZZZZ12345", bundle_id: "com.elsewhere" },
      domains: ["Go.Example"],
      paths: ["/c/*"],
    });
    expect(await fetchFile(APPLE)).not.toContain("com.elsewhere");
    const there = await fetchFile(APPLE, "go.example:443");
    expect(there).toContain(
      '{"appIDs":["ZZZZZ12345.com.elsewhere"],"components":[{"/":"/c/*"}]}',
    );
    await api.call("PATCH", `/campaigns/${campaign_id}`, {
      status: "archived",
    });
    expect(await fetchFile(APPLE, "go.example")).not.toContain("elsewhere");
  });

  test("are made of settings that are checked, and may be taken back", async () => {
    const { campaign_id } = await appWorld();
    const path = `/campaigns/${campaign_id}/app`;
    const ios = { team_id: "ABCDE12345", bundle_id: "com.northwind.ios" };
    const android = { package: PACKAGE, sha256_fingerprints: [] };
    for (const body of [
      { ios: { ...ios, team_id: "short" } },
      { ios: { ...ios, bundle_id: "with space" } },
      { android: { ...android, package: "nodots" } },
      { android: { ...android, sha256_fingerprints: ["AB:CD"] } },
      { domains: ["https://go.example/"] },
      { paths: ["c/no-slash"] },
      { color: "blue" },
    ]) {
      expect((await api.try("PUT", path, body)).status).toBe(422);
    }
    await api.call("PUT", path, { ios, android });
    expect(await api.call("GET", path)).toMatchObject({ ios, android });
    const empty = {
      ios: null,
      android: null,
      install_goal: null,
      domains: [],
      paths: [],
    };
    expect(await api.call("PUT", path, {})).toEqual(empty);
    expect(await api.call("GET", path)).toEqual(empty);
  });
});

describe("a visitor without the app", () => {
  test("goes to the store of the phone, and to the page of all others", async () => {
    const { campaign_id, slug } = await appWorld();
    const path = `/campaigns/${campaign_id}/destinations`;
    const store = "https://apps.apple.com/app/id525463029";
    await api.call("POST", path, { url: store, os: ["ios"] });
    await api.call("POST", path, { url: PLAY, os: ["android"] });
    await api.call("POST", path, { url: "https://shop.example/app" });
    const hostOf = async (user_agent: string) =>
      (await visit(api, slug, { user_agent })).url?.hostname;
    expect(await hostOf(AGENTS.iphone)).toBe("apps.apple.com");
    expect(await hostOf(AGENTS.android)).toBe("play.google.com");
    expect(await hostOf(AGENTS.windows)).toBe("shop.example");
    const wrong = { url: PLAY, os: ["symbian"] };
    expect((await api.try("POST", path, wrong)).status).toBe(422);
  });

  test("goes to the campaign's own page where no destination is for the system", async () => {
    const { campaign_id, slug } = await appWorld({
      destination_url: "https://shop.example/landing",
    });
    const path = `/campaigns/${campaign_id}/destinations`;
    const made = await api.call("POST", path, { url: PLAY, os: ["android"] });
    expect(made).not.toHaveProperty("notes");
    expect(await api.call("GET", `/campaigns/${campaign_id}`)).toMatchObject({
      destination_url_used: true,
    });
    const { url } = await visit(api, slug, { user_agent: AGENTS.windows });
    expect(url?.pathname).toBe("/landing");
  });
});

test("a page in the app claims its deep link from any origin", async () => {
  const { slug } = await appWorld();
  const { url } = await visit(api, slug);
  const click_id = url?.searchParams.get("click_id") ?? "";
  await drainAll(service);
  const claim = () => api.fetch(`/v1/click/${click_id}/claim`);
  const [first, second] = [await claim(), await claim()];
  expect([first.status, second.status]).toEqual([200, 409]);
  for (const { headers } of [first, second]) {
    expect(headers.get("access-control-allow-origin")).toBe("*");
  }
});

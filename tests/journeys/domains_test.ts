// A network may have taken over several domains, each with links in the world that nobody knows any more: their visitors
// end where the domain's own people would have sent them.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { AGENTS } from "../visits.ts";

const NETWORK = "https://network.example/gone";
const service = await serviceForFile({
  env: { TALLYHO_FALLBACK_URL: NETWORK },
});
const { api } = service;

interface Domain {
  id: number;
  host: string;
  is_default: boolean;
}

const add = async (body: Record<string, unknown>) =>
  await api.call<Domain>("POST", "/domains", body);
const refused = async (body: Record<string, unknown>, path = "/domains") => {
  const method = path === "/domains" ? "POST" : "PATCH";
  const answer = await api.try<{ errors?: { field: string }[] }>(
    method,
    path,
    body,
  );
  return `${answer.status} ${answer.body.errors?.[0]?.field ?? ""}`;
};

/** Where a path at a host leads, or the status. */
const open = async (host: string, path: string, method = "GET") => {
  const headers = { host, "user-agent": AGENTS.windows };
  const { status, headers: sent } = await api.fetch(path, { method, headers });
  return sent.get("location") ?? status;
};

const OLD = "https://old.example/?s={sub1}";
await add({ host: "Go.Example", fallback_url: OLD });
await add({ host: "plain.example" });
const setup = await setUp(api, { link: { external_id: "winter24" } });

describe("a domain", () => {
  test("has one name, however it is written", async () => {
    expect((await add({ host: " Shop.EXAMPLE. " })).host).toBe("shop.example");
    expect((await add({ host: "bücher.example" })).host).toBe(
      "xn--bcher-kva.example",
    );
    expect(await refused({ host: "XN--BCHER-kva.example" })).toBe("409 host");
  });

  test.each([
    "https://a.example",
    "a.example:443",
    "a.example:8443",
    "a.example/go",
    "a.example?x",
    "me@a.example",
    "a b.example",
    "[::1]",
    " ",
    ".",
  ])("isn't called %p", async (host) => {
    expect(await refused({ host })).toBe("422 host");
  });

  // Each answer is compared with the API's description.
  test.each(["elsewhere", "ftp://a.example/", "https://{click_id}.example/"])(
    "doesn't fall back to %p",
    async (fallback_url) => {
      const host = "lost.example";
      expect(await refused({ host, fallback_url })).toBe("422 fallback_url");
    },
  );

  test("isn't led back to, by its own fallback, another's or a destination", async () => {
    const host = "loop.example";
    for (const fallback_url of [
      "https://loop.example/sold-out",
      "https://LOOP.example./",
      "http://go.example:8080/other",
    ]) {
      expect(await refused({ host, fallback_url })).toBe("422 fallback_url");
    }
    const path = `/campaigns/${setup.campaign_id}`;
    const destination_url = "https://go.example/c/abcd2345?id={click_id}";
    expect(await refused({ destination_url }, path)).toBe(
      "422 destination_url",
    );
    const fallback_url = "https://go.example/winter24";
    expect(await refused({ fallback_url }, path)).toBe("422 fallback_url");
  });
});

describe("a link that leads nowhere", () => {
  test.each(["go.example", "GO.EXAMPLE", "go.example:8443", "go.example."])(
    "ends at the fallback of the domain that was asked as %p",
    async (host) => {
      const here = "https://old.example/?s=a%20b";
      expect(await open(host, "/click?pid=9&offer_id=9&sub1=a+b")).toBe(here);
      expect(await open(host, "/nobodys-alias?sub1=a+b")).toBe(here);
      expect(await open(host, "/c/unknown99?sub1=a+b")).toBe(here);
      expect(await open(host, "/c/9/9?sub1=a+b", "HEAD")).toBe(here);
    },
  );

  test("ends at the network's where the domain has none, or isn't known", async () => {
    for (const host of ["plain.example", "other.example"]) {
      expect(await open(host, "/click?pid=9&offer_id=9")).toBe(NETWORK);
      expect(await open(host, "/c/unknown99")).toBe(404);
    }
  });

  test("ends at the campaign's own fallback first", async () => {
    const fallback_url = "https://campaign.example/";
    const { slug, campaign_id } = await setUp(api, {
      campaign: { status: "paused" },
    });
    expect(await open("go.example", `/c/${slug}?sub1=x`)).toStartWith(
      "https://old.example/?s=x",
    );
    expect(await open("plain.example", `/c/${slug}`)).toStartWith(NETWORK);
    await api.call("PATCH", `/campaigns/${campaign_id}`, { fallback_url });
    expect(await open("go.example", `/c/${slug}`)).toStartWith(fallback_url);
  });

  test("doesn't take those along that lead somewhere", async () => {
    for (const path of [`/c/${setup.slug}`, "/winter24"]) {
      expect(await open("go.example", path)).toStartWith(
        "https://shop.example/landing?click_id=",
      );
    }
  });

  test("ends at the network's while the domain is paused, and once it is gone", async () => {
    const made = await add({ host: "late.example", fallback_url: OLD });
    const path = `/domains/${made.id}`;
    const opened = () => open("late.example", "/click?pid=9&offer_id=9");
    expect(await opened()).toBe("https://old.example/?s=");
    await api.call("PATCH", path, { status: "paused" });
    expect(await opened()).toBe(NETWORK);
    await api.call("PATCH", path, { status: "active" });
    expect(await opened()).toBe("https://old.example/?s=");
    await api.call("DELETE", path);
    expect(await opened()).toBe(NETWORK);
  });
});

test("links are shown with the default domain, of which there is one", async () => {
  const linkUrl = async () =>
    (await api.call<{ url: string }>("GET", `/links/${setup.link_id}`)).url;
  const before = new URL(await linkUrl());
  const one = await add({ host: "one.example", is_default: true });
  expect(new URL(await linkUrl()).host).toBe(`one.example:${before.port}`);
  const other = await add({ host: "other.example", is_default: true });
  expect(new URL(await linkUrl()).hostname).toBe("other.example");
  const shown = await api.call<Domain>("GET", `/domains/${one.id}`);
  expect(shown.is_default).toBe(false);
  const paused = { status: "paused" };
  const path = `/domains/${other.id}`;
  expect(await refused(paused, path)).toBe("422 is_default");
  await api.call("PATCH", path, { ...paused, is_default: false });
  expect(await linkUrl()).toBe(before.href);
  const { data } = await api.call<{ data: Domain[] }>(
    "GET",
    "/domains?q=ONE&status=active",
  );
  expect(data.map(({ host }) => host)).toEqual(["one.example"]);
});

// The script on an advertiser's pages, in a real browser: from the landing page over links, forms and the cart to the sale.
import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import type { BrowserContext, Page } from "playwright-core";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";
import type { ShownConversion } from "../senders.ts";
import { until } from "../until.ts";
import { Browsers, CHROMIUM } from "./browser.ts";

const service = await serviceForFile();
const { api } = service;
const browsers = new Browsers(api.url);

/** Attributes of the script's tag, on every page of the shop. */
let tag = "";
/** The rest of each page. */
let body = "";
/** The shop's cart, and the forms that it got. */
let attributes: Record<string, string> = {};
let forms: Record<string, string>[] = [];
const asked: string[] = [];

const shop = Bun.serve({
  hostname: "0.0.0.0",
  port: 0,
  async fetch(request) {
    const { pathname } = new URL(request.url);
    asked.push(pathname);
    if (pathname === "/cart.js") return Response.json({ attributes });
    if (pathname === "/cart/update.js") {
      ({ attributes } = (await request.json()) as {
        attributes: typeof attributes;
      });
      return Response.json({ attributes });
    }
    if (request.method === "POST") {
      const sent = new URLSearchParams(await request.text());
      forms.push(Object.fromEntries(sent));
    }
    const has_tag = pathname !== "/plain";
    return new Response(
      `<!doctype html><title>${pathname}</title>${body}${has_tag ? `<script async src="${api.url}/t.js" ${tag}></script>` : ""}`,
      { headers: { "content-type": "text/html; charset=utf-8" } },
    );
  },
});
afterAll(() => shop.stop(true));

const SHOP = `http://localhost:${shop.port}`;
const CHECKOUT = `http://127.0.0.1:${shop.port}`;

const setup = await setUp(api, {
  campaign: {
    destination_url: `${SHOP}/landing`,
    click_param: "cid",
    goals: [
      {
        key: "sale",
        revenue: { type: "percent", percent: "10" },
        payout: { type: "percent", percent: "5" },
      },
    ],
  },
});
const source = await makeSource(api, setup.advertiser_id, { pixel: true });
const SOURCE = `data-param="cid" data-source="${source.pixel_key}"`;

const sales = async () =>
  (
    await api.call<{ data: ShownConversion[] }>(
      "GET",
      "/conversions?sort=recorded_at",
    )
  ).data;

/** A sale that pages reported, once it is there. */
const saleOf = async (order_id: string) =>
  await until("the sale is there", async () =>
    (await sales()).find((sale) => sale.order_id === order_id),
  );

/** Waits until the script has run on a page. */
const ready = async (page: Page) =>
  await page.waitForFunction("window.tallyho?.consent !== undefined");

describe.skipIf(CHROMIUM === undefined)("the script", () => {
  let page: Page;
  let context: BrowserContext;

  beforeEach(async () => {
    ({ page } = await browsers.open());
    context = page.context();
    attributes = {};
    forms = [];
    body = "";
    asked.length = 0;
  });

  /** Clicks the affiliate's link; returns the id that its landing page got. */
  const land = async () => {
    await page.goto(`${api.url}/c/${setup.slug}?sub1=blog`);
    await ready(page);
    return new URL(page.url()).searchParams.get("cid") ?? "";
  };
  const cookie = async () =>
    (await context.cookies()).find(({ name }) => name === "tallyho_click");

  test("takes the click from the landing page over link and form to the sale", async () => {
    tag = `${SOURCE} data-forms="form" data-domains="127.0.0.1"`;
    body = `<a id="shop" href="${CHECKOUT}/pay?b=%20x&amp;a=1#top">pay</a>
      <a id="other" href="https://elsewhere.example/">other</a>
      <form method="post" action="/thanks"><button>buy</button></form>`;
    const click_id = await land();
    expect(click_id).toHaveLength(32);
    expect(await cookie()).toMatchObject({
      value: click_id,
      domain: "localhost",
      path: "/",
      sameSite: "Lax",
      secure: false,
    });
    const hrefs = page.locator("a");
    expect(await hrefs.first().getAttribute("href")).toBe(
      `${CHECKOUT}/pay?b=%20x&a=1&cid=${click_id}#top`,
    );
    expect(await hrefs.last().getAttribute("href")).toBe(
      "https://elsewhere.example/",
    );
    await page.locator("#shop").click();
    await ready(page);
    expect(new URL(page.url()).hostname).toBe("127.0.0.1");
    await page.getByRole("button").click();
    await ready(page);
    expect(forms).toEqual([{ click_id }]);
    await page.evaluate(
      `tallyho.convert({ order_id: "W-1", amount: "80.00", currency: "USD" })`,
    );
    expect(await saleOf("W-1")).toMatchObject({
      click_id,
      status: "pending",
      amount: "80.00",
      reason: "unproven",
    });
  }, 60_000);

  test("sees what a page adds and changes later, without a timer", async () => {
    tag = `${SOURCE} data-forms="form" data-domains="127.0.0.1"`;
    body = `<a href="https://elsewhere.example/">other</a>`;
    const click_id = await land();
    await page.evaluate(`{
      const box = document.createElement("div");
      box.innerHTML = '<form><input name="click_id"></form><iframe src="${CHECKOUT}/plain"></iframe>';
      document.body.append(box);
      document.querySelector("a").href = "${CHECKOUT}/later";
    }`);
    const input = page.locator("form input");
    await until(
      "the input has the id",
      async () => (await input.inputValue()) === click_id,
    );
    expect(await input.count()).toBe(1);
    const wanted = `cid=${click_id}`;
    await until("the link has the id", async () =>
      (await page.locator("a").getAttribute("href"))?.includes(wanted),
    );
    await until("the frame has the id", async () =>
      (await page.locator("iframe").getAttribute("src"))?.includes(wanted),
    );
  }, 60_000);

  test("keeps the id for the visits that follow, and reports by its tag", async () => {
    tag = `${SOURCE} data-forms="form"`;
    body = "<form></form>";
    const click_id = await land();
    tag = `${SOURCE} data-order-id="W-2" data-amount="12.50" data-goal="sale"`;
    await page.goto(`${SHOP}/thanks`);
    expect(await saleOf("W-2")).toMatchObject({ click_id, amount: "12.50" });
  }, 60_000);

  test("keeps, hands on and sends nothing before consent, and deletes it again", async () => {
    tag = `${SOURCE} data-consent data-forms="form" data-domains="127.0.0.1" data-cart="shopify"`;
    body = `<script>tallyho = [["convert", { order_id: "W-3", amount: "5.00" }]]</script>
      <form></form><a href="${CHECKOUT}/plain">pay</a>`;
    const click_id = await land();
    expect(await cookie()).toBeUndefined();
    expect(
      await page.evaluate("localStorage.length + sessionStorage.length"),
    ).toBe(0);
    expect(await page.locator("input").count()).toBe(0);
    expect(await page.locator("a").getAttribute("href")).toBe(
      `${CHECKOUT}/plain`,
    );
    expect(asked).not.toContain("/cart.js");
    expect(await page.evaluate("tallyho.clickId()")).toBeUndefined();
    expect((await sales()).map(({ order_id }) => order_id)).not.toContain(
      "W-3",
    );
    await page.evaluate("tallyho.consent()");
    expect((await cookie())?.value).toBe(click_id);
    expect(await page.locator("input").inputValue()).toBe(click_id);
    expect(await saleOf("W-3")).toMatchObject({ click_id });
    await page.evaluate("tallyho.consent(false)");
    expect(await cookie()).toBeUndefined();
    expect(await page.evaluate("tallyho.clickId()")).toBeUndefined();
  }, 60_000);

  test("adds the id to Shopify's cart on landing, beside what is there", async () => {
    tag = `${SOURCE} data-cart="shopify"`;
    attributes = { gift: "for Ann" };
    const click_id = await land();
    await until("the cart has the id", () => "click_id" in attributes);
    expect(attributes).toEqual({ gift: "for Ann", click_id });
    asked.length = 0;
    await page.goto(`${SHOP}/next`);
    await ready(page);
    await until("the cart was looked at", () => asked.includes("/cart.js"));
    expect(asked).not.toContain("/cart/update.js");
  }, 60_000);

  test("keeps no value that is no click id", async () => {
    tag = `${SOURCE} data-forms="form"`;
    body = "<form></form>";
    await page.goto(`${SHOP}/landing?cid=%22%3E%3Cscript%3E%3B+path%3D%2F`);
    await ready(page);
    expect(await cookie()).toBeUndefined();
    expect(await page.locator("input").count()).toBe(0);
  }, 60_000);

  test("keeps its cookie for https alone where the page has it", async () => {
    const script = await (await fetch(`${api.url}/t.js`)).text();
    await context.route("https://shop.example/**", (route) =>
      route.fulfill({
        contentType: route.request().url().endsWith("/t.js")
          ? "text/javascript"
          : "text/html",
        body: route.request().url().endsWith("/t.js")
          ? script
          : `<script src="/t.js"></script>`,
      }),
    );
    await page.goto(`https://shop.example/?click_id=${"0".repeat(32)}`);
    await ready(page);
    expect(await cookie()).toMatchObject({ secure: true, sameSite: "Lax" });
  }, 60_000);
});

test("the script is kept by browsers, and asked for again by its tag", async () => {
  const first = await fetch(`${api.url}/t.js`);
  expect(first.status).toBe(200);
  expect(first.headers.get("content-type")).toContain("text/javascript");
  expect(first.headers.get("cache-control")).toContain("max-age=86400");
  expect(first.headers.get("access-control-allow-origin")).toBe("*");
  const etag = first.headers.get("etag") ?? "";
  const headers = { "if-none-match": etag };
  expect((await fetch(`${api.url}/t.js`, { headers })).status).toBe(304);
  expect((await fetch(`${api.url}/assets/t.js`)).status).toBe(404);
});

// The shop's statement of a month: taken, understood, decided, applied and undone, in the browser.
import { describe, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { PASSWORD } from "../people.ts";
import { serviceForFile } from "../harness.ts";
import { StatementOffice } from "../statement_office.ts";
import type { StatementLine } from "../statement_office.ts";
import { Browsers, IS_BRIEF, expectSound } from "./browser.ts";
import { openSignedIn } from "./signed_in_page.ts";

const service = await serviceForFile();
const { api } = service;
const browsers = new Browsers(api.url);
const office = new StatementOffice(service);

/** The shop's file, under its own names: one sale is smaller, and one is missing. */
async function statement(): Promise<string> {
  await office.open();
  const lines: StatementLine[] = [];
  for (let at = 0; at < 20; at++) {
    lines.push((await office.sell(`OK-${at}`, `${100 + at}.00`)).line);
  }
  const { line } = await office.sell("LESS-1", "100.00");
  lines.push({ ...line, amount: "80.00" });
  await office.sell("GONE-1", "100.00");
  // The shop wrote this one under a number of its own.
  const own = (await office.sell("OWN-1", "333.00")).line;
  lines.push({ ...own, order_id: "Z/900/X", amount: "331.00" });
  const rows = lines.map((one) =>
    [one.order_id, one.date, one.amount, "shipped"].join(";"),
  );
  return ["Order number;Ordered;Sale;State", ...rows, ""].join("\r\n");
}

/** Joins the row that the shop numbered its own way with our sale, splits both again, and joins them anew. */
async function matchByHand(page: Page): Promise<void> {
  const differences = page.getByRole("table", { name: "Differences" }).last();
  const drawer = page.getByRole("dialog");
  const openDrawer = async (of: string) => {
    const row = differences.getByRole("row").filter({ hasText: of });
    await row.getByRole("link").first().click();
  };
  const join = async () => {
    await openDrawer("Z/900/X");
    const likely = drawer.getByRole("table", { name: "Likely ones first" });
    const first = likely.getByRole("row").nth(1);
    await first.getByRole("link", { name: "OWN-1" }).waitFor();
    await first.getByRole("button", { name: /^Match/ }).click();
    await drawer.waitFor({ state: "detached" });
    const both = differences.getByRole("row").filter({ hasText: "Z/900/X" });
    await both.getByRole("link", { name: "OWN-1" }).waitFor();
  };
  await join();
  await openDrawer("Z/900/X");
  await drawer.getByText("Row 22 as it is in the file").click();
  await drawer.getByText("331.00").first().waitFor();
  await drawer.getByRole("button", { name: "Split by hand" }).click();
  await drawer.waitFor({ state: "detached" });
  await differences.getByText("We have no conversion for it").waitFor();
  await join();
}

describe.skipIf(IS_BRIEF)("a statement in the browser", () => {
  test("is taken, mapped, decided, applied and undone", async () => {
    await api.call("POST", "/users", {
      ...{ email: "ada@network.example", password: PASSWORD, role: "admin" },
    });
    const file = await statement();
    const before = await office.balances();
    const watched = await browsers.open({ colorScheme: "dark" });
    const { page } = watched;
    await page.goto("/app/reconciliations?from=2026-11-01&to=2026-12-01");
    await page.getByLabel("Email").fill("ada@network.example");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page
      .getByLabel("Advertiser")
      .fill(String(office.setup.advertiser_id));
    await page.getByLabel("Zone of its times").fill("UTC");
    await expectSound(watched);
    await page.getByLabel("Drop a file here").setInputFiles({
      name: "november.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(file),
    });
    await page.getByText("It goes on when you leave").waitFor();
    await office.work();
    await page.getByText("22 rows").first().waitFor();
    // Somebody points at a column.
    const preview = page.getByRole("table", { name: "The first rows" });
    const pointAt = async (column: string, field: string) => {
      await preview.getByRole("button", { name: column }).click();
      await page.getByRole("radio", { name: field, exact: true }).click();
    };
    await pointAt("Sale", "not used");
    await preview.getByRole("button", { name: /Sale.*not used/ }).waitFor();
    await pointAt("Sale", "Sale");
    await pointAt("Order number", "Order");
    await pointAt("State", "Status");
    // The same with the keys; Escape leaves it as it is.
    await preview.getByRole("button", { name: "State" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Status", exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await preview.getByRole("button", { name: /State.*Status/ }).waitFor();
    const word = page.getByLabel("“shipped”");
    if ((await word.count()) > 0) await word.selectOption("approved");
    await expectSound(watched);
    await page.getByRole("button", { name: "These are the columns" }).click();
    await page.getByText("It goes on when you leave").waitFor();
    await office.work();
    const differences = page.getByRole("table", { name: "Differences" }).last();
    await differences.getByText("LESS-1").first().waitFor();
    await expectSound(watched);
    await matchByHand(page);
    await expectSound(watched);
    // One alone, and then the rest as proposed.
    const row = differences.getByRole("row").filter({ hasText: "LESS-1" });
    await row.getByRole("button", { name: /^Decide/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("1 done").first().waitFor();
    await expectSound(watched);
    await dialog.getByLabel("Why").fill("as they counted");
    await dialog.getByRole("button", { name: "Apply" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Decide all/ }).click();
    await dialog.getByText("1 done").first().waitFor();
    await dialog.getByRole("button", { name: "Apply" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("table", { name: "What was applied" }).waitFor();
    await page.getByText("Every action, done or refused").click();
    const actions = page.getByRole("table", { name: "Every action" });
    await actions.getByText("8.00").first().waitFor();
    // A field half below the bar at the top is too small for a target.
    await page.evaluate("scrollTo(0, 0)");
    await expectSound(watched);
    const { data } = await api.call<{
      data: { order_id: string; status: string; amount: string }[];
    }>("GET", "/conversions?limit=100");
    const of = (order: string) => data.find((one) => one.order_id === order);
    expect(of("LESS-1")).toMatchObject({ amount: "80.00" });
    expect(of("GONE-1")).toMatchObject({ status: "reversed" });
    const undone = page.getByRole("cell", { name: "undone", exact: true });
    for (const earlier of [0, 1]) {
      await page.getByRole("button", { name: /^Undo/ }).first().click();
      await dialog
        .getByText(/^\d done$/)
        .first()
        .waitFor();
      await dialog.getByRole("button", { name: "Undo" }).click();
      await dialog.waitFor({ state: "detached" });
      // Until the list is read again, its first button is of the same batch.
      await undone.nth(earlier).waitFor();
    }
    await page.evaluate("scrollTo(0, 0)");
    await expectSound(watched);
    expect(await office.balances()).toEqual(before);
  }, 180_000);

  test("says why a file can't be read, and shows a hostile one as text", async () => {
    await office.open();
    const watched = await openSignedIn(browsers, api, { role: "admin" });
    const { page } = watched;
    const drop = async (name: string, content: string | Buffer) => {
      await page.goto(
        "/app/reconciliations?from=2026-11-01&to=2026-12-01&timezone=UTC",
      );
      await page
        .getByLabel("Advertiser")
        .fill(String(office.setup.advertiser_id));
      const file = { name, mimeType: "text/csv", buffer: Buffer.from(content) };
      await page.getByLabel("Drop a file here").setInputFiles(file);
    };
    const bytes = Array.from({ length: 4_000 }, (_, at) => (at * 167) % 256);
    for (const [name, content, says] of [
      ["empty.csv", "", "The statement is empty"],
      ["bytes.csv", Buffer.from(bytes), "a file that isn't text"],
      ["picture.csv", Buffer.from("89504e470d0a1a0a", "hex"), "a picture"],
    ] as const) {
      await drop(name, content);
      await page.getByText(says).waitFor();
    }
    await drop("header.csv", "order_id,date,amount\r\n");
    await page.getByText("It goes on when you leave").waitFor();
    await office.work();
    await page.getByText("The statement has no rows").waitFor();
    await page.getByRole("link", { name: "Take another file" }).waitFor();
    await expectSound(watched);
    // Names, cells and the file's own name are somebody else's text.
    const markup = "<img src=x onerror='throw Error(1)'>";
    const wide = Array.from({ length: 296 }, (_, at) => `more ${at}`);
    const names = ["order_id", "date", "amount", markup, ...wide];
    const cells = [`${markup}1`, "2026-11-03", "10.00", "M\u00fcller"];
    const file = [names, [...cells, ...wide]].map((row) => row.join(","));
    await drop(`${markup}.csv`, Buffer.from(file.join("\r\n"), "latin1"));
    await page.getByText("It goes on when you leave").waitFor();
    await office.work();
    await page.getByText("read as windows-1252").waitFor();
    await page.getByText(`${markup}.csv`).waitFor();
    await page.getByRole("button", { name: /more 295/ }).waitFor();
    await page.getByRole("button", { name: "These are the columns" }).click();
    await page.getByText("It goes on when you leave").waitFor();
    await office.work();
    const frame = page.getByRole("button", { name: "This is the frame" });
    await frame.waitFor();
    await page.getByLabel("In currency").fill("USD");
    await frame.click();
    await page.getByText("It goes on when you leave").waitFor();
    await office.work();
    const differences = page.getByRole("table", { name: "Differences" }).last();
    await differences.getByText(`${markup}1`).first().waitFor();
    expect(watched.faults()).toEqual([]);
  }, 180_000);
});

import { afterAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADMIN_TOKEN, serviceForFile } from "../../tests/harness.ts";
import { runProgram } from "../../tests/program.ts";
import { conversionOf } from "../../tests/senders.ts";
import { csvOf, StatementOffice } from "../../tests/statement_office.ts";
import type { StatementLine } from "../../tests/statement_office.ts";

const service = await serviceForFile({ background: true });
const { api } = service;
const directory = await mkdtemp(join(tmpdir(), "tallyho-statements-"));
afterAll(() => rm(directory, { recursive: true, force: true }));

async function run(...words: string[]) {
  const { stdout, stderr, code } = await runProgram(words, {
    PORT: new URL(service.url).port,
    TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
  });
  return { lines: stdout.trimEnd().split("\n"), stderr, code };
}

async function fileOf(name: string, lines: readonly StatementLine[]) {
  const path = join(directory, name);
  await Bun.write(path, csvOf(lines));
  return path;
}

async function disputed() {
  const office = new StatementOffice(service);
  await office.open();
  const sales = [];
  for (let at = 0; at < 10; at++) {
    sales.push(await office.sell(`C-${at}`, "100.00"));
  }
  return { office, sales, lines: sales.map(({ line }) => line) };
}

describe("tallyho reconcile", () => {
  test("sends a statement, asks for what it must not decide, tries, applies and prints the report", async () => {
    const { office, sales, lines } = await disputed();
    const { advertiser_id, affiliate_id } = office.setup;
    lines[9] = { ...lines[9], amount: "60.00" };
    const file = await fileOf("november.csv", lines);
    const words = [
      ...["reconcile", file, "--advertiser", String(advertiser_id)],
      ...["--from", "2026-11-01", "--to", "2026-12-01", "--timezone", "UTC"],
    ];
    const asked = await run(...words);
    expect(asked.code).toBe(1);
    expect(asked.stderr).toContain("order_id: order_id");
    expect(asked.stderr).toContain("Confirm these columns with --yes");
    const tried = await run(...words, "--yes", "--apply", "--dry-run");
    expect(tried.code).toBe(0);
    expect(tried.lines).toContain("Dry run: nothing was changed");
    expect(tried.lines).toContain(`affiliate ${affiliate_id}: -2.00 USD`);
    expect(tried.lines).toContain("amount_mismatch: 1, proposed set");
    expect(tried.lines).toContain(
      "USD: ours 1000.00, theirs 960.00, difference 40.00, 4.00 %, over 2 %",
    );
    expect(tried.stderr).toContain("apply_reconciliation  1/1 100%  done");
    expect((await conversionOf(api, sales[9]?.id)).amount).toBe("100.00");
    const applied = await run(...words, "--apply");
    expect(applied.lines.slice(0, 2)).toEqual(["Applied", "set done: 1"]);
    expect((await conversionOf(api, sales[9]?.id)).amount).toBe("60.00");
  });
});

describe("tallyho import", () => {
  test("tries and applies a file of conversions, and says what was refused", async () => {
    const { office, sales } = await disputed();
    const file = await fileOf("changes.csv", [
      { order_id: "C-3", amount: "70.00", status: "approved" },
      { order_id: "nobody's", amount: "1.00", status: "approved" },
    ]);
    const words = ["import", file];
    const { advertiser_id } = office.setup;
    words.push("--advertiser", String(advertiser_id));
    const tried = await run(...words, "--dry-run");
    expect(tried.lines.slice(0, 3)).toEqual([
      "Dry run: nothing was changed",
      "set done: 1",
      "set unknown_conversion: 1",
    ]);
    expect((await conversionOf(api, sales[3]?.id)).amount).toBe("100.00");
    const applied = await run(...words, "--reason", "agreed");
    expect(applied.code).toBe(0);
    expect(applied.lines.find((line) => line.startsWith("r2: "))).toContain(
      "unknown_conversion",
    );
    expect((await conversionOf(api, sales[3]?.id)).amount).toBe("70.00");
  });

  test("says how it is used, and what was refused", async () => {
    for (const words of [
      ["import"],
      ["reconcile", "a.csv"],
      ["import", "--x"],
    ]) {
      const { code, stderr } = await run(...words);
      expect(code).toBe(2);
      expect(stderr).toContain(`Usage: tallyho ${words[0]} FILE`);
    }
    const missing = await run("import", "/no/such", "--advertiser", "1");
    expect(missing).toMatchObject({ code: 1 });
    expect(missing.stderr).toBe('There is no file "/no/such"\n');
    const file = await fileOf("one.csv", [{ order_id: "1", amount: "1" }]);
    const unknown = await run("import", file, "--advertiser", "99999");
    expect(unknown).toMatchObject({ code: 1 });
    expect(unknown.stderr).toContain("advertiser does not exist");
  });
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});

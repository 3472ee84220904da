import { beforeAll, expect, test } from "bun:test";
import { ADMIN_TOKEN, serviceForFile } from "../../tests/harness.ts";
import { runProgram } from "../../tests/program.ts";
import {
  PERIOD,
  report,
  reportFile,
  reportWorld,
} from "../../tests/report_world.ts";
import { textStream } from "../../modules/http/mod.ts";
import { reportCommand } from "./report.ts";
import type { ReportWorld } from "../../tests/report_world.ts";
import { BEHIND_PROXY } from "../../tests/visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api } = service;
const DAYS = ["--from", "2026-11-22", "--to", "2026-11-24"];

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld(service);
});

async function* failingAfter<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
  throw new Error("the database is away");
}

async function run(words: readonly string[], token = ADMIN_TOKEN) {
  return await runProgram(["report", ...words], {
    PORT: new URL(service.url).port,
    TALLYHO_ADMIN_TOKEN: token,
  });
}

test("prints a report as a table", async () => {
  const { campaign_id } = world.shoes;
  const { stdout, code } = await run([
    ...["--group-by", "day,campaign", ...DAYS, "--time", "click"],
    ...["--filter", `campaign=${campaign_id}`, "--filter", "verdict=sent"],
    ...["--compare", "previous_period", "--sort", "-clicks.gross"],
    ...["--columns", "clicks.gross,payout,cr"],
  ]);
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split("\n");
  expect(lines[0]).toContain(
    "2026-11-22 to 2026-11-24 UTC, compared with 2026-11-20 to 2026-11-21 10:00, money in USD",
  );
  const name = `Winter shoes (${campaign_id})`;
  expect(
    lines
      .slice(5)
      .filter((line) => !line.startsWith("─"))
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ["2026-11-22", name, "3", "–", "12.50", "–", "100.00 %", "–"],
    ["2026-11-23", name, "2", "–", "12.50", "–", "50.00 %", "–"],
    ["total", "5", "–", "25.00", "–", "75.00 %", "–"],
  ]);
});

test("prints what the API answers as JSON, CSV and NDJSON", async () => {
  const words = ["--group-by", "sub1", ...DAYS, "--limit", "2"];
  const query = `group_by=sub1&${PERIOD}`;
  const json = await run([...words, "--format", "json"]);
  const { data, rest, totals } = await report(api, `${query}&limit=2`);
  expect(JSON.parse(json.stdout)).toMatchObject({ data, rest, totals });
  for (const [format, media] of [
    ["csv", "text/csv"],
    ["ndjson", "application/x-ndjson"],
  ] as const) {
    const { stdout } = await run([...words, "--format", format]);
    expect(stdout).toBe(await reportFile(api, query, media));
  }
});

test("has the rows and figures of whose token it is", async () => {
  const { stdout } = await run(
    ["--group-by", "campaign", ...DAYS],
    world.affiliate.token,
  );
  expect(stdout).toContain("Winter shoes");
  expect(stdout).toContain("payout");
  expect(stdout).not.toContain("revenue");
  expect(stdout).not.toContain("Summer hats");
});

test("says by its options what the tracker refuses", async () => {
  for (const [words, said] of [
    [["--group-by", "planet"], "--group-by must be one of hour, day,"],
    [["--filter", "country=Germany"], "--filter country must be an ISO"],
    [["--filter", "planet=earth"], "--filter planet "],
  ] as const) {
    const { stdout, stderr, code } = await run(words);
    expect({ stdout, code }).toEqual({ stdout: "", code: 1 });
    expect(stderr).toStartWith(said);
  }
});

test("says how it is used", async () => {
  for (const [words, said] of [
    [["--filter", "sort=payout"], "--filter must be a dimension and its"],
    [["--filter", "campaign"], "--filter must be a dimension and its"],
    [["--format", "xml"], "--format must be one of table, json, csv,"],
    [["--format", "csv", "--columns", "cr"], "other formats have all"],
    [["yesterday"], '"yesterday" belongs to no option'],
    [["--fun"], "Unknown option '--fun'"],
  ] as const) {
    await expect(reportCommand(words)).rejects.toThrow(said);
  }
  const { code, stderr } = await run(["--columns", "fun"]);
  expect(code).toBe(2);
  expect(stderr).toStartWith("--columns must be of clicks.gross,");
  expect(stderr).toContain("Usage: tallyho report [--group-by");
});

test("a file that is cut off is a failure, and not a shorter file", async () => {
  const cut = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => {
      const rows = [["sub1,clicks.gross"], ["x".repeat(2_000_000)]];
      const body = textStream(failingAfter(rows), (row) => `${row.join()}\r\n`);
      return new Response(body, { headers: { "content-type": "text/csv" } });
    },
    error: () => new Response("", { status: 500 }),
  });
  const { code, stderr } = await runProgram(["report", "--format", "csv"], {
    PORT: String(cut.port),
    TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
  });
  await cut.stop(true);
  expect(code).toBe(1);
  expect(stderr).toStartWith("The report was cut off before its end");
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});

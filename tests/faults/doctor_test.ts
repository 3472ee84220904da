// `tallyho doctor` beside a running tracker and on a stopped one: each thing is really broken.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../../src/doctor/finding.ts";
import { ADMIN_TOKEN } from "../harness.ts";
import { setUp } from "../factory.ts";
import { runProgram } from "../program.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const directory = new TrackerDirectory();
const { data_dir } = directory;
afterAll(() => directory.remove());

async function doctor(env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runProgram(["doctor", "--json"], {
    TALLYHO_DATA_DIR: data_dir,
    TALLYHO_ADMIN_TOKEN: ADMIN_TOKEN,
    ...env,
  });
  const findings = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Finding);
  const of = (check: string) =>
    findings.find((finding) => finding.check === check);
  const faults = findings.flatMap(({ check, state }) =>
    state === "fault" ? [check] : [],
  );
  return { code, of, faults, stderr };
}

describe("beside a running tracker", () => {
  let tracker: TrackerProcess;
  let env: Record<string, string>;
  beforeAll(async () => {
    tracker = await directory.start();
    const { port } = new URL(tracker.api.url);
    env = { PORT: port, PUBLIC_URL: tracker.api.url };
  });

  afterAll(() => tracker.stop("SIGTERM"));

  test("finds nothing wrong, and says what it looked at", async () => {
    const { code, of, faults } = await doctor(env);
    expect(faults).toEqual([]);
    expect(code).toBe(0);
    for (const check of [
      ...["permissions", "tracker", "public URL", "proxies", "journal"],
      ...["jobs", "migrations", "key", "clock", "sources", "time zones"],
    ]) {
      expect({ check, state: of(check)?.state }).toEqual({
        check,
        state: "ok",
      });
    }
    expect(of("mail")?.state).toBe("skipped");
  });

  test.each([
    ["http://127.0.0.1:1", /doesn't answer/],
    ["https://nowhere.invalid", /has no address/],
  ])("a public URL that leads elsewhere: %s", async (public_url, says) => {
    const { code, of } = await doctor({ ...env, PUBLIC_URL: public_url });
    expect(of("public URL")).toMatchObject({ state: "fault" });
    expect(of("public URL")?.says).toMatch(says);
    expect(code).toBe(1);
  });

  test("a public URL that another program answers, or redirects", async () => {
    for (const status of [200, 301]) {
      const headers = { location: "https://www.example/" };
      const other = Bun.serve({
        hostname: "127.0.0.1",
        port: 0,
        fetch: () => new Response("hello", { status, headers }),
      });
      const PUBLIC_URL = `http://127.0.0.1:${other.port}`;
      const { of } = await doctor({ ...env, PUBLIC_URL });
      expect(of("public URL")?.state).toBe("fault");
      await other.stop(true);
    }
  });

  test("a key that others can read, and one that is not the database's", async () => {
    const path = join(data_dir, "key");
    const text = readFileSync(path, "utf8");
    chmodSync(path, 0o644);
    const open = await doctor(env);
    expect(open.faults).toEqual(["permissions"]);
    expect(open.of("permissions")?.do).toBe(`chmod 600 ${path}`);
    writeFileSync(path, "another key of more than enough characters\n");
    chmodSync(path, 0o600);
    const other = await doctor(env);
    expect(other.faults).toEqual(["key"]);
    writeFileSync(path, text);
  });

  test("a mail server that isn't there", async () => {
    const { of, stderr } = await doctor({
      ...env,
      TALLYHO_SMTP_URL: "smtp://user:hidden@127.0.0.1:1",
      TALLYHO_MAIL_FROM: "network@example.com",
    });
    expect(of("mail")?.state).toBe("fault");
    expect(JSON.stringify(of("mail")) + stderr).not.toContain("hidden");
  });

  test("a proxy that isn't trusted, and a source that takes anybody's word", async () => {
    const { api } = tracker;
    await fetch(`${tracker.api.url}/healthz`, {
      headers: { "x-forwarded-for": "192.0.2.9" },
    });
    const { advertiser_id } = await setUp(api);
    await api.call("POST", `/advertisers/${advertiser_id}/sources`, {
      name: "Open door",
      require: "none",
    });
    const { code, of } = await doctor(env);
    expect(of("proxies")).toMatchObject({ state: "warning" });
    expect(of("sources")?.says).toContain("Open door");
    expect(code).toBe(0);
  });
});

test("on a stopped tracker it starts the database meanwhile, and leaves none", async () => {
  const { code, of } = await doctor({ PORT: "1" });
  expect(of("tracker")?.state).toBe("skipped");
  expect(of("jobs")?.state).toBe("skipped");
  expect(of("key")?.state).toBe("ok");
  expect(code).toBe(0);
  expect(directory.postgresPid()).toBeNull();
});

test("where there is no database it says so instead of making one", async () => {
  const { code, faults } = await doctor({
    TALLYHO_DATA_DIR: join(directory.base, "empty"),
  });
  expect(code).toBe(1);
  expect(faults).toContain("database");
});

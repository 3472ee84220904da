import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, lockDataDir } from "../../src/data_dir.ts";
import { IS_LONG, longTest } from "../long.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

let directory: TrackerDirectory;
const answer = () => new Response();
beforeEach(() => {
  directory = new TrackerDirectory();
});
afterEach(() => directory.remove());

describe("a tracker that starts", () => {
  test("refuses a data directory that another one has, in one line, and leaves it in peace", async () => {
    const first = await directory.start();
    const second = await directory.run();
    expect(second).toEqual({
      exit_code: 1,
      stdout: "",
      stderr: `Data directory "${directory.data_dir}" is in use by another tallyho (pid ${first.pid})\n`,
    });
    const ready = await first.api.fetch("/readyz");
    expect(ready.status).toBe(200);
  });

  test.each([
    ["PORT", "abc", '"abc": allowed is a whole number from 0 to 65535'],
    ["PORT", "65536", '"65536": allowed is a whole number from 0 to 65535'],
    [
      "PUBLIC_URL",
      "shop.example",
      '"shop.example": allowed is an http or https address without a path',
    ],
    [
      "DATABASE_URL",
      "mysql://u:hidden@host/db",
      "(secret): allowed is postgres://user:password@host:port/database",
    ],
    [
      "TALLYHO_ADMIN_TOKEN",
      "short",
      "(secret): allowed is 20 to 200 characters of A-Z a-z 0-9 _ . -",
    ],
  ])(
    "says of %s=%s what is allowed, in one line, and never a secret",
    async (name, value, said) => {
      expect(await directory.run({ [name]: value })).toEqual({
        exit_code: 1,
        stdout: "",
        stderr: `Bad setting ${name}=${said}\n`,
      });
      expect(existsSync(directory.data_dir)).toBeFalse();
    },
  );

  test("says that its port is taken, in one line, and leaves no Postgres behind", async () => {
    const taken = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
    const port = String(taken.port);
    const ended = await directory.run({ PORT: port });
    await taken.stop(true);
    expect(ended.exit_code).toBe(1);
    expect(ended.stdout).toBe("");
    const said = ended.stderr.trimEnd().split("\n");
    expect(said).toEqual([expect.stringMatching(new RegExp(`\\b${port}\\b`))]);
    expect(directory.postgresPid()).toBeNull();
  });

  test("makes its admin token when it succeeds, and shows it then: one that fails leaves none", async () => {
    const env = { TALLYHO_ADMIN_TOKEN: "", HOST: "192.0.2.1" };
    const path = join(directory.data_dir, "admin-token");
    const failed = await directory.run(env);
    expect(failed.exit_code).toBe(1);
    expect(failed.stderr).toContain("Cannot listen at HOST=192.0.2.1 PORT=0");
    expect(existsSync(path)).toBeFalse();
    const tracker = await directory.start({ ...env, HOST: "0.0.0.0" });
    const token = readFileSync(path, "utf8").trim();
    const answer = await tracker.api.fetch("/api/v1/tokens", {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.body.data).toHaveLength(1);
    const ready = await tracker.api.fetch("/readyz");
    expect(ready.body).toMatchObject({
      ready: true,
      degraded: ["public_url"],
      public_url: expect.stringContaining("http://0.0.0.0"),
    });
    const { stdout } = await tracker.stop();
    expect(stdout).toContain(`(just created, shown once: ${token})`);
    expect(stdout).toMatch(/make the first admin: http:\S+\/setup#\w{64}/);
    expect(stdout).toContain("note: PUBLIC_URL is not set");
  });

  test("says that a Postgres elsewhere can't be reached, in one line", async () => {
    const closed = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
    const { port } = closed;
    await closed.stop(true);
    const ended = await directory.run({
      DATABASE_URL: `postgres://nobody:hidden@127.0.0.1:${port}/none`,
    });
    expect(ended.exit_code).toBe(1);
    expect(ended.stderr).toContain(`127.0.0.1:${port}`);
    expect(ended.stderr).toMatch(/^[^\n]+\n$/);
    expect(ended.stderr).not.toContain("hidden");
  });
});

/** Whether a line is an event of the log. */
function isLogged(line: string): boolean {
  return line.startsWith('{"time":');
}

describe("a tracker that is asked to stop", () => {
  test.each(IS_LONG ? SIGNALS : SIGNALS.slice(0, 1))(
    "%s ends it with exit code 0, and no Postgres is left",
    async (signal) => {
      const tracker = await directory.start();
      const postgres_pid = directory.postgresPid();
      expect(postgres_pid === null ? null : isAlive(postgres_pid)).toBeTrue();
      const ended = await tracker.stop(signal);
      expect(ended.exit_code).toBe(0);
      expect(ended.stderr).not.toMatch(/error|failed/i);
      // Jobs that end meanwhile log a line each.
      const said = ended.stdout.split("\n").filter((line) => !isLogged(line));
      const last = "Stopping: finishing work in progress";
      expect(said.slice(-2)).toEqual([last, ""]);
      expect(directory.postgresPid()).toBeNull();
      expect(postgres_pid === null ? null : isAlive(postgres_pid)).toBeFalse();
      lockDataDir(directory.data_dir).release();
    },
  );

  longTest(
    "leaves no Postgres behind either where that one has just been killed",
    async () => {
      const tracker = await directory.start();
      const killed = directory.postgresPid();
      if (killed !== null) process.kill(killed, "SIGKILL");
      const ended = await tracker.stop();
      expect(ended.exit_code).toBeOneOf([0, 1]);
      const left = directory.postgresPid();
      expect(left === null || !isAlive(left)).toBeTrue();
      await (await directory.start()).stop();
    },
  );

  test("leaves no Postgres running either if it is asked while starting", async () => {
    const told = await directory.startAndStop("SIGTERM");
    expect(told.exit_code).toBe(0);
    expect(directory.postgresPid()).toBeNull();
  });

  const twice = [
    ["SIGTERM", 0],
    ["SIGTERM", 700],
    ["SIGINT", 20],
  ] as const;
  test.each(IS_LONG ? twice : twice.slice(0, 1))(
    "by %s twice, %i ms apart, leaves no Postgres behind",
    async (signal, apart_ms) => {
      const tracker = await directory.start();
      const postgres_pid = directory.postgresPid();
      // A request in progress delays the stop.
      const held = await holdRequest(new URL(tracker.api.url));
      tracker.signal(signal);
      await Bun.sleep(apart_ms);
      const stopping = tracker.stop(signal);
      held.end();
      const ended = await stopping;
      expect(ended.exit_code).toBe(0);
      expect(directory.postgresPid()).toBeNull();
      expect(postgres_pid === null ? null : isAlive(postgres_pid)).toBeFalse();
    },
  );

  longTest(
    "leaves none behind by SIGINT three times while it is still starting",
    async () => {
      const told = await directory.startAndStop("SIGINT", 3);
      expect(told.exit_code).toBe(0);
      expect(directory.postgresPid()).toBeNull();
    },
  );
});

/** Opens a request whose body is incomplete. */
async function holdRequest({ hostname, port }: URL) {
  return await Bun.connect({
    hostname,
    port: Number(port),
    socket: {
      open: (socket) =>
        void socket.write(
          "POST /v1/postback HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nx",
        ),
      data: () => {},
    },
  });
}

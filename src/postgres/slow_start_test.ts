// A server that recovers for long hasn't said that it is ready when its start is given up: because
// the port is taken, or because the tracker is asked to stop. It must end with that start.
import { afterAll, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyCluster } from "../../tests/cluster_copy.ts";
import { IS_LONG } from "../../tests/long.ts";
import { until } from "../../tests/until.ts";
import { isAlive } from "../data_dir.ts";
import { openEmbeddedPostgres } from "./embedded_postgres.ts";

const base = mkdtempSync(join(tmpdir(), "tallyho-slow-"));
chmodSync(base, 0o755);
afterAll(() => rmSync(base, { recursive: true, force: true }));

const OBEYS = "trap 'exit 0' INT";
const HEEDS_NOTHING = "trap '' INT QUIT";

const ENDS = [
  ["stop", OBEYS],
  ["abandon", OBEYS],
  ["stop", HEEDS_NOTHING],
] as const;

// The last one takes three seconds, until it is killed.
test.if(process.platform !== "win32").each(IS_LONG ? ENDS : ENDS.slice(0, 2))(
  "a start of a server that recovers for long, ended by %s, leaves none behind (%s)",
  async (by, trap) => {
    const place = mkdtempSync(join(base, "home-"));
    chmodSync(place, 0o755);
    const data_dir = join(place, "data");
    copyCluster(data_dir);
    const given_up = Promise.withResolvers<never>();
    given_up.promise.catch(() => {});
    const postgres = await openEmbeddedPostgres({
      data_dir,
      log: () => {},
      files: slowServer(place, trap),
      abandoned: given_up.promise,
    });
    const pid = await until("it recovers", () => pidIn(data_dir));
    const reason = new Error("The start was given up");
    if (by === "abandon") given_up.reject(reason);
    const stopping = postgres.stop(100);
    await expect(postgres.ready).rejects.toThrow(
      by === "abandon" ? reason.message : "Postgres is being stopped",
    );
    await stopping;
    expect(isAlive(pid)).toBeFalse();
  },
  30_000,
);

/** Programs of a Postgres that never becomes ready. */
function slowServer(place: string, trap: string) {
  const directory = join(place, "slow");
  mkdirSync(join(directory, "bin"), { recursive: true });
  const script = `#!/bin/sh\n${trap}\necho "recovers as $$" >&2\nwhile :; do sleep 0.05; done\n`;
  writeFileSync(join(directory, "bin", "postgres"), script, { mode: 0o755 });
  return { directory, version: "18.4", settled: Promise.resolve() };
}

/** The process that recovers, as its log says; null before it does. */
function pidIn(data_dir: string): number | null {
  const path = join(data_dir, "postgres", "postgres.log");
  const log = existsSync(path) ? readFileSync(path, "utf8") : "";
  const [, pid] = /recovers as (\d+)/.exec(log) ?? [];
  return pid === undefined ? null : Number(pid);
}

import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { START_MS } from "../../tests/harness.ts";
import { until } from "../../tests/until.ts";
import { spoolOf } from "./archive_line.ts";
import { readStatus } from "./archive_status.ts";
import { Archiver } from "./archiver.ts";

const base = mkdtempSync(join(tmpdir(), "tallyho-archiver-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

test("an archiver whose directory takes nothing yet starts, says so, and goes on once it does", async () => {
  const directory = join(base, "archive");
  const said: string[] = [];
  const id = "a-line";
  const begun_at = "2026-01-01T00:00:00Z";
  const line = { id, system_id: "1", begun_at, interval_s: 60 };
  const address = { host: base, port: 1, user: "none", database: "none" };
  const archiver = new Archiver({
    settings: {
      place: { kind: "directory", path: join(base, "store") },
      ...{ interval_s: 60, base_every_ms: 3_600_000, bases_kept: 1 },
    },
    postgres: {
      home: { directory: base, data: join(base, "data") },
      superuser: address,
      line,
    },
    directory,
    keys: { key: "", admin_token: null },
    passphrase: null,
    open_settings: {},
    clock: new ManualClock(START_MS),
    log: (text) => said.push(text),
  });
  archiver.start();
  try {
    await until("both loops say why", () => said.length === 2);
    expect(said.join()).toContain("it waits on the disk, and is tried again");
    mkdirSync(spoolOf(directory, line), { recursive: true });
    const isOpen = () => readStatus(directory).store !== "";
    await until("the status is begun", isOpen);
  } finally {
    await archiver.stop(1_000);
  }
});

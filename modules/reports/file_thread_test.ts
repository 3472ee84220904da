import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { createTestDatabase } from "../../tests/harness.ts";
import { systemClock } from "../kernel/mod.ts";
import { FileThread } from "./file_thread.ts";
import { readReport } from "./read_report.ts";
import { Reports } from "./report_parts.ts";
import { ReportThread } from "./report_thread.ts";

/** A worker that begins no step of converting before it is let. */
class HeldWorker extends Worker {
  static readonly reached = Promise.withResolvers<void>();
  static readonly let = Promise.withResolvers<void>();

  override postMessage(
    task: { step: string },
    transfer?: Bun.StructuredSerializeOptions | Bun.Transferable[],
  ): void {
    const post = () => super.postMessage(task, transfer as Bun.Transferable[]);
    if (task.step !== "convert") return post();
    HeldWorker.reached.resolve();
    void HeldWorker.let.promise.then(post);
  }
}

test("a page is answered while a file is in a step", async () => {
  const database = await createTestDatabase();
  const db = openDatabase(database.app, { connections_max: 4 });
  const directory = mkdtempSync(join(tmpdir(), "tallyho-rows-"));
  const url = new URL("./report_worker.ts", import.meta.url);
  const reports = new Reports({
    db,
    clock: systemClock,
    thread: new ReportThread(),
    newFileThread: () => new ReportThread(() => new HeldWorker(url)),
    default_currency: "EUR",
    default_timezone: "UTC",
    directory,
  });
  const request = readReport(
    { group_by: "day" },
    { role: null, timezone: "UTC", default_currency: "EUR", now_ms: 9e11 },
  );
  const { signal } = new AbortController();
  const asked = { request, role: null, whose: "1", signal };
  const events: string[] = [];
  try {
    const file = reports
      .file(asked, "csv")
      .then((answer) => answer.text())
      .then((text) => events.push(`file ${text.split(",")[0]}`));
    await HeldWorker.reached.promise;
    const page = await reports.page(asked);
    events.push(`page of ${page.data.length}`);
    HeldWorker.let.resolve();
    await file;
    expect(events).toEqual(["page of 0", "file day"]);
  } finally {
    await reports.stop();
    await closeDatabase(db);
    await database.drop();
    rmSync(directory, { recursive: true });
  }
});

test("the thread of files ends with the last one", async () => {
  let stops = 0;
  class Watched extends ReportThread {
    override stop(): Promise<void> {
      stops++;
      return super.stop();
    }
  }
  const files = new FileThread(() => new Watched());
  const first = files.take();
  const second = files.take();
  await first.release();
  await first.release();
  expect(stops).toBe(0);
  await second.release();
  expect(stops).toBe(1);
});

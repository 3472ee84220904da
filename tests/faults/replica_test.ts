import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { until } from "../until.ts";
import { ExternalPostgres, HAS_POSTGRES_15 } from "./external_postgres.ts";
import { TrackerDirectory } from "./tracker_process.ts";

describe.skipIf(!HAS_POSTGRES_15)("a read replica", () => {
  const directory = new TrackerDirectory();
  let primary: ExternalPostgres;
  let standby: ExternalPostgres;

  beforeAll(async () => {
    primary = await ExternalPostgres.start(directory.base, "postgres_15");
    standby = await primary.startStandby();
  });

  afterAll(async () => {
    await standby.kill();
    await primary.stop();
    await directory.remove();
  });

  test("a standby follows its primary, and takes no writes", async () => {
    await primary.ask("postgres", "create table followed (id integer)");
    await until("the standby has it", async () => {
      const [row] = await standby.ask(
        "postgres",
        "select to_regclass('followed') as found",
      );
      return row?.found !== null;
    });
    const writing = standby.ask("postgres", "insert into followed values (1)");
    await expect(writing).rejects.toThrow("read-only transaction");
  });
});

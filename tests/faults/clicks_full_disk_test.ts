// A full disk must not send visitors away: they go on, what was not stored is
// counted to the click, and with room again clicks are stored again.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { until } from "../until.ts";
import {
  expectAllStored,
  readStored,
  refsOf,
  sendClicks,
  STORED_CLICKS,
  untilDrained,
} from "./click_load.ts";
import type { Readiness } from "./click_load.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { canMount, fill, mountAt, unmount } from "./small_disk.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const DISK_BYTES = 1_048_576;
/** A file may be removed during the check. */
const GONE_IS_FINE = { throwIfNoEntry: false };
/** Concurrent clicks: too many for the remaining space, though some fit. */
const BURST = 24;
const BURST_ROOM_BYTES = 32_768;
const LONG_QUERY = ["sub1", "sub2", "sub3", "sub4", "sub5"]
  .map((name) => `&${name}=${name.repeat(120)}`)
  .join("");

describe("with the journal on a disk that fills up", () => {
  if (!canMount()) {
    test("nothing is tried: only root can mount a small disk to fill", () => {
      expect(canMount()).toBeFalse();
    });
    return;
  }
  const directory = new TrackerDirectory();
  const disk = join(directory.data_dir, "journal");
  const filler = join(disk, "filler");
  let server: ExternalPostgres;
  let api: ApiClient;
  let slug: string;
  beforeAll(async () => {
    mkdirSync(disk, { recursive: true });
    expect(mountAt(disk, DISK_BYTES)).toBeTrue();
    server = await ExternalPostgres.start(directory.base, "bundled");
    const url = await server.makeDatabase("shop", "superuser");
    ({ api } = await directory.start({ DATABASE_URL: url }));
    ({ slug } = await setUp(api));
  });
  afterAll(async () => {
    unmount(disk);
    await server.stop();
    await directory.remove();
  });
  const storedClicks = async () =>
    readStored(await server.ask("shop", STORED_CLICKS));

  test("every visitor is sent on with an id, exactly those that did not fit are counted, and with room again all are stored", async () => {
    const before = await sendClicks(api, slug, refsOf("before", 200));
    await untilDrained(api);
    fill(filler, 0);
    const full = await sendClicks(api, slug, refsOf("full", 600));
    const { body } = await api.fetch<Readiness>("/readyz");
    expect(body.journal.clicks_not_stored).toBeWithin(1, 601);
    expect(body.degraded).toContain("clicks_not_stored");

    const freed = await sendClicks(api, slug, refsOf("freed", 1000), (n) => {
      if (n === 300) rmSync(filler, { force: true });
    });
    const { journal } = await untilDrained(api);
    const after = await sendClicks(api, slug, refsOf("after", 400));
    expect((await untilDrained(api)).journal).toMatchObject({
      clicks_not_stored: journal.clicks_not_stored,
      set_aside: 0,
    });
    const all = new Map([...before, ...full, ...freed, ...after]);
    expect(all.size).toBe(2200);
    const stored = await storedClicks();
    expectAllStored(stored, new Map([...before, ...after]), all.keys());
    expect(stored.length).toBe(2200 - journal.clicks_not_stored);
  });

  test("clicks of which a part still fitted are counted as not stored, and none of them is", async () => {
    const before = await untilDrained(api);
    const stored_before = (await storedClicks()).length;
    const refs = refsOf("burst", BURST);
    fill(filler, BURST_ROOM_BYTES);
    const burst = await sendClicks(api, slug, refs, undefined, LONG_QUERY);
    rmSync(filler);
    const one = await sendClicks(api, slug, refsOf("room", 1));
    const after = await untilDrained(api);
    expect(burst.size + one.size).toBe(BURST + 1);
    const not_stored =
      after.journal.clicks_not_stored - before.journal.clicks_not_stored;
    expect(not_stored).toBeWithin(1, BURST + 1);
    const stored = (await storedClicks()).length - stored_before;
    expect({ stored, set_aside: after.journal.set_aside }).toEqual({
      stored: BURST + 1 - not_stored,
      set_aside: 0,
    });
  });

  test("a disk that stays full is not littered with files that hold nothing", async () => {
    fill(filler, 0);
    await sendClicks(api, slug, refsOf("litter", 400));
    const empty = () =>
      readdirSync(disk).filter(
        (name) =>
          name.endsWith(".journal") &&
          statSync(join(disk, name), GONE_IS_FINE)?.size === 0,
      );
    await until("at most one empty file is left", () => empty().length <= 1);
    rmSync(filler);
  });
});

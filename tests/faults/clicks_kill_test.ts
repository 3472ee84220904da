// A redirect that a visitor received is a click that somebody is paid for: whatever
// happens to the tracker afterwards, the click is stored exactly once.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import {
  chanceOf,
  expectAllStored,
  readStored,
  refsOf,
  sendClicks,
  STORED_CLICKS,
  untilDrained,
} from "./click_load.ts";
import type { Redirected } from "./click_load.ts";
import { ask, ROUNDS } from "./load.ts";
import { TrackerDirectory } from "./tracker_process.ts";

/** More than are answered until a tracker that is being killed is gone. */
const CLICKS_MAX = 20_000;
/** The latest redirect at which the tracker is killed. */
const KILL_AT_MAX = 2_000;
const ROUND_TIMEOUT_MS = 90_000;

let directory: TrackerDirectory;
beforeEach(() => {
  directory = new TrackerDirectory();
});
afterEach(() => directory.remove());

test(
  `killing the tracker with kill -9 under load loses no click whose redirect was received and stores none twice, nor is an id given again (rounds: ${ROUNDS})`,
  async () => {
    const random = chanceOf("clicks");
    let tracker = await directory.start();
    const { slug } = await setUp(tracker.api);
    const all: Redirected = new Map();
    const sent: string[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      const refs = refsOf(`round${round}`, CLICKS_MAX);
      const kill_at = 1 + Math.floor(random() * KILL_AT_MAX);
      let killed: Promise<void> | undefined;
      const kill = async () => {
        const postgres_pid = directory.postgresPid();
        if (round % 2 === 0 && postgres_pid !== null) {
          process.kill(postgres_pid, "SIGKILL");
        }
        await tracker.kill();
      };
      const redirected = await sendClicks(tracker.api, slug, refs, (count) => {
        if (count >= kill_at) killed ??= kill();
      });
      await killed;
      expect(redirected.size).toBeGreaterThan(0);
      expect(redirected.size).toBeLessThan(CLICKS_MAX);
      for (const [ref, click_id] of redirected) all.set(ref, click_id);
      sent.push(...refs);

      tracker = await directory.start();
      const { journal } = await untilDrained(tracker.api);
      expect(journal).toMatchObject({ set_aside: 0, clicks_not_stored: 0 });
      const stored = readStored(await ask(directory, STORED_CLICKS));
      expectAllStored(stored, all, sent);
    }
    expect((await tracker.stop()).exit_code).toBe(0);
  },
  ROUNDS * ROUND_TIMEOUT_MS,
);

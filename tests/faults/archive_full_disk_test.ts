// Disks fill up: the one that is restored onto, and the tracker's own, on which waits what the archive didn't
// take yet.
import { afterAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readWaiting } from "../../src/archive/archive_status.ts";
import { copyCluster } from "../cluster_copy.ts";
import { longTest } from "../long.ts";
import { until } from "../until.ts";
import { ArchivedNetwork, expectRestored } from "./archive_world.ts";
import type { Moment } from "./archive_world.ts";
import { canMount, fill, mountAt, unmount } from "./small_disk.ts";

const MEGABYTE = 1_048_576;
/** Takes all that waits once the filler is gone: Postgres tries three times, and then waits for a minute. */
const SPOOL_BYTES = 96 * MEGABYTE;
/** Room for a restore, from too little for its files on, in steps smaller than what Postgres writes at its end. */
const ROOM_BYTES = 20 * MEGABYTE;
const STEP_BYTES = 12 * MEGABYTE;
const STEPS_MAX = 20;

setDefaultTimeout(600_000);

describe("with an archive, on a disk that is full", () => {
  if (!canMount()) {
    test("nothing is tried: only root can mount a small disk to fill", () => {
      expect(canMount()).toBeFalse();
    });
    return;
  }
  const network = new ArchivedNetwork();
  const spool = join(network.archive, "spool");
  const target = join(network.directory.base, "target");
  let moment: Moment;

  afterAll(async () => {
    await network.lose();
    for (const disk of [spool, target]) unmount(disk);
    await network.directory.remove();
  });

  function waiting(): number {
    const data = join(network.directory.data_dir, "postgres", "data");
    return readWaiting(network.archive, data).files;
  }

  longTest(
    "the tracker works while nothing can be copied for the archive, no half copies pile up, and all follows with room again",
    async () => {
      copyCluster(network.directory.data_dir);
      mkdirSync(spool, { recursive: true });
      expect(mountAt(spool, SPOOL_BYTES)).toBeTrue();
      // Root's Postgres runs as another user.
      chmodSync(spool, 0o711);
      await network.start();
      await network.untilBase();
      await network.untilArchived();
      const filler = join(spool, "filler");
      fill(filler, 2 * MEGABYTE);
      await network.sell(2);
      await network.endSegment();
      const copies = () => readdirSync(join(spool, network.line()));
      await until("a copy was given up", () => copies().length > 1);
      await until("only the newest lies there", () => copies().length <= 1);
      expect(waiting()).toBeGreaterThan(0);
      const { status } = await network.api.fetch("/readyz");
      expect(status).toBe(200);
      await network.sell(2);
      rmSync(filler);
      await network.untilArchived();
      await until("nothing waits", () => waiting() === 0);
      expect(copies()).toEqual([]);
      moment = await network.moment();
      await network.sell(1);
      await network.untilArchived();
      await network.lose();
      await expectRestored(network, moment, "restored");
    },
  );

  longTest(
    "a restore says so in one line wherever the room ends, leaves nothing, and the same command restores once there is more",
    async () => {
      mkdirSync(target);
      expect(mountAt(target, ROOM_BYTES)).toBeTrue();
      chmodSync(target, 0o711);
      const data_dir = join(target, "data");
      let tries = 0;
      for (; tries < STEPS_MAX; tries++) {
        resize(target, ROOM_BYTES + tries * STEP_BYTES);
        const said = await network.restore(moment.at, join("target", "data"));
        if (said.code === 0) break;
        expect(said).toMatchObject({ code: 1, stdout: "" });
        expect(said.stderr.replace(REPLAYING, "")).toBe(
          `Cannot restore into "${data_dir}": the disk is full. Make room, and run the same command again\n`,
        );
        expect(readdirSync(data_dir)).toEqual(["lock"]);
      }
      expect(tries).toBeWithin(2, STEPS_MAX);
    },
  );
});

/** Said once the files are there. */
const REPLAYING = "Replaying what happened since the base backup\n";

function resize(disk: string, size_bytes: number): void {
  const options = `remount,size=${size_bytes}`;
  Bun.spawnSync(["mount", "-o", options, disk]);
}

// Disks fill up, and the one with the backups first: what is written then must not look like a backup,
// and a restore that ran out of room goes on once there is some.
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUp } from "../factory.ts";
import { runProgram } from "../program.ts";
import { TrackerDirectory } from "./tracker_process.ts";

/** Whole restores in processes of their own, while other files of the suite run. */
setDefaultTimeout(300_000);

/** Too little for the smallest backup. */
const SMALL = "40k";
/** Enough to begin with a cluster, and too little to fill it. */
const SHORT = "42m";

describe("on a disk that is full", () => {
  if (!canMount()) {
    test("nothing is tried: only root can mount a small disk", () => {
      expect(canMount()).toBeFalse();
    });
    return;
  }
  const directory = new TrackerDirectory();
  const small = join(directory.base, "small");
  const short = join(directory.base, "short");
  const file = join(directory.base, "whole.tar");
  const tally = (words: string[], data_dir = directory.data_dir) =>
    runProgram(words, {
      TALLYHO_DATA_DIR: data_dir,
      TALLYHO_BACKUP_PASSPHRASE: "seven grey herons at dusk",
    });

  beforeAll(async () => {
    for (const path of [small, short]) mkdirSync(path);
    expect(mount(small, SMALL) && mount(short, SHORT)).toBeTrue();
    const tracker = await directory.start();
    const { slug } = await setUp(tracker.api);
    const click_id = await tracker.api.click(slug);
    await tracker.api.postback({ click_id, order_id: "A-1" });
    await tracker.stop();
  });
  afterAll(async () => {
    for (const path of [small, short]) run("umount", "-l", path);
    await directory.remove();
  });

  test("a backup ends with one line, and leaves nothing", async () => {
    const path = join(small, "a.tar");
    expect(await tally(["backup", path])).toEqual({
      code: 1,
      stdout: "",
      stderr: `Cannot write the backup "${path}": the disk is full\n`,
    });
    expect(readdirSync(small)).toEqual([]);
  });

  test("a restore that ran out of room goes on where there is more", async () => {
    expect(await tally(["backup", file])).toMatchObject({ code: 0 });
    const data_dir = join(short, "data");
    const failed = await tally(["restore", file], data_dir);
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect(failed.stderr).toContain("No space left on device");
    const more = ["-o", "remount,size=1g", short];
    expect(run("mount", ...more)).toBeTrue();
    const done = await tally(["restore", file], data_dir);
    expect(done).toMatchObject({ code: 0 });
    expect(done.stdout).toContain("each row was read again and compared");
  });
});

function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const directory = mkdtempSync(join(tmpdir(), "tallyho-disk-"));
  const is_mounted = mount(directory, SMALL);
  if (is_mounted) run("umount", directory);
  rmdirSync(directory);
  return is_mounted;
}

function mount(directory: string, size: string): boolean {
  const options = `size=${size},mode=0755`;
  return run("mount", "-t", "tmpfs", "-o", options, "tallyho", directory);
}

function run(...cmd: string[]): boolean {
  if (Bun.which(cmd[0] ?? "") === null) return false;
  return Bun.spawnSync({ cmd, stdout: "ignore", stderr: "ignore" }).success;
}

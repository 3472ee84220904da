import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockDataDir } from "./data_dir.ts";

const is_root = process.getuid?.() === 0;
let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "tallyho-data-dir-"));
});

afterEach(() => {
  rmSync(base, { recursive: true, force: true });
});

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

function holdInProcess(data_dir: string): Bun.Subprocess<"ignore", "pipe"> {
  const code = `
    const { lockDataDir } = await import(${JSON.stringify(join(import.meta.dir, "data_dir.ts"))});
    lockDataDir(${JSON.stringify(data_dir)});
    const child = Bun.spawn({
      cmd: ["/bin/sleep", "60"],
      detached: true,
      stdio: ["ignore", "ignore", "ignore"],
    });
    process.stdout.write("held " + child.pid + "\\n");
    setInterval(() => {}, 60_000);`;
  return Bun.spawn({
    cmd: [process.execPath, "-e", code],
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  for await (const bytes of stream) return new TextDecoder().decode(bytes);
  return "";
}

describe("lockDataDir()", () => {
  test("makes a directory that others cannot read", () => {
    const data_dir = join(base, "a", "data");
    lockDataDir(data_dir).release();
    expect(modeOf(data_dir)).toBe(is_root ? "711" : "700");
    expect(modeOf(join(data_dir, "lock"))).toBe("600");
  });

  test.if(is_root)(
    "opens an empty directory of root to passing through",
    () => {
      lockDataDir(base).release();
      expect(modeOf(base)).toBe("711");
    },
  );

  test("leaves the mode of a directory with something in it alone", () => {
    chmodSync(base, 0o700);
    writeFileSync(join(base, "something"), "");
    lockDataDir(base).release();
    expect(modeOf(base)).toBe("700");
  });

  test("refuses a second holder and names the first", () => {
    const lock = lockDataDir(base);
    expect(() => lockDataDir(base)).toThrow(
      `Data directory "${base}" is in use by another tallyho (pid ${process.pid})`,
    );
    lock.release();
  });

  test("lets the next one in after release(), which may be called twice", () => {
    const lock = lockDataDir(base);
    lock.release();
    const next = lockDataDir(base);
    lock.release();
    expect(() => lockDataDir(base)).toThrow("is in use by another tallyho");
    next.release();
  });

  test("is free after kill -9, although a child of the killed one lives on", async () => {
    const holder = holdInProcess(base);
    const child_pid = Number((await firstLine(holder.stdout)).split(" ")[1]);
    try {
      expect(() => lockDataDir(base)).toThrow(`(pid ${holder.pid})`);
      holder.kill("SIGKILL");
      await holder.exited;
      lockDataDir(base).release();
    } finally {
      holder.kill("SIGKILL");
      process.kill(child_pid, "SIGKILL");
    }
  });
});

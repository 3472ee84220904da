import { describe, expect, test } from "bun:test";
import { LineOutput } from "./line_output.ts";
import type { WriteBytes } from "./line_output.ts";

type Done = Parameters<WriteBytes>[1];

/** A reader who takes only what it is told to. */
function slowReader() {
  const taken: string[] = [];
  const waiting: { bytes: Uint8Array; done: Done }[] = [];
  const write: WriteBytes = (bytes, done) => waiting.push({ bytes, done });
  const take = (count?: number) => {
    const next = waiting.shift();
    if (next === undefined) return;
    const part = next.bytes.subarray(0, count ?? next.bytes.length);
    taken.push(Buffer.from(part).toString());
    next.done(null, part.length);
  };
  return { write, take, taken, waiting };
}

const dropped = (count: number) => `dropped ${count}`;
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("LineOutput", () => {
  test("writes the lines of one turn together, and the rest after them", async () => {
    const { write, take, taken } = slowReader();
    const output = new LineOutput(write, dropped);
    output.line("a");
    output.line("b");
    await turn();
    output.line("c");
    take();
    take();
    expect(taken).toEqual(["a\nb\n", "c\n"]);
  });

  test("goes on where a pipe took only a part", async () => {
    const { write, take, taken } = slowReader();
    const output = new LineOutput(write, dropped);
    output.line("abcdef");
    await turn();
    take(3);
    take();
    expect(taken.join("")).toBe("abcdef\n");
  });

  test("holds no more than its bound, and says how many lines it dropped", async () => {
    const { write, take, taken } = slowReader();
    const output = new LineOutput(write, dropped, 100);
    for (let at = 0; at < 1_000; at++) output.line(`line ${at}`);
    await turn();
    for (let at = 0; at < 1_000; at++) output.line(`more ${at}`);
    while (taken.length < 2) {
      await turn();
      take();
      output.line("after");
    }
    const lines = taken.join("").trimEnd().split("\n");
    expect(lines.join("\n").length).toBeLessThan(250);
    const counts = lines.flatMap((line) =>
      line.startsWith("dropped ") ? [Number(line.slice(8))] : [],
    );
    expect(counts.length).toBeGreaterThan(0);
    expect(counts[0]).toBeGreaterThan(900);
  });

  test("also says so at its end, and of a line that alone is too long", async () => {
    for (const before of [["x".repeat(90)], []]) {
      const { write, take, taken } = slowReader();
      const output = new LineOutput(write, dropped, 100);
      for (const line of before) output.line(line);
      await turn();
      output.line("y".repeat(100));
      output.line("z".repeat(100));
      const closing = output.close();
      for (const _ of ["lines", "count"]) take();
      await closing;
      expect(taken.at(-1)).toBe("dropped 2\n");
    }
  });

  test("stops where nobody reads any more", async () => {
    const calls: number[] = [];
    const output = new LineOutput((bytes, done) => {
      calls.push(bytes.length);
      done({ code: "EPIPE" }, 0);
    }, dropped);
    output.line("a");
    await turn();
    output.line("b");
    await turn();
    await output.close();
    expect(calls).toHaveLength(1);
  });

  test("closes once all is written", async () => {
    const { write, take, taken } = slowReader();
    const output = new LineOutput(write, dropped);
    output.line("a");
    const closing = output.close();
    take();
    await closing;
    expect(taken).toEqual(["a\n"]);
  });
});

test("a pipe that nobody reads holds up neither the writer nor its end", async () => {
  const program = `
    const { LineOutput, writeToDescriptor } = await import("${import.meta.dir}/line_output.ts");
    const output = new LineOutput(writeToDescriptor(1), (n) => "dropped " + n);
    for (let at = 0; at < 100; at++) {
      output.line("x".repeat(50_000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    console.error("went on");
    await output.close();
    console.error("closed");
    process.exit(0);`;
  const child = Bun.spawn([process.execPath, "-e", program], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  // Its stdout stays unread.
  expect(await child.exited).toBe(0);
  expect(await child.stderr.text()).toBe("went on\nclosed\n");
});

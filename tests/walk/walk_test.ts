import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";

/** How many files one passes; a file more is a visible choice. */
const FILES_MAX = { click: 21, postback: 110 } as const;

const WALK = fileURLToPath(new URL("walk.ts", import.meta.url));

test("a click and a recorded postback pass few files", async () => {
  const child = Bun.spawn([process.execPath, WALK], {
    stdout: "pipe",
    stderr: "inherit",
  });
  const text = await child.stdout.text();
  expect(await child.exited).toBe(0);
  const walked = JSON.parse(text) as Record<keyof typeof FILES_MAX, string[]>;
  if (process.env.TALLYHO_WALK === "print") {
    for (const [name, files] of Object.entries(walked)) {
      console.log(`${name}: ${files.length}\n  ${files.join("\n  ")}`);
    }
  }
  for (const name of ["click", "postback"] as const) {
    const over = walked[name].length > FILES_MAX[name] ? walked[name] : [];
    expect(over).toEqual([]);
    expect(walked[name]).not.toEqual([]);
  }
});

import { describe, expect, test } from "bun:test";
import {
  clock,
  consoleInShell,
  environment,
  floats,
  hashing,
  randomness,
  secretComparisons,
  timers,
  versionWriters,
} from "./calls.ts";
import { placesOf } from "./sample.ts";
import type { Check } from "./source.ts";

const PRODUCT = "modules/clicks/a.ts";
const UNIT_TEST = "modules/clicks/a_test.ts";
const JOURNEY = "tests/journeys/a_test.ts";

/**
 * For each rule: calls it detects, where they are refused and allowed, and
 * lookalikes.
 */
const cases: {
  check: Check;
  calls: string[];
  refused: string[];
  allowed: string[];
  alike: string[];
}[] = [
  {
    check: versionWriters,
    calls: ["await recordSteps(tx, deps, steps);", "writeConversions(tx, all)"],
    refused: [PRODUCT, "modules/conversions/held.ts"],
    allowed: ["modules/postbacks/receive/settle_batch.ts", UNIT_TEST],
    alike: ["recordStep(tx)", "import { recordSteps } from"],
  },
  {
    check: secretComparisons,
    calls: [
      "source.token === given",
      "if (token !== expected) return;",
      "given === source.admin_token",
      "a.secret===b.secret",
      "signature === sign(body)",
    ],
    refused: [PRODUCT, "src/app.ts"],
    allowed: [UNIT_TEST, JOURNEY],
    alike: [
      "source.token === null",
      "token !== undefined",
      "secret === true",
      'kind === "token"',
      "token.length === 7",
      "constantTimeEquals(token, given)",
      "require === token_kind",
    ],
  },
  {
    check: environment,
    calls: [
      "process.env",
      "process.env.PORT",
      'process["env"]',
      "Bun.env.PORT",
      "import.meta.env",
      "const { env } = process;",
      'import { env } from "node:process";',
    ],
    refused: [PRODUCT, UNIT_TEST, "src/app.ts", "db/a.ts"],
    allowed: ["src/config.ts", "src/main.ts", "src/build.ts", JOURNEY],
    alike: [
      '"process.env"',
      "// process.env",
      "process.environment",
      "process.exit()",
      "const { platform } = process;",
    ],
  },
  {
    check: clock,
    calls: [
      "Date.now()",
      "performance.now()",
      "Bun.nanoseconds()",
      "f(Date.now)",
    ],
    refused: [PRODUCT, "src/app.ts", "db/a.ts"],
    allowed: [
      "modules/kernel/clock.ts",
      UNIT_TEST,
      JOURNEY,
      "tests/bench/run.ts",
    ],
    alike: ["clock.now()", "`Date.now()`", "// Date.now()", "Date.nowhere"],
  },
  {
    check: clock,
    calls: ["new Date()", "new Date( )", "new Date;", "Date()"],
    refused: [PRODUCT, UNIT_TEST, "src/app.ts", JOURNEY],
    allowed: ["modules/kernel/clock.ts"],
    alike: [
      "new Date(0)",
      "new Date(value)",
      'new Date("2026")',
      "readDate()",
      "a.Date()",
      "new DateRange()",
      "(a: Date) => a",
    ],
  },
  {
    check: consoleInShell,
    calls: ["console.log(1)", "console\n.error(1)"],
    refused: [PRODUCT, UNIT_TEST, "db/a.ts"],
    allowed: ["src/main.ts", JOURNEY],
    alike: ["my_console.log", "'console.log'", "a.console.log()"],
  },
  {
    check: hashing,
    calls: [
      "Bun.password.hash(text)",
      "await Bun.password.verify(a, b)",
      "Bun . password",
      "scryptSync(a, b, 64)",
    ],
    refused: [PRODUCT, JOURNEY, "src/app.ts", "modules/access/user.ts"],
    allowed: ["modules/access/password_worker.ts"],
    alike: ["passwords.hash(text)", "password_hash(a)"],
  },
  {
    check: randomness,
    calls: ["Math.random()", "f(Math.random)"],
    refused: [PRODUCT, "db/a.ts"],
    allowed: ["src/serve.ts", UNIT_TEST, JOURNEY],
    alike: ["Math.round(1)", "// Math.random()"],
  },
  {
    check: timers,
    calls: [
      "setTimeout(f, 1)",
      "setInterval(f, 1)",
      "globalThis.setTimeout(f, 1)",
      "await Bun.sleep(1)",
      "Bun.sleepSync(1)",
      'import { setTimeout as wait } from "node:timers/promises";',
      'import { scheduler } from "node:timers/promises";',
    ],
    refused: [
      PRODUCT,
      UNIT_TEST,
      "db/a.ts",
      JOURNEY,
      "modules/scheduler/a_test.ts",
      "tests/harness.ts",
    ],
    allowed: [
      "modules/scheduler/a.ts",
      "modules/kernel/a.ts",
      "src/serve.ts",
      "tests/bench/run.ts",
      "tests/faults/a_test.ts",
    ],
    alike: [
      "clearTimeout(a)",
      "timer.setTimeout(f, 1)",
      "ReturnType<typeof setTimeout>",
      "setDefaultTimeout(1)",
      "AbortSignal.timeout(1)",
      '"setTimeout"',
    ],
  },
  {
    check: floats,
    calls: ["parseFloat(a)", "Number.parseFloat(a)", "a.toFixed(2)"],
    refused: [PRODUCT, "src/a.ts", "db/a.ts"],
    allowed: [UNIT_TEST, JOURNEY],
    alike: ["a.toFixedPoint()", "'toFixed('", "Number(count)"],
  },
  {
    check: floats,
    calls: [
      "Number(amount)",
      "Number(row.payout_micros)",
      'Number(row["amount"])',
      "Number(toText(row.amount))",
      "parseInt(amount, 10)",
    ],
    refused: [PRODUCT, UNIT_TEST, "src/a.ts"],
    allowed: [],
    alike: [
      "Number(amounts.length)",
      "BigInt(amount)",
      "isNumber(amount)",
      "Number(count) + amount",
      "Number.isInteger(amount)",
    ],
  },
];

for (const { check, calls, refused, allowed, alike } of cases) {
  describe(`${check.name}() on ${calls[0]}`, () => {
    for (const call of calls) {
      test(`finds ${JSON.stringify(call)}`, () => {
        const files = { [refused[0] ?? ""]: `// first line\n${call}` };
        expect(placesOf(check, files)).toEqual([`${refused[0]}:2`]);
      });
    }
    for (const path of refused) {
      test(`refuses it in ${path}`, () => {
        for (const call of calls) {
          expect(placesOf(check, { [path]: call })).toEqual([`${path}:1`]);
        }
      });
    }
    for (const path of allowed) {
      test(`allows it in ${path}`, () => {
        expect(placesOf(check, { [path]: calls.join("\n") })).toEqual([]);
      });
    }
    test("lets pass what only looks alike", () => {
      for (const text of alike) {
        expect([text, placesOf(check, { [PRODUCT]: text })]).toEqual([
          text,
          [],
        ]);
      }
    });
  });
}

test("timers() allows the files that are named for it, and no others", () => {
  const files = {
    "modules/clicks/a.ts": "setTimeout(f)",
    "modules/clicks/b.ts": "setTimeout(f)",
  };
  expect(
    placesOf((sources) => timers(sources, ["modules/clicks/a.ts"]), files),
  ).toEqual(["modules/clicks/b.ts:1"]);
});

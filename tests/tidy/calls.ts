import { importsOf } from "./import_list.ts";
import type { Finding, Source } from "./source.ts";
import { findingAt, isTest, ownCode } from "./source.ts";
import { closingBracket } from "./functions.ts";
import { viewsOf } from "./views.ts";

const CLOCK = "modules/kernel/clock.ts";
const READS_ENVIRONMENT = ["src/config.ts", "src/main.ts", "src/build.ts"];
const TIMER_HOMES = ["modules/scheduler/", "modules/kernel/", "src/"];
const REAL_TIME_TESTS = ["tests/bench/", "tests/faults/"];

/** Files elsewhere that may set timers, each with its reason. */
export const TIMER_FILES: readonly string[] = [
  // One timer for the deadlines of all pending requests.
  "modules/deliveries/http_pool.ts",
  // The time that a reader of a report may leave it in memory.
  "modules/reports/closing.ts",
  // The pause between two looks of a bounded poll.
  "tests/until.ts",
];

interface Ban {
  rule: string;
  pattern: RegExp;
  advice: string;
  isAllowed(path: string): boolean;
}

/** Only the configuration reads the environment; test infrastructure may too. */
export function environment(sources: readonly Source[]): Finding[] {
  const advice =
    "add a setting to src/config.ts and take its value as an argument";
  const isAllowed = (path: string) =>
    READS_ENVIRONMENT.includes(path) || path.startsWith("tests/");
  const named = ownCode(sources).flatMap((source) =>
    importsOf(source)
      .filter(({ spec }) => /^(?:node:)?process$/.test(spec))
      .filter(({ names }) => names.some(({ name }) => name === "env"))
      .filter(() => !isAllowed(source.path))
      .map(({ line }) => {
        return { path: source.path, line, rule: "environment", advice };
      }),
  );
  const pattern =
    /\b(?:process\s*\??\.\s*env|Bun\s*\.\s*env|import\.meta\.env)\b|\bprocess\s*(?:\?\.\s*)?\[|\{[^{}]*\benv\b[^{}]*\}\s*=\s*process\s*;/g;
  return [
    ...named,
    ...banned(sources, { rule: "environment", pattern, advice, isAllowed }),
  ];
}

/** Files that write a conversion's versions: the door for changes, and the postbacks' batch. */
const VERSION_WRITERS = [
  "modules/conversions/changes/change_conversions.ts",
  "modules/conversions/changes/create_conversions.ts",
  "modules/conversions/changes/price_conversions.ts",
  "modules/conversions/changes/write_steps.ts",
  "modules/conversions/record.ts",
  "modules/conversions/record_steps.ts",
  "modules/postbacks/receive/settle_batch.ts",
];

/** A version is followed by history, ledger, outbox, tiers and customers, wherever it comes from. */
export function versionWriters(sources: readonly Source[]): Finding[] {
  return banned(sources, {
    rule: "version-writers",
    pattern: /\b(?:writeConversions|recordSteps|writeSteps)\s*\(/g,
    advice: "change conversions through conversionDoor",
    isAllowed: (path) => VERSION_WRITERS.includes(path) || isTest(path),
  });
}

/** Only one file reads the clock, so that tests can set it. */
export function clock(sources: readonly Source[]): Finding[] {
  return [
    ...banned(sources, {
      rule: "clock",
      pattern:
        /\bDate\s*\.\s*now\b|\bperformance\s*\.\s*now\b|\bBun\s*\.\s*nanoseconds\b|\bprocess\s*\.\s*hrtime\b/g,
      advice: "ask the clock that is handed in (modules/kernel/clock.ts)",
      isAllowed: (path) => path === CLOCK || isTest(path),
    }),
    ...banned(sources, {
      rule: "clock",
      pattern: /\bnew\s+Date\b(?!\s*\(\s*[^\s)])|(?<!new\s+|[\w$.])Date\s*\(/g,
      advice:
        "give the date its time: new Date(clock.now()), with the clock handed in",
      isAllowed: (path) => path === CLOCK,
    }),
  ];
}

/** Only the shell logs; other product code doesn't print. */
export function consoleInShell(sources: readonly Source[]): Finding[] {
  return banned(sources, {
    rule: "console",
    pattern: /(?<![\w$.])console\s*\./g,
    advice: "return it, throw it, or take a log function as an argument",
    isAllowed: (path) => path.startsWith("src/") || path.startsWith("tests/"),
  });
}

/** Randomness is injected, like time. */
export function randomness(sources: readonly Source[]): Finding[] {
  return banned(sources, {
    rule: "randomness",
    pattern: /\bMath\s*\.\s*random\b/g,
    advice: "take the random source as an argument (src hands it in)",
    isAllowed: (path) => path.startsWith("src/") || isTest(path),
  });
}

/**
 * Passwords are hashed in one thread: elsewhere, hashing would block the event
 * loop or the thread pool that the journal's syncs need.
 */
export function hashing(sources: readonly Source[]): Finding[] {
  return banned(sources, {
    rule: "hashing",
    pattern:
      /\bBun\s*\.\s*password\b|\b(?:argon2|bcrypt|scrypt|pbkdf2)(?:Sync)?\s*\(/g,
    advice: "hash and check passwords through Passwords (modules/access)",
    isAllowed: (path) => path === "modules/access/password_worker.ts",
  });
}

/**
 * Secrets are compared in constant time, so that timing doesn't reveal where they
 * differ.
 */
export function secretComparisons(sources: readonly Source[]): Finding[] {
  const secret = String.raw`(?:[\w$]+\.)*(?:\w*_)?(?:token|secret|password|signature|sig|mac|credentials)`;
  const other = String.raw`(?!(?:null|undefined|true|false)\b)[\w$(]`;
  return banned(sources, {
    rule: "secret-comparison",
    pattern: new RegExp(
      String.raw`(?<![\w$.])${secret}\s*[!=]==\s*${other}|[\w$)]\s*[!=]==\s*${secret}\b(?!\s*[.(?[])`,
      "g",
    ),
    advice: "compare secrets by constantTimeEquals (modules/kernel)",
    isAllowed: isTest,
  });
}

/**
 * Only a few files set timers; others are called by the scheduler, and tests wait
 * for signals.
 */
export function timers(
  sources: readonly Source[],
  timer_files: readonly string[] = TIMER_FILES,
): Finding[] {
  const pattern =
    /(?<!(?:(?<!globalThis)\.|[\w$]|typeof\s+))set(?:Timeout|Interval)\b|\bBun\s*\.\s*sleep(?:Sync)?\b/g;
  return ownCode(sources).flatMap((source) => {
    const { path } = source;
    const is_test = isTest(path);
    const homes = is_test ? REAL_TIME_TESTS : TIMER_HOMES;
    if (homes.some((home) => path.startsWith(home))) return [];
    if (timer_files.includes(path)) return [];
    const advice = is_test
      ? "wait for a signal (a promise that the code resolves, runOnce(), the set clock); for a deadline take AbortSignal.timeout()"
      : "make it a job of the scheduler, or take the timer as an argument; a file that must set one is named in TIMER_FILES (tests/tidy/calls.ts)";
    return [
      ...[...viewsOf(source).code.matchAll(pattern)].map(({ index }) =>
        findingAt(source, index, "timers", advice),
      ),
      ...importsOf(source)
        .filter(({ spec }) => /^(?:node:)?timers(?:\/|$)/.test(spec))
        .filter(({ names }) => !names.some(({ name }) => /^set[TI]/.test(name)))
        .map(({ line }) => {
          return { path, line, rule: "timers", advice };
        }),
    ];
  });
}

/** Money is never converted to a float. */
export function floats(sources: readonly Source[]): Finding[] {
  const findings = banned(sources, {
    rule: "floats",
    pattern: /\bparseFloat\b|\.\s*toFixed\s*\(/g,
    advice:
      "keep amounts as bigint micros, and read and print them with modules/kernel",
    isAllowed: isTest,
  });
  for (const source of ownCode(sources)) {
    const { code, uncommented } = viewsOf(source);
    for (const call of code.matchAll(
      /(?<![\w$])(?:Number(?:\s*\.\s*parseInt)?|parseInt)\s*\(/g,
    )) {
      const open = call.index + call[0].length - 1;
      const close = closingBracket(code, open) ?? open;
      const given = uncommented.slice(open + 1, close).trim();
      if (!/micros|amount/i.test(given)) continue;
      if (/\.(?:length|size)$/.test(given)) continue;
      const advice = `leave the amount (${given.split("\n")[0]}) a bigint or a string`;
      findings.push(findingAt(source, call.index, "floats", advice));
    }
  }
  return findings;
}

function banned(sources: readonly Source[], ban: Ban): Finding[] {
  return ownCode(sources)
    .filter(({ path }) => !ban.isAllowed(path))
    .flatMap((source) =>
      [...viewsOf(source).code.matchAll(ban.pattern)].map(({ index }) =>
        findingAt(source, index, ban.rule, ban.advice),
      ),
    );
}

/** The help of a command beyond its usage. */
export interface CommandHelp {
  /** Each option as it is written, with one line. */
  options: Readonly<Record<string, string>>;
  example: string;
  /** Meaning of exit codes 0 and 1; a wrong call is 2, an interruption 130. */
  exits: { 0: string; 1: string };
}

const DONE = { 0: "done", 1: "it failed, with the reason on stderr" };
const PARTY = {
  "--affiliate ID": "the affiliate whose it is, for the role affiliate",
  "--advertiser ID": "the advertiser whose it is, for the role advertiser",
};
const KEYS = {
  "--without-keys": "leave the keys out; then keep TALLYHO_KEY yourself",
};
const ZONE = {
  "--timezone ZONE": "the zone of its days, such as Europe/Berlin",
};
const SURE = { "--yes": "go on without asking about columns and the frame" };

/** The help of each command, by its name. */
export const COMMAND_HELP: Readonly<Record<string, CommandHelp>> = {
  serve: {
    options: {
      "--watch": "from source: make the pages anew when their source is saved",
    },
    example: "tallyho serve",
    exits: { 0: "stopped as asked by SIGTERM or SIGINT", 1: "it can't start" },
  },
  demo: {
    options: { "--keep": "fill a network and run it until it is stopped" },
    example: "tallyho demo",
    exits: {
      0: "the books match the story",
      1: "they don't, or a step failed",
    },
  },
  migrate: { options: {}, example: "tallyho migrate", exits: DONE },
  token: {
    options: PARTY,
    example: 'tallyho token create "Import script" manager',
    exits: DONE,
  },
  user: {
    options: PARTY,
    example: "tallyho user invite ben@example.com affiliate --affiliate 7",
    exits: DONE,
  },
  click: { options: {}, example: "tallyho click rotate-key", exits: DONE },
  jobs: { options: {}, example: "tallyho jobs run audit_ledger", exits: DONE },
  tasks: {
    options: {},
    example: "tallyho tasks list",
    exits: { 0: "done; for watch, the task succeeded", 1: "it failed" },
  },
  drain: {
    options: {},
    example: "tallyho drain /srv/tallyho-2",
    exits: {
      0: "the journal is drained",
      1: "it failed, or the database refused records",
    },
  },
  fx: {
    options: {},
    example: "tallyho fx import eurofxref-hist.xml",
    exits: DONE,
  },
  report: {
    options: {
      "--group-by DIMENSIONS": "one to four, such as day,campaign",
      "--from TIME": "the beginning, a day or a time",
      "--to TIME": "the end, which isn't counted",
      "--period NAME": "instead of both, such as last_month",
      "--timezone ZONE": "the zone of days and times",
      "--currency CURRENCY": "the currency of all money",
      "--time AXIS": "what is counted by: conversion, click or approval",
      "--empty": "show groups without anything, too",
      "--compare PERIOD": "with previous_period or previous_year",
      "--filter DIMENSION=VALUES": "only these; may be given several times",
      "--sort KEY": "a figure, with - for the greatest first",
      "--limit ROWS": "how many rows",
      "--columns FIGURES": "the table's figures",
      "--cursor CURSOR": "go on after a page of json",
      "--format FORMAT": "table, json, csv or ndjson",
    },
    example: "tallyho report --group-by day,campaign --period last_month",
    exits: DONE,
  },
  reconcile: {
    options: {
      "--advertiser ID": "whose statement it is",
      "--from DAY": "the first day that it is about",
      "--to DAY": "the day after the last",
      ...ZONE,
      ...SURE,
      "--apply": "apply the actions that need no person",
      "--dry-run": "with --apply: show them, and change nothing",
    },
    example:
      "tallyho reconcile november.csv --advertiser 3 --from 2026-11-01 --to 2026-12-01",
    exits: { 0: "done", 1: "it failed, or waits for a person" },
  },
  import: {
    options: {
      "--advertiser ID": "whose conversions they are",
      ...ZONE,
      ...SURE,
      "--dry-run": "show the changes, and make none",
      "--reason TEXT": "why, for the history of each",
    },
    example: "tallyho import returns.csv --advertiser 3 --dry-run",
    exits: { 0: "done", 1: "it failed, or waits for a person" },
  },
  move: {
    options: {
      "--from TRACKER":
        "whose files they are, such as tune; csv for any other's",
      "--dry-run": "show what would become of each row, and change nothing",
      "--yes": "apply it without asking",
      "--invite": "send each new affiliate an invitation by mail",
      "--currency CURRENCY": "the currency of what the files give none for",
      "--timezone ZONE": "the zone of times without one; UTC by default",
      "--date-order ORDER": "dmy or mdy, for dates such as 03/04/2026",
      "--column COLUMN=FIELD": "what a column of plain CSV is; several times",
      "--conversions-days DAYS":
        "how old a conversion may be that is kept; 90 by default",
      "--apply ID": "apply a planned move, or go on with an interrupted one",
      "--undo ID": "take back what a move made, or go on with that",
    },
    example: "tallyho move offers.csv affiliates.csv.gz --from tune --dry-run",
    exits: {
      0: "done, or planned; refused rows are listed",
      1: "it failed, or waits for a person",
    },
  },
  verify: {
    options: {
      "--from DAY": "the first day of reports that is compared, in UTC",
      "--to DAY": "the day after the last",
      "--recount": "count days that differ again, from their rows",
    },
    example: "tallyho verify --from 2026-11-01",
    exits: { 0: "all is valid", 1: "something is wrong, or it failed" },
  },
  archive: { options: {}, example: "tallyho archive list", exits: DONE },
  backup: {
    options: KEYS,
    example: "tallyho backup /backups",
    exits: DONE,
  },
  restore: {
    options: {
      ...KEYS,
      "--to TIME":
        "from the archive, as of a time such as 2026-11-29T20:15:00Z, or latest",
      "--line LINE": "which line, where several have that time",
      "--base BASE":
        "an earlier base backup, where the newest before that time is damaged",
    },
    example: "tallyho restore --to 2026-11-29T20:15:00Z",
    exits: DONE,
  },
  distribute: {
    options: { "--dry-run": "show what would be done, and do nothing" },
    example: "tallyho distribute --dry-run",
    exits: DONE,
  },
  doctor: {
    options: { "--json": "one line of JSON for each check" },
    example: "tallyho doctor",
    exits: { 0: "no fault; there may be warnings", 1: "there is a fault" },
  },
  health: {
    options: {},
    example: "tallyho health",
    exits: { 0: "it is ready", 1: "it isn't, or doesn't answer" },
  },
  version: { options: {}, example: "tallyho version", exits: DONE },
  help: { options: {}, example: "tallyho help verify", exits: DONE },
};

/** The lines of a command's help below its usage. */
export function helpLines({ options, example, exits }: CommandHelp): string[] {
  return [
    ...section("Options:", Object.entries(options)),
    "",
    "Example:",
    `  ${example}`,
    ...section("Exit codes:", [
      ["0", exits[0]],
      ["1", exits[1]],
      ["2", "called wrongly"],
      ["130", "interrupted"],
    ]),
  ];
}

function section(
  title: string,
  rows: readonly (readonly [string, string])[],
): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    "",
    title,
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
  ];
}

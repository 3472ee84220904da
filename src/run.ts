import { actAs } from "../db/mod.ts";
import { Problem } from "../modules/kernel/mod.ts";
import { archiveCommand } from "./commands/archive.ts";
import { backupCommand } from "./commands/backup.ts";
import { clickCommand } from "./commands/click.ts";
import { checkOptions } from "./commands/check_options.ts";
import { COMMAND_HELP, helpLines } from "./commands/command_help.ts";
import { demoCommand } from "./commands/demo.ts";
import { distributeCommand } from "./commands/distribute.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { drainCommand } from "./commands/drain.ts";
import { fxCommand } from "./commands/fx.ts";
import { healthCommand } from "./commands/health.ts";
import { importCommand } from "./commands/import.ts";
import { jobsCommand } from "./commands/jobs.ts";
import { moveCommand } from "./commands/move.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { nearestWord } from "./commands/nearest_word.ts";
import { reconcileCommand } from "./commands/reconcile.ts";
import { reportCommand } from "./commands/report.ts";
import { restoreCommand } from "./commands/restore.ts";
import { serveCommand } from "./commands/serve.ts";
import { tasksCommand } from "./commands/tasks.ts";
import { tokenCommand } from "./commands/token.ts";
import { UsageError } from "./commands/usage_error.ts";
import { userCommand } from "./commands/user.ts";
import { verifyCommand } from "./commands/verify.ts";
import { workerCommand } from "./commands/worker.ts";
import { describeSystemFault } from "./system_fault.ts";
import { VERSION } from "./version.ts";

type Run = (words: readonly string[]) => number | Promise<number>;

/** A command, with one usage line per form. */
interface Command {
  summary: string;
  usage: readonly string[];
  run: Run;
}

/** Every command, in the order of the help. */
const COMMANDS: Readonly<Record<string, Command>> = {
  serve: {
    summary: "Run the tracker (the default)",
    usage: ["", "--watch"],
    run: serveCommand,
  },
  demo: {
    summary: "Play the whole story on a temporary data directory",
    usage: ["", "--keep"],
    run: demoCommand,
  },
  migrate: {
    summary: "Migrate the database to this version",
    usage: [""],
    run: migrateCommand,
  },
  distribute: {
    summary: "Spread the tables over the workers of Citus",
    usage: ["[--dry-run]"],
    run: distributeCommand,
  },
  token: {
    summary: "Create, list and revoke API tokens",
    usage: [
      "create NAME ROLE [--affiliate ID | --advertiser ID]",
      "list",
      "revoke ID",
    ],
    run: tokenCommand,
  },
  user: {
    summary: "Create, list, disable, enable and invite users, reset passwords",
    usage: [
      "create EMAIL ROLE [--affiliate ID | --advertiser ID] < PASSWORD_FILE",
      "list",
      "disable EMAIL",
      "enable EMAIL",
      "invite EMAIL ROLE [--affiliate ID | --advertiser ID]",
      "reset EMAIL",
    ],
    run: userCommand,
  },
  click: {
    summary: "Decode a click id, or rotate the key that signs them",
    usage: ["decode ID", "rotate-key"],
    run: clickCommand,
  },
  jobs: {
    summary: "List background jobs, or run one now",
    usage: ["list", "run NAME"],
    run: jobsCommand,
  },
  tasks: {
    summary: "List, watch, cancel and resume long tasks",
    usage: ["list", "watch ID", "cancel ID", "resume ID"],
    run: tasksCommand,
  },
  drain: {
    summary: "Store what waits in the journal of an instance that is no more",
    usage: ["DIRECTORY"],
    run: drainCommand,
  },
  fx: {
    summary: "Import the European Central Bank's exchange rates",
    usage: ["import FILE"],
    run: fxCommand,
  },
  report: {
    summary: "Count clicks, conversions and their money",
    usage: [
      [
        "[--group-by DIMENSIONS] [--from TIME] [--to TIME] [--period NAME] [--timezone ZONE]",
        "[--currency CURRENCY] [--time conversion|click|approval] [--empty]",
        "[--compare previous_period|previous_year] [--filter DIMENSION=VALUES]…",
        "[--sort KEY] [--limit ROWS] [--columns FIGURES] [--cursor CURSOR]",
        "[--format table|json|csv|ndjson]",
      ].join("\n         "),
    ],
    run: reportCommand,
  },
  reconcile: {
    summary: "Compare an advertiser's statement with the books",
    usage: [
      "FILE --advertiser ID --from DAY --to DAY [--timezone ZONE] [--yes] [--apply [--dry-run]]",
    ],
    run: reconcileCommand,
  },
  import: {
    summary: "Create and change conversions from a file",
    usage: [
      "FILE --advertiser ID [--timezone ZONE] [--yes] [--dry-run] [--reason TEXT]",
    ],
    run: importCommand,
  },
  move: {
    summary: "Move another tracker's data in, or take that back",
    usage: [
      [
        "FILE… --from TRACKER [--dry-run | --yes] [--invite]",
        "[--currency CURRENCY] [--timezone ZONE] [--date-order dmy|mdy]",
        "[--column COLUMN=FIELD]… [--conversions-days DAYS]",
      ].join("\n         "),
      "--apply ID",
      "--undo ID",
    ],
    run: moveCommand,
  },
  verify: {
    summary: "Verify ledger, journal and reports; exit 1 if one is wrong",
    usage: ["[--from DAY] [--to DAY] [--recount]"],
    run: verifyCommand,
  },
  backup: {
    summary: "Write everything to one file, while the tracker runs",
    usage: ["FILE_OR_DIRECTORY [--without-keys]"],
    run: backupCommand,
  },
  restore: {
    summary: "Restore a backup, or a time from the archive, where it is empty",
    usage: [
      "FILE [--without-keys]",
      "--to TIME [--line LINE] [--base BASE] [--without-keys]",
    ],
    run: restoreCommand,
  },
  archive: {
    summary: "List what can be restored to any time, or take a base backup",
    usage: ["list", "base"],
    run: archiveCommand,
  },
  doctor: {
    summary: "Check what an operator gets wrong; exit 1 if something is",
    usage: ["[--json]"],
    run: doctorCommand,
  },
  health: {
    summary: "Ask the running tracker whether it is ready",
    usage: [""],
    run: healthCommand,
  },
  version: { summary: "Print the version", usage: [""], run: printVersion },
  help: {
    summary: "Print this list, or how to use a command",
    usage: ["", "COMMAND"],
    run: printHelp,
  },
};

/** Started by `serve`, never by hand: it is in no list. */
const WORKER: Command = {
  summary: "One of the processes of TALLYHO_WORKERS, started by serve",
  usage: [""],
  run: workerCommand,
};

/** Other words for commands. */
const ALIASES: Readonly<Record<string, string>> = {
  "--help": "help",
  "-h": "help",
  "--version": "version",
};

/** Runs a command and returns its exit code. */
export async function run(words: readonly string[]): Promise<number> {
  const [word = "serve", ...rest] = words;
  const name = ALIASES[word] ?? word;
  const command = commandOf(name);
  if (command === undefined) {
    return unknownCommand(word);
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    return printHelpOf(name, command);
  }
  try {
    const help = COMMAND_HELP[name];
    if (help !== undefined) checkOptions(rest, help);
    const runIt = () => command.run(rest);
    if (TRACKERS.includes(name)) return await runIt();
    return await actAs({ kind: "command", name: nameOf(name, rest) }, runIt);
  } catch (error) {
    if (error instanceof UsageError) {
      if (error.message !== "") console.error(error.message);
      console.error(usageText(name, command));
      return 2;
    }
    console.error(explain(error));
    return 1;
  }
}

/** A command of the list, or the one that only this program starts; undefined if there is none. */
function commandOf(name: string): Command | undefined {
  if (name === "worker") return WORKER;
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}

/** Commands that start a tracker: what that changes isn't changed by whoever starts it. */
const TRACKERS: readonly string[] = ["serve", "demo", "worker"];

/** A command with its verb, such as `tallyho user disable`. */
function nameOf(name: string, [verb = ""]: readonly string[]): string {
  return `tallyho ${name} ${/^[a-z-]+$/.test(verb) ? verb : ""}`.trimEnd();
}

function usageText(name: string, { usage }: Command): string {
  return usage
    .map(
      (form, index) =>
        `${index === 0 ? "Usage:" : "      "} tallyho ${name} ${form}`,
    )
    .map((line) => line.trimEnd())
    .join("\n");
}

/** One line for the error, and one for each of its causes. */
function explain(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  const lines: string[] = [];
  for (let at = error; at instanceof Error && lines.length < 5; at = at.cause) {
    lines.push(describeSystemFault(at) ?? at.message);
  }
  return lines.length === 0 ? String(error) : lines.join("\n  because: ");
}

function printVersion(words: readonly string[]): number {
  if (words.length > 0) throw new UsageError();
  console.log(`tallyho ${VERSION}`);
  return 0;
}

function unknownCommand(word: string): number {
  const meant = nearestWord(word, Object.keys(COMMANDS));
  const instead = meant === null ? "" : `: did you mean ${meant}?`;
  console.error(
    `Unknown command "${word}"${instead === "" ? ";" : instead} "tallyho help" lists them all`,
  );
  return 2;
}

function printHelpOf(name: string, command: Command): number {
  const help = COMMAND_HELP[name];
  const more = help === undefined ? [] : helpLines(help);
  console.log(
    [command.summary, "", usageText(name, command), ...more].join("\n"),
  );
  return 0;
}

function printHelp(words: readonly string[]): number {
  const [name, ...rest] = words;
  if (rest.length > 0) throw new UsageError();
  if (name !== undefined) {
    const command = commandOf(name);
    return command === undefined
      ? unknownCommand(name)
      : printHelpOf(name, command);
  }
  const lines = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`,
  );
  console.log(
    [
      "Usage: tallyho <command>",
      "",
      ...lines,
      "",
      '"tallyho <command> --help" prints how to use a command.',
    ].join("\n"),
  );
  return 0;
}

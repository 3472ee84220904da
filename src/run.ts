import { Problem } from "../modules/kernel/mod.ts";
import { clickCommand } from "./commands/click.ts";
import { demoCommand } from "./commands/demo.ts";
import { fxCommand } from "./commands/fx.ts";
import { healthCommand } from "./commands/health.ts";
import { importCommand } from "./commands/import.ts";
import { jobsCommand } from "./commands/jobs.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { reconcileCommand } from "./commands/reconcile.ts";
import { serveCommand } from "./commands/serve.ts";
import { tasksCommand } from "./commands/tasks.ts";
import { tokenCommand } from "./commands/token.ts";
import { UsageError } from "./commands/usage_error.ts";
import { userCommand } from "./commands/user.ts";
import { verifyCommand } from "./commands/verify.ts";
import { VERSION } from "./version.ts";

type Command = (words: readonly string[]) => number | Promise<number>;

/** Every command, in the order of the help. */
const COMMANDS: Readonly<Record<string, { does: string; run: Command }>> = {
  serve: { does: "runs the tracker (the default)", run: serveCommand },
  demo: {
    does: "plays the whole story on a temporary data directory",
    run: demoCommand,
  },
  migrate: { does: "brings the database up to date", run: migrateCommand },
  token: { does: "create NAME ROLE | list | revoke ID", run: tokenCommand },
  user: {
    does: "create EMAIL ROLE, the password on standard input | list | disable EMAIL | enable EMAIL",
    run: userCommand,
  },
  click: { does: "decode ID | rotate-key", run: clickCommand },
  jobs: { does: "list | run NAME, on the running tracker", run: jobsCommand },
  tasks: {
    does: "list | watch ID | cancel ID | resume ID, on the running tracker",
    run: tasksCommand,
  },
  fx: {
    does: "import FILE, the European Central Bank's daily rates, on the running tracker",
    run: fxCommand,
  },
  reconcile: {
    does: "FILE --advertiser ID --from DAY --to DAY, a statement against the books",
    run: reconcileCommand,
  },
  import: {
    does: "FILE --advertiser ID, conversions that are to be made or changed",
    run: importCommand,
  },
  verify: {
    does: "recomputes the ledger, reads the journal; exit 1 on a difference",
    run: verifyCommand,
  },
  health: {
    does: "asks the running tracker whether it is ready",
    run: healthCommand,
  },
  version: { does: "prints the version", run: printVersion },
  help: { does: "prints this", run: printHelp },
};

/** Runs a command and returns its exit code. */
export async function run(words: readonly string[]): Promise<number> {
  const [name = "serve", ...rest] = words;
  const command = Object.getOwnPropertyDescriptor(COMMANDS, name)?.value as
    (typeof COMMANDS)[string] | undefined;
  if (command === undefined) {
    console.error(`Unknown command "${name}"`);
    printHelp();
    return 2;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`Usage: ${error.message}`);
      return 2;
    }
    console.error(explain(error));
    return 1;
  }
}

/** One line for the error, and one for each of its causes. */
function explain(error: unknown): string {
  if (error instanceof Problem) return error.detail;
  const lines: string[] = [];
  for (let at = error; at instanceof Error && lines.length < 5; at = at.cause) {
    lines.push(at.message);
  }
  return lines.length === 0 ? String(error) : lines.join("\n  because: ");
}

function printVersion(): number {
  console.log(`tallyho ${VERSION}`);
  return 0;
}

function printHelp(): number {
  for (const [name, { does }] of Object.entries(COMMANDS)) {
    console.log(`tallyho ${name.padEnd(9)} ${does}`);
  }
  return 0;
}

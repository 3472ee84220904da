/**
 * The long run of the fault tests: each round kills at another moment.
 *
 *     bun run faults                          ten rounds
 *     TALLYHO_FAULT_ROUNDS=100 bun run faults
 */
import { join } from "node:path";

const ROUNDS = "10";

const child = Bun.spawn(
  [process.execPath, join(import.meta.dir, "..", "run.ts"), "tests/faults"],
  {
    cwd: join(import.meta.dir, "..", ".."),
    env: { TALLYHO_FAULT_ROUNDS: ROUNDS, ...process.env },
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
  },
);
process.exit(await child.exited);

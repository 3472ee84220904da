/**
 * The fault tests at full length: each round kills at another moment.
 *
 *     bun run faults                          ten rounds, and thousands of seeds
 *     TALLYHO_FAULT_ROUNDS=100 bun run faults
 *     TALLYHO_SIMULATION_SEEDS=100000 bun run faults
 *     TALLYHO_MONEY_SEEDS=1000 TALLYHO_MONEY_FIRST=500 bun run faults
 *     TALLYHO_RECONCILIATION_SEEDS=1000 bun run faults
 *     TALLYHO_HISTORIES_FIRST=17 TALLYHO_HISTORIES_SEEDS=10 bun run faults
 *     TALLYHO_SYSTEM_SEED=7 TALLYHO_SYSTEM_MS=60000 TALLYHO_SYSTEM_LOGS=/tmp/logs bun run faults
 *     TALLYHO_SOAK_MS=3600000 bun tests/run.ts tests/faults/soak_test.ts
 *     TALLYHO_FUZZ_SEED=7 TALLYHO_FUZZ_ROUNDS=200 bun run faults
 */
import { join } from "node:path";

const ROUNDS = "10";
const SEEDS = "5000";
const MONEY_SEEDS = "100";
const MONEY = "tests/money_model";
const STATEMENTS = "200";
const PLANTED = "tests/planted_truth_test.ts";
const BENCH = "tests/bench";
const STARTS = "tests/journeys/start_stop_test.ts";
const MATCHING = "modules/reconciliation/matching/match_statement_test.ts";
const FUZZ = "tests/fuzz";
const DAMAGE = "tests/journeys/statement_damage_test.ts";
const HISTORIES = "tests/report_histories";
const UPGRADES = "tests/upgrades";
const MOVES = "tests/journeys/moves_formats_test.ts";
const SIMULATION = "modules/deliveries/delivery_simulation_test.ts";

const child = Bun.spawn(
  [
    ...[process.execPath, join(import.meta.dir, "..", "run.ts")],
    ...[
      "tests/faults",
      SIMULATION,
      MONEY,
      PLANTED,
      BENCH,
      DAMAGE,
      STARTS,
      MATCHING,
      FUZZ,
      HISTORIES,
      UPGRADES,
      MOVES,
    ],
  ],
  {
    cwd: join(import.meta.dir, "..", ".."),
    env: {
      TALLYHO_FAULT_ROUNDS: ROUNDS,
      TALLYHO_SIMULATION_SEEDS: SEEDS,
      TALLYHO_MONEY_SEEDS: MONEY_SEEDS,
      TALLYHO_RECONCILIATION_SEEDS: STATEMENTS,
      TALLYHO_LONG: "1",
      ...process.env,
    },
    stdin: "ignore",
    stdout: "inherit",
    stderr: "inherit",
  },
);
process.exit(await child.exited);

/**
 * A tracker for the postback and delivery benches: the served program, with or without background
 * work, on a given database. Prints its address.
 *
 *     bun tests/bench/postback_target.ts '{"database_url":"…","data_dir":"…","batch_max":500}'
 */
import { APP_ROLE, migrateDatabase } from "../../db/mod.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import { readConfig } from "../../src/config.ts";
import { startService } from "../../src/service.ts";

/** Options of the tracker. */
export interface TargetOptions {
  database_url: string;
  data_dir: string;
  /** Maximum postbacks per transaction; by default the tracker's own limit. */
  batch_max?: number;
  key: string;
  admin_token: string;
  /** Whether background work runs; off by default. */
  background?: boolean;
}

async function serve(options: TargetOptions): Promise<void> {
  const { database_url, data_dir, batch_max, key, admin_token } = options;
  const service = await startService({
    config: readConfig({
      PORT: "0",
      TALLYHO_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    }),
    address: database_url,
    migrate: () => migrateDatabase(database_url, { takes_on_role: true }),
    role: APP_ROLE,
    data_dir,
    secrets: { key, admin_token },
    clock: systemClock,
    log: (line) => process.stderr.write(`${line}\n`),
    background: options.background ?? false,
    ...(batch_max === undefined ? {} : { postback_batch_max: batch_max }),
  });
  process.on("SIGTERM", () => void service.stop().then(() => process.exit(0)));
  process.stdout.write(`${service.url}\n`);
}

if (import.meta.main) {
  await serve(JSON.parse(process.argv[2] ?? "{}") as TargetOptions);
}

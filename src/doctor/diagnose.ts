import type { Database } from "../../db/mod.ts";
import { sealKeyFrom } from "../../modules/kernel/mod.ts";
import type { Clock } from "../../modules/kernel/mod.ts";
import type { Config } from "../config.ts";
import { readOrMakeSecret } from "../keys.ts";
import { BUN_VERSION, VERSION } from "../version.ts";
import { fault, skipped } from "./finding.ts";
import type { Finding, Verdict } from "./finding.ts";
import { judgeArchive } from "./judge_archive.ts";
import {
  judgeBun,
  judgeClock,
  judgeDisk,
  judgeMemory,
  judgePermissions,
} from "./judge_host.ts";
import {
  judgeJournal,
  judgeMail,
  judgeProxies,
  judgePublicUrl,
  judgeReadReplica,
  judgeTracker,
} from "./judge_network.ts";
import {
  judgeEndpoints,
  judgeJobs,
  judgeKey,
  judgeMigrations,
  judgeSources,
  judgeZones,
} from "./judge_work.ts";
import { readArchiveFacts } from "./read_archive_facts.ts";
import {
  readDatabaseClock,
  readFailing,
  readSealed,
  readUnknownZones,
  readUnproven,
} from "./read_database.ts";
import {
  isCompiled,
  readDiskRoom,
  readFileDriftMs,
  readMemory,
  readPermissions,
} from "./read_host.ts";
import {
  readFigures,
  readJobs,
  readLocal,
  readMail,
  readPublic,
  readReplica,
} from "./read_network.ts";

export interface DoctorDeps {
  config: Config;
  data_dir: string;
  clock: Clock;
  /** The tracker of this machine. */
  tracker_url: string;
  call(method: string, path: string): Promise<Record<string, unknown>>;
  /** Opens the database as it is, and says whether it is of an older version. */
  withDatabase<T>(
    work: (db: Database, is_behind: boolean) => Promise<T>,
  ): Promise<T>;
  has_key: boolean;
}

/** For so long an endpoint may fail before it is named. */
const FAILING_MS = 3_600_000;

type Check = readonly [string, () => Verdict | Promise<Verdict>];

/** Runs every check; one that can't be made is a fault of its own. */
export async function diagnose(deps: DoctorDeps): Promise<Finding[]> {
  // The tracker is asked first: a command may start the database meanwhile.
  const network = await runAll(await networkChecks(deps));
  const host = await runAll(hostChecks(deps));
  return [...host, ...network, ...(await diagnoseDatabase(deps))];
}

async function runAll(checks: readonly Check[]): Promise<Finding[]> {
  return await Promise.all(
    checks.map(async ([check, run]) => {
      try {
        return { check, ...(await run()) };
      } catch (error) {
        return { check, ...cannot(error) };
      }
    }),
  );
}

function cannot(error: unknown): Verdict {
  const says = error instanceof Error ? error.message : String(error);
  return fault(says, "Mend this first, and run tallyho doctor again");
}

function hostChecks({ config, data_dir, clock }: DoctorDeps): Check[] {
  return [
    ["permissions", () => judgePermissions(readPermissions(data_dir))],
    ["disk", () => judgeDisk(readDiskRoom(data_dir))],
    [
      "archive",
      async () =>
        judgeArchive(await readArchiveFacts(config, data_dir, clock.nowMs())),
    ],
    ["memory", () => judgeMemory(readMemory())],
    ["Bun", () => judgeBun(Bun.version, isCompiled() ? null : BUN_VERSION)],
  ];
}

async function networkChecks(deps: DoctorDeps): Promise<Check[]> {
  const { config, tracker_url, clock, call } = deps;
  const { public_url, host, smtp, trusted_proxies } = config;
  const local = await readLocal(tracker_url);
  const figures = local === null ? null : readFigures(tracker_url);
  return [
    ["tracker", () => judgeTracker(local, VERSION)],
    [
      "public URL",
      async () => {
        const asked = public_url === null ? null : await readPublic(public_url);
        return judgePublicUrl({ public_url, host }, asked, local !== null);
      },
    ],
    [
      "proxies",
      async () => {
        const found = await figures;
        const untrusted =
          found === null ? null : (found.proxies?.untrusted ?? 0);
        return judgeProxies(untrusted, trusted_proxies.length);
      },
    ],
    ["journal", async () => judgeJournal(await figures)],
    [
      "jobs",
      async () => {
        if (local === null) return judgeJobs(null, clock.nowMs());
        return judgeJobs(await readJobs(call), clock.nowMs());
      },
    ],
    [
      "read replica",
      async () => judgeReadReplica(await readReplica(config, clock)),
    ],
    [
      "mail",
      async () =>
        judgeMail(smtp !== null, smtp === null ? null : await readMail(smtp)),
    ],
  ];
}

async function diagnoseDatabase(deps: DoctorDeps): Promise<Finding[]> {
  try {
    return await deps.withDatabase(async (db, is_behind) => {
      const migrations = { check: "migrations", ...judgeMigrations(is_behind) };
      if (is_behind) return [migrations, ...NOT_READ];
      return [migrations, ...(await runAll(databaseChecks(deps, db)))];
    });
  } catch (error) {
    return [{ check: "database", ...cannot(error) }, ...NOT_READ];
  }
}

const DATABASE_CHECKS = ["key", "clock", "sources", "endpoints", "time zones"];
const NOT_READ: readonly Finding[] = DATABASE_CHECKS.map((check) => ({
  check,
  ...skipped("the database can't be read"),
}));

function databaseChecks(deps: DoctorDeps, db: Database): Check[] {
  const { clock, data_dir } = deps;
  return [
    [
      "key",
      async () => {
        const found = deps.has_key
          ? await readSealed(db, clock, keyOf(deps))
          : { sealed_count: 0, error: null };
        return judgeKey({ is_there: deps.has_key, ...found });
      },
    ],
    [
      "clock",
      async () =>
        judgeClock({
          ...(await readDatabaseClock(db, clock)),
          files_ms: readFileDriftMs(data_dir, () => clock.nowMs()),
        }),
    ],
    ["sources", async () => judgeSources(await readUnproven(db))],
    [
      "endpoints",
      async () =>
        judgeEndpoints(await readFailing(db, clock.nowMs() - FAILING_MS)),
    ],
    ["time zones", async () => judgeZones(await readUnknownZones(db))],
  ];
}

function keyOf({ config, data_dir }: DoctorDeps) {
  const text = config.key ?? readOrMakeSecret(data_dir, "key").text;
  return sealKeyFrom(Buffer.from(text));
}

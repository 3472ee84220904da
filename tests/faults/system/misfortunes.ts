import { IS_LONG } from "../../long.ts";
import { HAS_POSTGRES_15 } from "../external_postgres.ts";
import { seeded } from "../load.ts";
import { HAS_DISKS } from "./moody_disk.ts";
import type { NamesMood } from "./name_server.ts";
import type { Mood } from "./partner.ts";
import type { WholeNetwork } from "./network.ts";

/** A fault: strikes, lasts, and is over when it returns; false if nobody noticed. */
type Misfortune = (
  network: WholeNetwork,
  random: () => number,
) => Promise<void | boolean>;

type Lane = Readonly<Record<string, Misfortune>>;

const LASTS_MS = 1_500;
/** A fault outside waits until somebody asks. */
const WAITS_MS_MAX = 15_000;
const CLOCK_MS_MIN = 60_000;
const CLOCK_MS_MAX = 5 * 60_000;

/** Faults of machines: one at a time. */
const MACHINES: Lane = {
  async tracker_killed(network, random) {
    const index = eitherOf(random);
    await network.processOf(index).kill();
    await network.startAgain(index);
  },
  async tracker_stopped(network, random) {
    const index = eitherOf(random);
    await network.processOf(index).stop();
    await network.startAgain(index);
  },
  async tracker_frozen(network, random) {
    const { pid } = network.processOf(eitherOf(random));
    process.kill(pid, "SIGSTOP");
    await Bun.sleep(LASTS_MS);
    process.kill(pid, "SIGCONT");
  },
  async postgres_killed(network) {
    await network.postgres.kill();
    await Bun.sleep(LASTS_MS);
    await network.postgres.startAgain();
  },
  async postgres_restarted(network) {
    await network.postgres.stop();
    await network.postgres.startAgain();
  },
  ...(HAS_DISKS ? { disk_full: fillDisk } : {}),
};

/** Faults between them, meanwhile. */
const BETWEEN: Lane = {
  async network_swallows(network) {
    network.wire.swallow();
    await Bun.sleep(LASTS_MS);
    network.wire.passOn();
  },
  clock_ahead: clockBy(1),
  clock_behind: clockBy(-1),
};

/** Faults of the standby that lists and reports are read from, meanwhile. */
const STANDBY: Lane = {
  async standby_killed({ standby }) {
    await standby?.kill();
    await Bun.sleep(LASTS_MS);
    await standby?.startAgain();
  },
  async standby_frozen({ standby }) {
    standby?.freeze();
    await Bun.sleep(LASTS_MS);
    standby?.thaw();
  },
  async standby_lags(network) {
    await network.askStandby("select pg_wal_replay_pause()");
    await Bun.sleep(LASTS_MS);
    await network.askStandby("select pg_wal_replay_resume()");
  },
};

/** Moods of partners, meanwhile. */
const PARTNERS: Lane = {
  partner_fails: moodOf("fails"),
  partner_hangs: moodOf("hangs"),
  partner_cuts: moodOf("cuts"),
  partner_floods: moodOf("floods"),
  partner_sends_on: moodOf("sends on"),
};

/** Moods of their name server, meanwhile. */
const NAMES: Lane = {
  names_wrong: namesOf("is wrong"),
  names_silent: namesOf("is silent"),
  names_slow: namesOf("is slow"),
  names_fail: namesOf("fails"),
};

/** Without one, none of it misbehaves. */
const STANDBYS: Lane = HAS_POSTGRES_15 ? STANDBY : {};

const LANES: readonly { faults: Lane; pause_ms_max: number }[] = [
  // A long run has time for work that takes longer than a machine lasts in a short one.
  { faults: MACHINES, pause_ms_max: IS_LONG ? 10_000 : 500 },
  // Between two of its faults trackers find the way back to Postgres.
  { faults: BETWEEN, pause_ms_max: 4_000 },
  { faults: STANDBYS, pause_ms_max: 2_000 },
  { faults: PARTNERS, pause_ms_max: 500 },
  { faults: NAMES, pause_ms_max: 500 },
];

/** Every kind of fault. */
export const MISFORTUNES: readonly string[] = LANES.flatMap(({ faults }) =>
  Object.keys(faults),
);

/** The kinds that strike whether anybody asks or not. */
export const UNASKED: readonly string[] = [
  ...[MACHINES, BETWEEN, STANDBYS],
].flatMap(Object.keys);

/** Lets every kind of fault strike, in an order of the seed, again and again until the time is up. */
export async function strike(
  network: WholeNetwork,
  seed: number,
  isOver: () => boolean,
): Promise<void> {
  await Promise.all(
    LANES.map(async ({ faults, pause_ms_max }, at) => {
      const random = seeded(seed * LANES.length + at);
      while (!isOver() && Object.keys(faults).length > 0) {
        for (const [kind, misfortune] of shuffled(faults, random)) {
          if (isOver()) return;
          await Bun.sleep(random() * pause_ms_max);
          const noticed = await misfortune(network, random);
          if (noticed !== false) network.books.strike(kind);
        }
      }
    }),
  );
}

function shuffled(lane: Lane, random: () => number): [string, Misfortune][] {
  return Object.entries(lane)
    .map((entry) => ({ entry, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ entry }) => entry);
}

function eitherOf(random: () => number): number {
  return random() < 0.5 ? 0 : 1;
}

/** Visitors go on with ids, and the tracker counts the clicks that it couldn't store. */
async function fillDisk(
  network: WholeNetwork,
  random: () => number,
): Promise<void> {
  const index = eitherOf(random);
  const { disk } = network.instanceOf(index);
  const before = await notStored(network, index);
  disk.fill();
  await Bun.sleep(LASTS_MS);
  disk.empty();
  network.books.not_stored += (await notStored(network, index)) - before;
}

async function notStored(
  network: WholeNetwork,
  index: number,
): Promise<number> {
  const { body } = await network
    .apiOf(index)
    .fetch<{ journal: { clicks_not_stored: number } }>("/readyz");
  return body.journal.clicks_not_stored;
}

/** One tracker's clock jumps, and back. */
function clockBy(direction: 1 | -1): Misfortune {
  return async (network, random) => {
    const { clock } = network.instanceOf(eitherOf(random));
    const by_ms = CLOCK_MS_MIN + random() * (CLOCK_MS_MAX - CLOCK_MS_MIN);
    clock.set(direction * Math.round(by_ms));
    await Bun.sleep(LASTS_MS);
    clock.set(0);
  };
}

function moodOf(mood: Mood): Misfortune {
  return ({ partner }) => partner.moods.strike(mood, LASTS_MS, WAITS_MS_MAX);
}

function namesOf(mood: NamesMood): Misfortune {
  return ({ names }) => names.moods.strike(mood, LASTS_MS, WAITS_MS_MAX);
}

import { seeded } from "../load.ts";
import type { Mood } from "./partner.ts";
import type { WholeNetwork } from "./network.ts";

/** A fault: strikes, lasts, and is over when it returns. */
type Misfortune = (
  network: WholeNetwork,
  random: () => number,
) => Promise<void>;

const LASTS_MS = 1_500;
const PAUSE_MS_MAX = 1_000;

/** Every kind of fault. */
export const MISFORTUNES: Readonly<Record<string, Misfortune>> = {
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
  async network_swallows(network) {
    network.wire.swallow();
    await Bun.sleep(LASTS_MS);
    network.wire.passOn();
  },
  partner_fails: moodOf("fails"),
  partner_hangs: moodOf("hangs"),
  partner_cuts: moodOf("cuts"),
};

/** Lets every kind of fault strike, in an order of the seed, again and again until the time is up. */
export async function strike(
  network: WholeNetwork,
  seed: number,
  isOver: () => boolean,
): Promise<void> {
  const random = seeded(seed);
  while (!isOver()) {
    for (const [kind, misfortune] of shuffled(random)) {
      if (isOver()) return;
      await Bun.sleep(random() * PAUSE_MS_MAX);
      await misfortune(network, random);
      network.books.strike(kind);
    }
  }
}

function shuffled(random: () => number): [string, Misfortune][] {
  return Object.entries(MISFORTUNES)
    .map((entry) => ({ entry, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ entry }) => entry);
}

function eitherOf(random: () => number): number {
  return random() < 0.5 ? 0 : 1;
}

function moodOf(mood: Mood): Misfortune {
  return async ({ partner }) => {
    partner.mood = mood;
    await Bun.sleep(LASTS_MS);
    partner.mood = "answers";
  };
}

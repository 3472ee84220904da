import type { Mood, Partner } from "./hostile_receiver.ts";
import { Chance } from "./virtual_time.ts";

/** Number of seeds; the long run uses thousands. */
export const SEEDS = Number(process.env.TALLYHO_SIMULATION_SEEDS ?? "100");
/** The first seed. */
export const FIRST_SEED = Number(process.env.TALLYHO_SIMULATION_FIRST ?? "1");

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/**
 * All events of trackers and partners, decided beforehand; times count from the
 * start.
 */
export interface Plan {
  trackers: number;
  partners: readonly Partner[];
  endpoints: readonly {
    origin: string;
    only_final: boolean;
    looks_at_body: boolean;
    rate_per_second: number | null;
    age_budget_hours: number;
    timeout_ms?: number;
  }[];
  deliveries: readonly {
    at_ms: number;
    endpoint_id: number;
    conversion: number;
    version: number;
    status: string;
    click_late_ms: number;
  }[];
  crashes: readonly { at_ms: number; slot: number; away_ms: number }[];
  pauses: readonly { endpoint_id: number; at_ms: number; for_ms: number }[];
  faults: { fails: number; stalls: number };
  /** Maximum clock skew of trackers. */
  skew_ms: number;
  is_lazy: boolean;
  end_ms: number;
}

const MOODS: readonly [Mood, ...Mood[]] = [
  ...(["well", "slow", "hangs", "drips", "resets", "refuses"] as const),
  ...(["throttles", "unavailable", "fails", "says_no", "redirects"] as const),
  ...(["floods", "turned_private", "our_fault", "gone"] as const),
  ...(["whimsical", "whimsical", "whimsical"] as const),
];

/** Makes a seed's plan: partners of all moods, and trackers that crash. */
export function planOf(seed: number): Plan {
  const chance = new Chance(seed);
  const partner_count = chance.between(1, 4);
  const partners = times(partner_count, (index) => partnerOf(index, chance));
  const spread_ms = chance.oneOf([2, 60, 600, 3600]) * SECOND_MS;
  const endpoints = times(chance.between(1, 5), () => ({
    origin: partners[chance.between(0, partner_count)]?.origin ?? "",
    only_final: chance.happens(0.3),
    looks_at_body: chance.happens(0.5),
    rate_per_second: chance.oneOf([null, null, 1, 3, 20]),
    age_budget_hours: chance.happens(0.1) ? 24 : chance.between(1, 3),
    timeout_ms: chance.oneOf([1, 10, 10, 30]) * SECOND_MS,
  }));
  const deliveries = times(chance.oneOf([3, 10, 25]), (conversion) =>
    versionsOf({ conversion, endpoints: endpoints.length, spread_ms }, chance),
  ).flat();
  const trackers = chance.oneOf([1, 1, 2]);
  const is_faulty = chance.happens(0.6);
  const longest_h = Math.max(
    ...endpoints.map(({ age_budget_hours }) => age_budget_hours),
  );
  return {
    trackers,
    partners,
    endpoints,
    deliveries: deliveries.sort((a, b) => a.at_ms - b.at_ms),
    crashes: times(is_faulty ? chance.between(0, 5) : 0, () => ({
      at_ms: atAnyScale(spread_ms * 2, chance),
      slot: chance.between(0, trackers),
      away_ms: chance.between(0, 120) * SECOND_MS,
    })),
    pauses: times(chance.happens(0.2) ? 1 : 0, () => ({
      endpoint_id: chance.between(1, endpoints.length + 1),
      at_ms: chance.between(0, spread_ms),
      for_ms: chance.between(0, 2 * HOUR_MS),
    })),
    faults: {
      fails: is_faulty && chance.happens(0.5) ? 0.05 : 0,
      stalls: is_faulty && chance.happens(0.3) ? 0.01 : 0,
    },
    skew_ms: 2 * SECOND_MS,
    is_lazy: true,
    end_ms: spread_ms + (longest_h * 2 + 3) * HOUR_MS,
  };
}

/** Versions of a conversion, each delivered to the same endpoints. */
function versionsOf(
  given: { conversion: number; endpoints: number; spread_ms: number },
  chance: Chance,
): Plan["deliveries"][number][] {
  const { conversion, endpoints, spread_ms } = given;
  const first_id = chance.between(1, endpoints + 1);
  const versions = chance.oneOf([1, 1, 2, 3]);
  const is_reversed = chance.happens(0.3);
  const click_late_ms = chance.happens(0.1)
    ? chance.between(1, 1200) * SECOND_MS
    : 0;
  let at_ms = chance.between(0, spread_ms);
  return times(versions, (index) => {
    at_ms += chance.happens(0.5) ? 0 : chance.between(0, spread_ms);
    const is_last = index === versions - 1;
    return {
      at_ms,
      endpoint_id: first_id,
      conversion,
      version: index + 1,
      status: is_last && is_reversed ? "reversed" : "approved",
      click_late_ms,
    };
  });
}

function partnerOf(index: number, chance: Chance): Partner {
  let until_ms = 0;
  const phases = times(chance.between(1, 5), () => {
    until_ms += atAnyScale(HOUR_MS, chance);
    const mood = chance.happens(0.4) ? ("well" as const) : chance.oneOf(MOODS);
    return { until_ms, mood };
  });
  // Faults of our own end at some time.
  const last = chance.happens(0.7) ? "well" : chance.oneOf(MOODS);
  const mood = last === "our_fault" ? "well" : last;
  phases.push({ until_ms: Number.POSITIVE_INFINITY, mood });
  return { origin: `https://p${index}.example`, phases };
}

/** Seconds are as likely as hours. */
function atAnyScale(most_ms: number, chance: Chance): number {
  return Math.ceil(most_ms ** chance.next());
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

import { describe, expect, test } from "bun:test";
import { Chance } from "./chance.ts";
import { makeWorld } from "./make_world.ts";
import { DAY_MS, HOUR_MS, humanLapse } from "./times.ts";
import { FRAUDS, ODDITIES } from "./traffic.ts";
import type { Conversion, Fraud, World } from "./traffic.ts";

const PREVALENCE = 0.05;
const pure = (fraud: Fraud, seed = 1) =>
  makeWorld({ seed, prevalence: PREVALENCE, frauds: [fraud], is_mixed: false });

function lapsesOf(world: World, wanted: (one: Conversion) => boolean) {
  return world.conversions
    .filter(wanted)
    .map(({ click, at_ms }) => at_ms - (world.clicks[click]?.at_ms ?? 0));
}

function shareOf(numbers: readonly number[], low: number, high: number) {
  const within = numbers.filter((one) => one >= low && one < high);
  return within.length / numbers.length;
}

const hash = (world: World) =>
  Bun.hash(
    JSON.stringify(world, (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    ),
  );

test("makeWorld() makes the same world of the same seed, and another of another", () => {
  const of = (seed: number) => hash(makeWorld({ seed, prevalence: 0.05 }));
  expect(of(3)).toBe(of(3));
  expect(of(3)).not.toBe(of(4));
});

test.each([0.01, 0.05, 0.1])("makeWorld() has fraud of %p", (prevalence) => {
  const { conversions } = makeWorld({ seed: 5, prevalence });
  const frauds = conversions.filter(({ truth }) => truth !== "honest");
  expect(frauds.length / conversions.length).toBeCloseTo(prevalence, 2);
});

test("makeWorld() has none where none is asked for", () => {
  const { affiliates, conversions } = makeWorld({ seed: 6, prevalence: 0 });
  expect(affiliates.every(({ truth }) => truth === "honest")).toBe(true);
  expect(conversions.every(({ truth }) => truth === "honest")).toBe(true);
});

test("makeWorld() has every fraud and oddity within some seeds", () => {
  const worlds = Array.from({ length: 16 }, (_, seed) =>
    makeWorld({ seed, prevalence: 0.1 }),
  );
  const affiliates = worlds.flatMap((world) => world.affiliates);
  const frauds = new Set(affiliates.map(({ fraud }) => fraud));
  const oddities = new Set(affiliates.map(({ oddity }) => oddity));
  expect(FRAUDS.filter((fraud) => !frauds.has(fraud))).toEqual([]);
  expect(ODDITIES.filter((oddity) => !oddities.has(oddity))).toEqual([]);
  expect(affiliates.some(({ truth }) => truth === "mixed")).toBe(true);
});

describe("a conversion", () => {
  const world = makeWorld({ seed: 7, prevalence: PREVALENCE });

  test("follows its click, and its outcome is known at the end", () => {
    for (const { click, at_ms, outcome } of world.conversions) {
      const clicked_ms = world.clicks[click]?.at_ms ?? Infinity;
      expect(at_ms).toBeGreaterThan(clicked_ms);
      expect(outcome.at_ms).toBeGreaterThan(at_ms);
    }
    const last = Math.max(...world.conversions.map(({ at_ms }) => at_ms));
    expect(last).toBeLessThan(world.now_ms - 18 * DAY_MS);
  });

  test("has the truth of its affiliate", () => {
    for (const { click, truth, oddity } of world.conversions) {
      const place = world.clicks[click]?.affiliate ?? -1;
      const affiliate = world.affiliates[place];
      if (truth !== "honest") expect(affiliate?.fraud).toBe(truth);
      if (affiliate?.truth === "honest") expect(truth).toBe("honest");
      expect(oddity).toBe(affiliate?.oddity ?? null);
    }
  });
});

// The parameters that are cited are met by what is drawn, not only written down.
describe("times", () => {
  const chance = new Chance(1, "times");
  const installs = Array.from({ length: 20_000 }, () =>
    humanLapse(chance, "install"),
  );

  test("to an install are those that AppsFlyer publishes", () => {
    expect(shareOf(installs, 0, HOUR_MS)).toBeWithin(0.72, 0.78);
    expect(shareOf(installs, 0, DAY_MS)).toBeWithin(0.92, 0.96);
    expect(shareOf(installs, 0, 10_000)).toBe(0);
  });

  test("of spraying are nearly flat from hour 2 to 24 and from day 2 to 7", () => {
    const lapses = lapsesOf(
      { ...pure("spraying"), ...sprayed() },
      ({ truth }) => truth === "spraying",
    );
    const hours = [2, 13].map((hour) =>
      shareOf(lapses, hour * HOUR_MS, (hour + 11) * HOUR_MS),
    );
    expect((hours[0] ?? 0) / (hours[1] ?? 1)).toBeWithin(0.6, 1.7);
    const days = [2, 4.5].map((day) =>
      shareOf(lapses, day * DAY_MS, (day + 2.5) * DAY_MS),
    );
    expect((days[0] ?? 0) / (days[1] ?? 1)).toBeWithin(0.7, 1.4);
    expect(shareOf(lapses, 0, HOUR_MS)).toBeLessThan(0.05);
  });

  test("of injection lie in the first ten seconds", () => {
    const lapses = lapsesOf(
      pure("injection"),
      ({ truth }) => truth === "injection",
    );
    expect(shareOf(lapses, 0, 10_000)).toBeGreaterThan(0.85);
    expect(shareOf(lapses, 3_000, 10_000)).toBeGreaterThan(0.5);
  });
});

/** The sprayed conversions of some seeds in one. */
function sprayed(): Pick<World, "clicks" | "conversions"> {
  const clicks: World["clicks"] = [];
  const conversions: World["conversions"] = [];
  for (let seed = 0; seed < 12; seed++) {
    const world = pure("spraying", seed);
    const before = clicks.length;
    for (const click of world.clicks) clicks.push(click);
    for (const one of world.conversions) {
      conversions.push({ ...one, click: one.click + before });
    }
  }
  return { clicks, conversions };
}

test("those who spray have hundreds of clicks a conversion, and those who inject one or two", () => {
  const rateOf = (fraud: Fraud) => {
    const { affiliates, clicks, conversions } = pure(fraud);
    const place = affiliates.findIndex((one) => one.fraud === fraud);
    const made = conversions.filter(({ truth }) => truth === fraud).length;
    return clicks.filter((one) => one.affiliate === place).length / made;
  };
  expect(rateOf("spraying")).toBeWithin(300, 800);
  expect(rateOf("injection")).toBeWithin(1, 3.5);
});

test("a ring's affiliates share addresses, which few others have", () => {
  const { affiliates, clicks, conversions } = pure("refund_ring");
  const by_address = new Map<string, Set<number>>();
  for (const { truth, click } of conversions) {
    const of = clicks[click];
    if (truth !== "refund_ring" || of === undefined) continue;
    const seen = by_address.get(of.visitor.ip) ?? new Set();
    by_address.set(of.visitor.ip, seen.add(of.affiliate));
  }
  expect(affiliates.filter(({ fraud }) => fraud !== null)).toHaveLength(3);
  const shared = [...by_address.values()].filter(({ size }) => size > 1);
  expect(shared.length).toBeGreaterThan(4);
});

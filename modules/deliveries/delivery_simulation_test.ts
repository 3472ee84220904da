import { describe, expect, test } from "bun:test";
import {
  FIRST_SEED,
  planOf,
  SEEDS,
} from "../../tests/simulation/delivery_plan.ts";
import type { Plan } from "../../tests/simulation/delivery_plan.ts";
import { DeliveryWorld } from "../../tests/simulation/delivery_world.ts";
import type { Mood } from "../../tests/simulation/hostile_receiver.ts";
import type {
  Parts,
  Shadow,
} from "../../tests/simulation/simulated_tracker.ts";
import { Deliverer } from "./deliverer.ts";
import { DestinationGate } from "./destination_gate.ts";
import { judgeTry } from "./judge_try.ts";

function newShadow(): Shadow {
  const gate = new DestinationGate();
  return {
    changed_at: 0,
    probe_at: 0,
    get is_open() {
      return gate.is_open;
    },
    mayBegin: (now_ms) => gate.free(now_ms) > 0,
    begin: () => gate.started(),
    end(result, { success_match }, { started_ms, now_ms }) {
      const expires_at = Number.POSITIVE_INFINITY;
      const tried = { attempt: 0, created_at: now_ms, expires_at };
      const random = () => 0;
      const judged = judgeTry(tried, result, { success_match, now_ms, random });
      const { outcome, pause_ms } = judged;
      const took_ms = now_ms - started_ms;
      if (outcome === null) return gate.released({ now_ms, pause_ms });
      const change = gate.finished(outcome, { took_ms, now_ms });
      if (change === null) return;
      Object.assign(this, { changed_at: now_ms, probe_at: change.probe_at });
    },
  };
}

const parts: Parts = {
  newDeliverer: (deps) => new Deliverer(deps),
  newShadow,
};

function runPlan(plan: Plan, seed: number): DeliveryWorld {
  const world = new DeliveryWorld(parts, plan, seed);
  world.run();
  return world;
}

function violationsOf(seed: number): string[] {
  const { violations } = runPlan(planOf(seed), seed);
  return violations.map((what) => `seed ${seed}: ${what}`);
}

describe("the whole loop, with partners of all moods and trackers that fall over", () => {
  test(`keeps its promises whatever happens (${SEEDS} seeds)`, () => {
    const broken: string[] = [];
    for (let n = 0; n < SEEDS && broken.length < 10; n++) {
      broken.push(...violationsOf(FIRST_SEED + n));
    }
    expect(broken).toEqual([]);
  }, 3_600_000);

  // Each once broke a guarantee: a rate exceeded, two tries at a time, an expired claim, a
  // gate that closed after a claim, a breaker that was not shown.
  test.each([8, 145, 154, 746, 2])("seed %i stays mended", (seed) => {
    expect(violationsOf(seed)).toEqual([]);
  });

  test("without crashes and with working partners, each delivery arrives, once", () => {
    const plan = planWith({ well: 3, hanging: 0 });
    const { store, heard_of } = runPlan(plan, 1);
    const states = [...store.deliveries.values()].map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(["delivered"]));
    expect([...heard_of.values()].every(({ length }) => length === 1)).toBe(
      true,
    );
    expect(heard_of.size).toBe(plan.deliveries.length);
  });

  test("a working partner is served within three quarters of a second, however many others hang or fail", () => {
    const plan = planWith({ well: 2, hanging: 12 });
    const world = runPlan(plan, 2);
    expect(world.violations).toEqual([]);
    const late = [...world.store.deliveries.values()]
      .filter(({ endpoint_id }) => endpoint_id <= 2)
      .map(({ id, created_at }) => {
        return (world.heard_of.get(id)?.[0]?.at_ms ?? Infinity) - created_at;
      });
    expect(late.length).toBeGreaterThan(500);
    expect(Math.max(...late)).toBeLessThan(750);
  });

  test("an endpoint without a success for five days is switched off, and its deliveries end visibly", () => {
    const hour_ms = 3_600_000;
    const plan = planWith({ well: 0, hanging: 1, mood: "fails" });
    const deliveries = Array.from({ length: 20 }, (_, conversion) => ({
      ...delivery(1, conversion),
      at_ms: conversion * 12 * hour_ms,
    }));
    const endpoints = plan.endpoints.map((one) => {
      return { ...one, age_budget_hours: 240 };
    });
    const end_ms = 30 * 24 * hour_ms;
    const is_lazy = true;
    const slow = { ...plan, deliveries, endpoints, end_ms, is_lazy };
    const { store, switched_off, violations } = runPlan(slow, 3);
    expect(violations).toEqual([]);
    expect(switched_off.get(1)).toContain("five days");
    const last = Math.max(
      ...[...store.attempts.values()].map(({ started_at }) => started_at),
    );
    const first = Math.min(
      ...[...store.deliveries.values()].map(({ created_at }) => created_at),
    );
    expect(last - first).toBeWithin(120 * hour_ms, 132 * hour_ms);
  });

  test("410 switches an endpoint off at the first answer", () => {
    const plan = planWith({ well: 0, hanging: 1, mood: "gone" });
    const { store, switched_off } = runPlan({ ...plan, is_lazy: true }, 4);
    expect(switched_off.get(1)).toContain("410");
    expect(store.attempts.size).toBeLessThan(10);
  });
});

function delivery(endpoint_id: number, conversion: number) {
  const status = "approved";
  return { endpoint_id, conversion, version: 1, status, click_late_ms: 0 };
}

/**
 * Separate receivers for each endpoint, first healthy ones, then the others; 20
 * deliveries a second for a minute.
 */
function planWith(given: { well: number; hanging: number; mood?: Mood }): Plan {
  const { well, hanging, mood = "hangs" } = given;
  const count = well + hanging;
  const partners = Array.from({ length: count }, (_, index) => ({
    origin: `https://p${index}.example`,
    phases: [
      { until_ms: Infinity, mood: index < well ? ("well" as const) : mood },
    ],
  }));
  return {
    trackers: 1,
    partners,
    endpoints: partners.map(({ origin }) => ({
      origin,
      only_final: false,
      looks_at_body: true,
      rate_per_second: null,
      age_budget_hours: 1,
    })),
    deliveries: Array.from(
      { length: 60 * 20 * (well > 0 ? 3 : 1) },
      (_, n) => ({
        ...delivery(
          well > 0 && n % 2 === 0 ? 1 + (n % well) : 1 + (n % count),
          n,
        ),
        at_ms: n * (well > 0 ? 17 : 50),
      }),
    ),
    crashes: [],
    pauses: [],
    faults: { fails: 0, stalls: 0 },
    skew_ms: 0,
    is_lazy: false,
    end_ms: 4 * 3_600_000,
  };
}

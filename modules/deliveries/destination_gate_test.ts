import { describe, expect, test } from "bun:test";
import { DestinationGate, GATE } from "./destination_gate.ts";
import type { BreakerChange, TryOutcome } from "./destination_gate.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10);

function end(
  gate: DestinationGate,
  outcome: TryOutcome,
  given: { now_ms?: number; took_ms?: number } = {},
): BreakerChange | null {
  const { now_ms = NOW_MS, took_ms = 50 } = given;
  return gate.finished(outcome, { now_ms, took_ms });
}

/** Starts and ends tries one by one. */
function go(
  gate: DestinationGate,
  count: number,
  outcome: TryOutcome,
  given: { now_ms?: number; took_ms?: number } = {},
): BreakerChange | null {
  let change: BreakerChange | null = null;
  for (let n = 0; n < count; n++) {
    gate.started();
    change = end(gate, outcome, given) ?? change;
  }
  return change;
}

describe("DestinationGate", () => {
  test("lets in eight at first, and one more after each round that is answered", () => {
    const gate = new DestinationGate();
    expect(gate.free(NOW_MS)).toBe(8);
    gate.started();
    expect(gate.free(NOW_MS)).toBe(7);
    end(gate, "heard");
    go(gate, 8, "heard");
    expect(gate.free(NOW_MS)).toBe(9);
    go(gate, 5_000, "refused");
    expect(gate.free(NOW_MS)).toBe(GATE.most);
  });

  test("halves on overload and on failures, never below one", () => {
    const gate = new DestinationGate();
    go(gate, 1, "slow_down");
    expect(gate.free(NOW_MS)).toBe(4);
    go(gate, 1, "unheard");
    expect(gate.free(NOW_MS)).toBe(2);
    go(gate, 5, "slow_down");
    expect(gate.free(NOW_MS)).toBe(1);
  });

  test("a slow destination gets fewer places, separately from others", () => {
    const gate = new DestinationGate();
    expect(gate.is_slow).toBe(false);
    go(gate, 100, "heard", { took_ms: 5_000 });
    expect(gate.is_slow).toBe(true);
    expect(gate.free(NOW_MS)).toBe(GATE.start / 2);
    go(gate, 40, "heard", { took_ms: 10 });
    expect(gate.is_slow).toBe(false);
  });

  test("ten failures in a row open its breaker, and an answer in between restarts the count", () => {
    const gate = new DestinationGate();
    expect(go(gate, 9, "unheard")).toBeNull();
    go(gate, 1, "refused");
    expect(go(gate, 9, "unheard")).toBeNull();
    expect(go(gate, 1, "unheard")).toEqual({
      is_open: true,
      probe_at: NOW_MS + 30_000,
    });
    expect(gate.is_open).toBe(true);
    expect(gate.opensAt()).toBe(NOW_MS + 30_000);
    expect(gate.free(NOW_MS + 29_999)).toBe(0);
  });

  test("while it is open one probe at a time goes, each failure doubles the wait up to ten minutes, and an answer closes it", () => {
    const gate = new DestinationGate();
    go(gate, 10, "unheard");
    let now_ms = NOW_MS;
    for (const open_s of [30, 60, 120, 240, 480, 600, 600]) {
      now_ms += open_s * 1000;
      expect(gate.free(now_ms - 1)).toBe(0);
      expect(gate.free(now_ms)).toBe(1);
      gate.started();
      expect(gate.free(now_ms)).toBe(0);
      expect(end(gate, "unheard", { now_ms })?.is_open).toBe(true);
    }
    now_ms += 600_000;
    gate.started();
    expect(end(gate, "refused", { now_ms })).toEqual({
      is_open: false,
      probe_at: 0,
    });
    expect(gate.free(now_ms)).toBe(1);
    go(gate, 10, "unheard", { now_ms });
    expect(gate.opensAt()).toBe(now_ms + 30_000);
  });

  test("those under way when it opens say nothing more where they fail, and close it where they are answered", () => {
    const gate = new DestinationGate();
    for (let n = 0; n < 12; n++) gate.started();
    for (let n = 0; n < 10; n++) end(gate, "unheard");
    expect(gate.opensAt()).toBe(NOW_MS + 30_000);
    expect(end(gate, "unheard", { now_ms: NOW_MS + 5_000 })).toBeNull();
    expect(gate.opensAt()).toBe(NOW_MS + 30_000);
    expect(gate.free(NOW_MS + 30_000)).toBe(0);
    expect(end(gate, "heard", { now_ms: NOW_MS + 6_000 })?.is_open).toBe(false);
  });

  test("a probe that came to nothing leaves it open, and the next may go", () => {
    const gate = new DestinationGate();
    go(gate, 10, "unheard");
    const now_ms = NOW_MS + 30_000;
    gate.started();
    gate.released({ now_ms, pause_ms: 5_000 });
    expect(gate.is_open).toBe(true);
    expect(gate.free(now_ms + 4_999)).toBe(0);
    expect(gate.free(now_ms + 5_000)).toBe(1);
  });

  test("answers that refuse never open it, however many", () => {
    const gate = new DestinationGate();
    for (const outcome of ["refused", "slow_down"] as const) {
      for (let n = 0; n < 14; n++) {
        gate.started();
        expect(end(gate, outcome)).toBeNull();
      }
    }
    expect(gate.is_open).toBe(false);
  });
});

import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { judgeTry, waitForClick } from "./judge_try.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10);
const HOUR_MS = 3_600_000;

interface Tried {
  attempt?: number;
  expires_at?: number;
  http_status?: number | null;
  error?: string | null;
  headers?: Record<string, string> | null;
  random?: number;
  body?: string;
  success_match?: string;
}

function judged(tried: Tried) {
  const delivery = {
    attempt: tried.attempt ?? 0,
    created_at: NOW_MS,
    expires_at: tried.expires_at ?? NOW_MS + 72 * HOUR_MS,
  };
  const result = {
    http_status: tried.http_status ?? null,
    error: tried.error ?? null,
    is_ours: false,
    response_headers: tried.headers ?? null,
    response_body: Buffer.from(tried.body ?? ""),
  };
  return judgeTry(delivery, result, {
    success_match: tried.success_match ?? null,
    now_ms: NOW_MS,
    random: () => tried.random ?? 0.5,
  });
}

function settled(tried: Tried) {
  return judged(tried).settled;
}

function waitOf(tried: Tried): number {
  return (settled(tried).due_at ?? NaN) - NOW_MS;
}

describe("judgeTry()", () => {
  test("a 2xx is delivered, at once and for good", () => {
    for (const http_status of [200, 201, 202, 204, 226, 299]) {
      expect(settled({ http_status })).toEqual({
        state: "delivered",
        due_at: null,
        settled_at: NOW_MS,
        reason: null,
      });
    }
  });

  test("anything else is tried again, and says why", () => {
    for (const http_status of [100, 199, 300, 302, 400, 401, 404, 429, 500]) {
      expect(settled({ http_status })).toMatchObject({
        state: "due",
        settled_at: null,
        reason: `HTTP ${http_status}`,
      });
    }
    expect(settled({ error: "TimeoutError: too slow" })).toMatchObject({
      state: "due",
      reason: "TimeoutError: too slow",
    });
    const long = settled({ error: "x".repeat(5000) });
    expect(long.reason).toHaveLength(200);
  });

  test("each time later than the last, with jitter, and never sooner than a second", () => {
    const steps_s = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800];
    for (const [attempt, step_s] of steps_s.entries()) {
      expect(waitOf({ attempt, random: 0.999_999 })).toBe(
        Math.floor(0.999_999 * step_s * 1000),
      );
      expect(waitOf({ attempt, random: 0 })).toBe(1000);
    }
    expect(waitOf({ attempt: 500, random: 0.5 })).toBe(4 * HOUR_MS);
  });

  test("waits as long as the other side asks, in seconds, up to a day", () => {
    const asked = (value: string) =>
      waitOf({ http_status: 429, headers: { "retry-after": value } });
    expect(asked("120")).toBe(120_000);
    expect(asked(" 120 ")).toBe(120_000);
    expect(asked("999999999")).toBe(24 * HOUR_MS);
    expect(asked(new Date(NOW_MS + 120_000).toUTCString())).toBe(120_000);
    expect(asked(new Date(NOW_MS - 120_000).toUTCString())).toBe(2500);
    for (const garbage of ["", "0", "-5", "1e9", "soon", "1.5"]) {
      expect(asked(garbage)).toBe(2500);
    }
  });

  test("gives up where the next try would come after the age budget", () => {
    const expires_at = NOW_MS + 2501;
    expect(settled({ http_status: 500, expires_at }).state).toBe("due");
    const late = { http_status: 500, expires_at: NOW_MS + 2500 };
    expect(settled(late)).toEqual({
      state: "expired",
      due_at: null,
      settled_at: NOW_MS,
      reason: "HTTP 500",
    });
    expect(settled({ ...late, http_status: 200 }).state).toBe("delivered");
  });

  test("is settled or due, never both, whatever came back", () => {
    const anyTry = fc.record({
      attempt: fc.nat(10_000),
      expires_at: fc.integer({ min: NOW_MS - HOUR_MS, max: NOW_MS + HOUR_MS }),
      http_status: fc.option(fc.integer({ min: 0, max: 999 })),
      error: fc.option(fc.string({ unit: "binary" })),
      headers: fc.option(
        fc.dictionary(fc.constant("retry-after"), fc.string()),
      ),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(anyTry, (tried) => {
        const { state, due_at, settled_at, reason } = settled(tried);
        expect((due_at === null) !== (settled_at === null)).toBe(true);
        expect(state === "due").toBe(due_at !== null);
        if (due_at !== null) {
          expect(Number.isInteger(due_at)).toBe(true);
          expect(due_at).toBeGreaterThanOrEqual(NOW_MS + 1000);
          expect(due_at).toBeLessThan(tried.expires_at);
        }
        expect(reason === null).toBe(state === "delivered");
      }),
    );
  });
});

describe("waitForClick()", () => {
  const MINUTE_MS = 60_000;
  const delivery = { created_at: NOW_MS, expires_at: NOW_MS + 60 * MINUTE_MS };

  test("parks a delivery whose click has no row yet, and looks again soon", () => {
    expect(waitForClick(delivery, NOW_MS + 1000)).toEqual({
      state: "parked",
      due_at: NOW_MS + 1300,
      settled_at: null,
      reason: "waiting for its click's row",
    });
  });

  test("says after a quarter of an hour that the row is missing, and ends with the age budget", () => {
    const late = waitForClick(delivery, NOW_MS + 16 * MINUTE_MS);
    expect(late).toMatchObject({
      state: "parked",
      reason: "click_row_missing",
    });
    const last = waitForClick(delivery, NOW_MS + 55 * MINUTE_MS);
    expect(last).toMatchObject({ state: "expired", due_at: null });
  });
});

describe("judgeTry() of what the other side says", () => {
  const outcome = (tried: Tried) => judged(tried).outcome;

  test("a 2xx counts as delivered only if its body has the expected text", () => {
    const success_match = '"status":"ok"';
    const ok = { http_status: 200, success_match };
    expect(settled({ ...ok, body: '{"status":"ok"}' }).state).toBe("delivered");
    const not = settled({ ...ok, body: "success=false" });
    expect(not).toMatchObject({
      state: "due",
      reason: "HTTP 200, but its body does not say that it was heard",
    });
    expect(
      settled({ http_status: 500, success_match, body: success_match }).state,
    ).toBe("due");
  });

  test("tells an answer that refuses from one that slows down and from none", () => {
    expect(outcome({ http_status: 204 })).toBe("heard");
    expect(outcome({ http_status: 404 })).toBe("refused");
    expect(outcome({ http_status: 429 })).toBe("slow_down");
    expect(outcome({ http_status: 503 })).toBe("slow_down");
    expect(outcome({ error: "ECONNREFUSED" })).toBe("unheard");
  });

  test("passes on how long it asks to be left alone, and that it is gone", () => {
    const headers = { "retry-after": "90" };
    expect(judged({ http_status: 429, headers }).pause_ms).toBe(90_000);
    for (const long of ["99999999999", "9".repeat(400), "0086401"]) {
      const wish = { http_status: 503, headers: { "retry-after": long } };
      expect(judged(wish).pause_ms).toBe(86_400_000);
    }
    expect(judged({ http_status: 404, headers }).pause_ms).toBe(0);
    expect(judged({ http_status: 410 }).is_gone).toBe(true);
    expect(judged({ http_status: 404 }).is_gone).toBe(false);
  });

  test("a fault of ours spends neither a try nor its time", () => {
    const expires_at = NOW_MS + 1;
    const result = {
      http_status: null,
      error: "EMFILE",
      is_ours: true,
      response_headers: null,
      response_body: null,
    };
    const input = { success_match: null, now_ms: NOW_MS, random: () => 0.5 };
    const { settled: after, outcome: none } = judgeTry(
      { attempt: 3, created_at: NOW_MS, expires_at },
      result,
      input,
    );
    expect(none).toBeNull();
    expect(after).toMatchObject({
      state: "due",
      due_at: NOW_MS + 5_000,
      expires_at: expires_at + 5_000,
    });
  });
});

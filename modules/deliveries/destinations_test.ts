import { describe, expect, test } from "bun:test";
import { START_MS } from "../../tests/harness.ts";
import { endpointWith } from "../../tests/simulation/endpoints.ts";
import { DELIVERY_MACROS } from "./delivery_macros.ts";
import { Destinations } from "./destinations.ts";
import type { Place } from "./destinations.ts";
import type { EndpointConfig } from "./endpoints/endpoint_config.ts";
import type { JudgedTry } from "./judge_try.ts";

const HEARD: JudgedTry = {
  settled: { state: "delivered", due_at: null, settled_at: 0, reason: null },
  outcome: "heard",
  pause_ms: 0,
  is_gone: false,
};
const UNHEARD: JudgedTry = { ...HEARD, outcome: "unheard" };

function endpoint(id: number, change: Partial<EndpointConfig> = {}) {
  const url = `https://p${id}.example/pb`;
  const { url: _url, body: _body, ...rest } = change;
  return endpointWith({ id, url, macros: DELIVERY_MACROS, ...rest });
}

function given(
  destinations: Destinations,
  endpoints: readonly EndpointConfig[],
  room: number,
): Map<number, number> {
  const { turns } = destinations.turns({ endpoints, room, now_ms: START_MS });
  return new Map(turns.map(({ endpoint_id, total }) => [endpoint_id, total]));
}

function begin(destinations: Destinations, one: EndpointConfig): Place {
  const place = destinations.begin(one, START_MS);
  if (place === null) throw new Error("There was no place");
  return place;
}

/** Lets an endpoint fail, or answer, several times one by one. */
function go(
  destinations: Destinations,
  one: EndpointConfig,
  tries: { count: number; judged: JudgedTry; took_ms?: number },
): void {
  const { count, judged, took_ms = 10 } = tries;
  for (let n = 0; n < count; n++) {
    begin(destinations, one).end(judged, { took_ms, now_ms: START_MS });
  }
}

describe("Destinations", () => {
  test("deals the room out in rounds: nobody waits behind another's backlog", () => {
    const endpoints = [1, 2, 3, 4].map((id) => endpoint(id));
    const dealt = given(new Destinations(), endpoints, 10);
    expect([...dealt.values()].sort()).toEqual([2, 2, 3, 3]);
  });

  test("endpoints of one destination share its room", () => {
    const origin = "https://shared.example";
    const endpoints = [1, 2, 3].map((id) => endpoint(id, { origin }));
    const dealt = given(new Destinations(), endpoints, 240);
    expect([...dealt.values()].sort()).toEqual([2, 3, 3]);
  });

  test("an endpoint gets no more than its rate, and what it took counts", () => {
    const destinations = new Destinations();
    const slow = endpoint(1, { rate_per_second: 3 });
    expect(given(destinations, [slow], 240)).toEqual(new Map([[1, 3]]));
    go(destinations, slow, { count: 2, judged: HEARD });
    expect(given(destinations, [slow], 240)).toEqual(new Map([[1, 1]]));
  });

  test("half of a turn is for first tries, and an odd one goes to each kind in turn", () => {
    const destinations = new Destinations();
    const one = endpoint(1, { rate_per_second: 1 });
    const shares = [1, 2, 3, 4].map(() => {
      const input = { endpoints: [one], room: 9, now_ms: START_MS };
      return destinations.turns(input).turns[0]?.fresh;
    });
    expect(shares).toEqual([1, 0, 1, 0]);
    const two = endpoint(2);
    const input = { endpoints: [two], room: 6, now_ms: START_MS };
    expect(destinations.turns(input).turns[0]?.fresh).toBe(3);
  });

  test("whoever hangs or fails holds less than half of all places between them", () => {
    const destinations = new Destinations();
    const hanging = Array.from({ length: 30 }, (_, n) => endpoint(n + 1));
    for (const one of hanging) {
      // One failure marks them as slow; answers keep their limit up.
      go(destinations, one, { count: 3_000, judged: HEARD });
      go(destinations, one, { count: 1, judged: UNHEARD });
    }
    const well = endpoint(100);
    const dealt = given(destinations, [...hanging, well], 240);
    expect(dealt.get(100)).toBe(8);
    dealt.delete(100);
    expect([...dealt.values()].reduce((sum, n) => sum + n, 0)).toBe(96);
    const busy = hanging.slice(0, 12);
    for (const one of busy) {
      for (let n = 0; n < 8; n++) begin(destinations, one);
    }
    expect(given(destinations, [...hanging, well], 144)).toEqual(
      new Map([[100, 8]]),
    );
  });

  test("a destination that closed between turn and try gives no place, and says when it may have one", () => {
    const destinations = new Destinations();
    const one = endpoint(1);
    expect(given(destinations, [one], 240)).toEqual(new Map([[1, 8]]));
    const places = Array.from({ length: 8 }, () => begin(destinations, one));
    expect(destinations.begin(one, START_MS)).toBeNull();
    expect(destinations.opensAt(one)).toBeNull();
    for (const place of places) {
      place.end(UNHEARD, { took_ms: 10, now_ms: START_MS });
    }
    go(destinations, one, { count: 2, judged: UNHEARD });
    expect(destinations.begin(one, START_MS)).toBeNull();
    expect(destinations.opensAt(one)).toBe(START_MS + 30_000);
    expect(destinations.begin(one, START_MS + 30_000)).not.toBeNull();
  });

  test("one that asks to wait is left alone, up to ten minutes, and no other one of its host", () => {
    const destinations = new Destinations();
    const url = "https://shared.example/pb";
    const macros = DELIVERY_MACROS;
    const [asking, ...others] = [1, 2, 3, 4].map((id) =>
      endpointWith({ id, url, macros }),
    ) as [EndpointConfig, ...EndpointConfig[]];
    const slow: JudgedTry = { ...HEARD, outcome: "slow_down" };
    for (const pause_ms of [60_000, 1_000]) {
      const place = begin(destinations, asking);
      place.end({ ...slow, pause_ms }, { took_ms: 10, now_ms: START_MS - 1 });
      const until = destinations.pausedUntil(asking);
      expect(until).toBe(START_MS - 1 + pause_ms);
      expect(destinations.begin(asking, until - 1)).toBeNull();
      const now_ms = until - 1;
      const { turns } = destinations.turns({
        endpoints: [asking, ...others],
        room: 240,
        now_ms,
      });
      expect(turns.map(({ endpoint_id }) => endpoint_id)).not.toContain(1);
      expect(turns.length).toBeGreaterThan(0);
      for (const other of others) {
        const place = destinations.begin(other, now_ms);
        expect(place).not.toBeNull();
        place?.drop();
      }
      expect(destinations.takeEndedPauses(until - 1)).toEqual([]);
      expect(destinations.takeEndedPauses(until)).toEqual([1]);
    }
    const day_ms = 86_400_000;
    const place = begin(destinations, asking);
    place.end({ ...slow, pause_ms: day_ms }, { took_ms: 1, now_ms: START_MS });
    expect(destinations.opensAt(asking)).toBe(START_MS + 600_000);
  });

  test("a fault of ours or a try that broke off gives its place back and says nothing of the destination", () => {
    const destinations = new Destinations();
    const one = endpoint(1);
    const ours = { ...HEARD, outcome: null, pause_ms: 5_000 };
    for (let n = 0; n < 8; n++) begin(destinations, one).drop();
    expect(given(destinations, [one], 240)).toEqual(new Map([[1, 8]]));
    go(destinations, one, { count: 1, judged: ours });
    expect(given(destinations, [one], 240)).toEqual(new Map());
    expect(destinations.begin(one, START_MS + 4_999)).toBeNull();
    expect(destinations.begin(one, START_MS + 5_000)).not.toBeNull();
  });
});

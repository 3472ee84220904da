// A store refunds, takes the refund back, and refunds again; its words arrive in any order, some twice.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { addReport, reportKey } from "./said.ts";
import { transition } from "./transition.ts";
import type { CurrentState, Wish } from "./transition_types.ts";
import {
  standing,
  wish,
  word,
} from "../../tests/modules/conversions/transitions.ts";

const PROVEN = { is_time_proven: true, keeps_times: true } as const;
type Turn = "refund" | "part" | "undone";

function turn(kind: Turn, said_at: number): Wish {
  const at = { ...PROVEN, said_at, reversal_amount: "refunded" as const };
  switch (kind) {
    case "refund":
      return wish("reversed", at);
    case "part":
      return wish("reversed", { ...at, amount_micros: 30n });
    case "undone":
      return wish("approved", {
        ...{ ...at, amount_micros: 80n },
        ...{ reinstate: true, undoes_refunds: true },
      });
  }
}

/**
 * The conversion that the words make in the order of their arrival, and what each came to. A part that comes
 * before the sale is judged again once that is known.
 */
function heard(arriving: readonly Wish[]): {
  state: CurrentState;
  words: string[];
} {
  const begin_at = arriving.findIndex((one) => !isPart(one));
  const first = arriving[begin_at];
  const more = [
    ...arriving.slice(0, begin_at),
    ...arriving.slice(begin_at + 1),
  ];
  const { status, said_at } = first!;
  const words = [`record → ${status}`];
  let state = standing(status!, { said: [reportKey(first!)], said_at });
  for (const next of more) {
    const result = transition(state, next);
    words.push(word(result));
    if (result.kind !== "change") continue;
    state = {
      ...state,
      ...result,
      said: addReport(state.said, reportKey(next)),
    };
  }
  return { state, words };
}

function isPart({ status, amount_micros }: Wish): boolean {
  return status === "reversed" && amount_micros !== null;
}

const sale = wish("approved", { ...PROVEN, said_at: 1, amount_micros: 80n });

describe("transition() of a store's turns", () => {
  test("a refund after one that was taken back counts", () => {
    const { words } = heard([
      sale,
      turn("refund", 2),
      turn("undone", 3),
      turn("refund", 4),
    ]);
    expect(words.slice(1)).toEqual([
      "reverse → reversed",
      "reinstate → approved",
      "reverse → reversed",
    ]);
  });

  test("of a sender that doesn't keep their order, a known word stays a duplicate", () => {
    const plain = (kind: Turn, said_at: number) => ({
      ...turn(kind, said_at),
      keeps_times: false,
    });
    const { words } = heard([
      sale,
      plain("refund", 2),
      plain("undone", 3),
      plain("refund", 4),
    ]);
    expect(words.at(-1)).toBe("duplicate");
  });

  test("what undoes a refund that arrives later is kept, and the refund is older then", () => {
    const { state, words } = heard([
      sale,
      turn("undone", 3),
      turn("refund", 2),
    ]);
    expect(words.slice(1)).toEqual(["confirm → approved", "older"]);
    expect(state.said_at).toBe(3);
  });

  test("one that waits is rejected by a refund, waits again once that is undone, and is never approved by it", () => {
    const waiting = standing("pending", {
      said: ["approved|80"],
      reason: "risk_hold",
      said_at: 1,
    });
    const turns = [turn("refund", 2), turn("undone", 3), turn("undone", 5)];
    const words: string[] = [];
    let state = waiting;
    for (const next of turns) {
      const result = transition(state, next);
      words.push(word(result));
      if (result.kind !== "change") continue;
      const said = addReport(state.said, reportKey(next));
      state = { ...state, ...result, said };
    }
    expect(words).toEqual([
      "reject → rejected",
      "reinstate → pending",
      "confirm → pending",
    ]);
    const undone = transition(waiting, turn("undone", 3));
    expect(undone).toMatchObject({ status: "pending", reason: "risk_hold" });
    const part = { ...waiting, refunded_micros: 30n };
    expect(transition(part, turn("undone", 3))).toMatchObject({
      ...{ what: "reinstate", status: "pending", reason: "risk_hold" },
      refunded_micros: 0n,
    });
    const late = transition({ ...waiting, said_at: 3 }, turn("refund", 2));
    expect(word(late)).toBe("older");
  });

  test("a repeated refund changes nothing but its time, and never the money", () => {
    const { words, state } = heard([
      sale,
      turn("part", 2),
      turn("part", 4),
      turn("undone", 3),
    ]);
    expect(words.slice(1)).toEqual([
      "part_reversed → approved",
      "confirm → approved",
      "duplicate",
    ]);
    expect(state.refunded_micros).toBe(30n);
  });

  test("in whatever order they arrive, and however often, the latest one stands", () => {
    const turns = fc.constantFrom<Turn[]>(
      ["refund", "undone"],
      ["refund", "undone", "refund"],
      ["refund", "undone", "refund", "undone"],
      ["part", "undone", "part"],
      ["part", "undone", "refund"],
      ["part", "refund", "undone"],
      ["refund", "refund", "undone"],
    );
    const scenes = turns
      .map((kinds) => [
        sale,
        ...kinds.map((kind, index) => turn(kind, 2 + index)),
      ])
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.shuffledSubarray([...all, ...all], { minLength: all.length }),
        ),
      );
    fc.assert(
      fc.property(scenes, ([all, arriving]) => {
        const is_whole = all.every((one) => arriving.includes(one));
        fc.pre(is_whole);
        const last = all.at(-1)!;
        const { state } = heard(arriving);
        const is_live = last.status === "approved" || isPart(last);
        expect(state.status).toBe(is_live ? "approved" : "reversed");
        expect(state.refunded_micros).toBe(isPart(last) ? 30n : 0n);
      }),
      { numRuns: 2_000 },
    );
  });
});

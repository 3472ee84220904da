import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ManualClock } from "../kernel/mod.ts";
import { clickIdBytes, readClickId } from "./click_id.ts";
import { Minter } from "./minter.ts";

const START_MS = 1_795_348_800_000;
const KEY = Buffer.from("a key that signs clicks");

function setup() {
  const clock = new ManualClock(START_MS);
  const signing = () => ({ key_number: 4, key: KEY });
  const minter = new Minter({ clock, signing, node: () => 0xbeef });
  return { clock, minter };
}

describe("Minter", () => {
  test("mints what proves itself, with its time, link, node and whether it pays", () => {
    const { minter } = setup();
    for (const pays of [true, false]) {
      const { click_id, time_ms } = minter.mint(77, pays);
      expect(time_ms).toBe(START_MS);
      expect(readClickId(click_id, () => KEY)).toMatchObject({
        kind: "valid",
        fields: {
          key_number: 4,
          pays,
          time_ms: START_MS,
          node: 0xbeef,
          link_id: 77,
        },
      });
    }
  });

  test("goes a millisecond ahead of the clock when one is used up", () => {
    const { minter } = setup();
    let last_ms = 0;
    for (let count = 0; count < 0x10000; count++) {
      last_ms = minter.mint(1, true).time_ms;
    }
    expect(last_ms).toBe(START_MS);
    expect(minter.mint(1, true).time_ms).toBe(START_MS + 1);
  });

  test("mints no id twice and none smaller than the one before, however the clock jumps", () => {
    const anyJumps = fc.array(fc.integer({ min: -5000, max: 5000 }), {
      minLength: 1,
      maxLength: 50,
    });
    fc.assert(
      fc.property(anyJumps, (jumps) => {
        const { clock, minter } = setup();
        let before = Buffer.alloc(10);
        for (const jump_ms of jumps) {
          clock.advance(jump_ms);
          for (let count = 0; count < 3; count++) {
            const { click_id } = minter.mint(9, true);
            const order = Buffer.from(clickIdBytes(click_id) ?? []).subarray(
              1,
              11,
            );
            expect(Buffer.compare(order, before)).toBe(1);
            before = order;
          }
        }
      }),
    );
  });

  test("refuses a link id that doesn't fit rather than mint another link's", () => {
    const { minter } = setup();
    expect(() => minter.mint(2 ** 32, true)).toThrow(RangeError);
    expect(() => minter.mint(-1, true)).toThrow(RangeError);
  });
});

import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ManualClock } from "../kernel/mod.ts";
import { clickIdBytes, readClickId } from "./click_id.ts";
import { Minter, TimeUsedUp, LeaseExpired, NodeLease } from "./minter.ts";
import type { LeaseTable } from "./node_lease_table.ts";
import { TimeReserve } from "./time_reserve.ts";

const START_MS = 1_795_348_800_000;
const KEY = Buffer.from("a key that signs clicks");

function setup() {
  const clock = new ManualClock(START_MS);
  const signing = () => ({ key_number: 4, key: KEY });
  const minter = new Minter({ clock, ring: { signing }, node: () => 0xbeef });
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

/** A minter with an in-memory lease and disk; writes complete by hand. */
async function setupOnDisk() {
  const clock = new ManualClock(START_MS);
  let taken = 0;
  const table: LeaseTable = {
    take: async () => taken++,
    extend: async (_, until) => until,
  };
  let gate = Promise.resolve();
  const file = {
    identity: "a file",
    fails: false,
    waits: 0,
    read: () => "",
    async write() {
      await gate;
      if (file.fails) throw new Error("EIO");
    },
    writeNow() {
      file.waits++;
      if (file.fails) throw new Error("EIO");
    },
    close() {},
  };
  const hold = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return resolve;
  };
  const reserve = new TimeReserve({ file });
  const lease = new NodeLease({ table, clock, reserve });
  await lease.take();
  const signing = () => ({ key_number: 4, key: KEY });
  const node = () => lease.node;
  const minter = new Minter({ clock, ring: { signing }, node, lease, reserve });
  return { clock, file, hold, lease, minter, reserve };
}

function nodeOf(click_id: string): number {
  const reading = readClickId(click_id, () => KEY);
  return reading.kind === "valid" ? reading.fields.node : -1;
}

describe("Minter on a lease", () => {
  test("mints nothing after the end of the lease until it is renewed", async () => {
    const { clock, lease, minter } = await setupOnDisk();
    minter.mint(1, true);
    clock.set(lease.term.leased_until);
    expect(() => minter.mint(1, true)).toThrow(LeaseExpired);
    await lease.renew();
    expect(minter.mint(1, true).time_ms).toBe(clock.nowMs());
  });

  test("stands still when the clock goes back by 5 s, and takes a new number when it goes back by more", async () => {
    const { clock, lease, minter } = await setupOnDisk();
    const first = minter.mint(1, true);
    clock.advance(-5_000);
    expect(minter.mint(1, true).time_ms).toBe(first.time_ms);
    await lease.renew();
    expect(nodeOf(minter.mint(1, true).click_id)).toBe(0);
    clock.advance(-1);
    expect(minter.mint(1, true).time_ms).toBe(first.time_ms);
    await lease.renew();
    const { click_id, time_ms } = minter.mint(1, true);
    expect(nodeOf(click_id)).toBe(1);
    expect(time_ms).toBe(clock.nowMs());
  });
});

/** Runs everything that doesn't wait for the disk. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

describe("Minter on a disk", () => {
  test("never waits for the disk while clicks come, and once after a silence", async () => {
    const { clock, file, minter } = await setupOnDisk();
    for (let second = 0; second < 20; second++) {
      clock.advance(1_000);
      expect(minter.mint(1, true).time_ms).toBe(clock.nowMs());
      await settle();
    }
    expect(file.waits).toBe(0);
    clock.advance(60_000);
    expect(minter.mint(1, true).time_ms).toBe(clock.nowMs());
    expect(minter.mint(1, true).time_ms).toBe(clock.nowMs());
    expect(file.waits).toBe(1);
  });

  test("stands still below the reserved time while a write takes long, and stops only when that is full", async () => {
    const { clock, file, hold, minter } = await setupOnDisk();
    const letGo = hold();
    clock.advance(4_000);
    expect(minter.mint(1, true).time_ms).toBe(START_MS + 4_000);
    clock.advance(4_000);
    for (let count = 0; count < 0x10000; count++) {
      expect(minter.mint(1, true).time_ms).toBe(START_MS + 4_999);
    }
    expect(() => minter.mint(1, true)).toThrow(TimeUsedUp);
    letGo();
    await settle();
    expect(minter.mint(1, true).time_ms).toBe(clock.nowMs());
    expect(file.waits).toBe(0);
  });

  test("goes on with another number when the disk fails, and meanwhile with the time that is left", async () => {
    const { clock, file, minter, reserve } = await setupOnDisk();
    file.fails = true;
    clock.advance(60_000);
    const stuck = minter.mint(1, true);
    expect(stuck.time_ms).toBe(START_MS);
    expect(nodeOf(stuck.click_id)).toBe(0);
    expect(minter.mint(1, true).time_ms).toBe(START_MS);
    await settle();
    const { click_id, time_ms } = minter.mint(1, true);
    expect(nodeOf(click_id)).toBe(1);
    expect(time_ms).toBe(clock.nowMs());
    clock.advance(60_000);
    expect(minter.mint(1, true).time_ms).toBe(clock.nowMs());
    expect(reserve.failed).toBe(true);
    expect(file.waits).toBe(1);
  });
});

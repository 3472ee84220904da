import { describe, expect, test } from "bun:test";
import { KeptBlocks } from "./kept_blocks.ts";

const blocks = (...ids: number[]) => ids.map((id) => ({ id, entries: 10 }));
const idsOf = (of: readonly { id: number }[]) => of.map(({ id }) => id);

describe("KeptBlocks", () => {
  test("misses what isn't kept, also one column of it", () => {
    const kept = new KeptBlocks(100);
    kept.add(blocks(1, 2), ["kind", "count"], 40);
    expect(idsOf(kept.missing(blocks(1, 2, 3), ["kind"]))).toEqual([3]);
    expect(idsOf(kept.missing(blocks(1), ["kind", "sub1"]))).toEqual([1]);
    kept.add(blocks(1), ["kind", "sub1"], 20);
    const columns = ["count", "sub1"] as const;
    expect(idsOf(kept.missing(blocks(1, 2), columns))).toEqual([2]);
  });

  test("drops those that weren't asked for the longest, once each", () => {
    const kept = new KeptBlocks(100);
    kept.add(blocks(1, 2, 3), ["kind"], 90);
    expect(kept.takeDropped([])).toEqual([]);
    kept.touch(blocks(1));
    kept.add(blocks(4), ["kind"], 60);
    expect(kept.takeDropped(blocks(3))).toEqual([2, 1]);
    expect(kept.takeDropped([])).toEqual([]);
    kept.add(blocks(1), ["kind"], 30);
    expect(kept.takeDropped(blocks(1))).toEqual([3]);
    expect(kept.takeDropped([])).toEqual([]);
    expect(idsOf(kept.missing(blocks(1, 2, 3, 4), ["kind"]))).toEqual([2, 3]);
  });

  test("looks which are gone when there are twice as many, and drops these", () => {
    const kept = new KeptBlocks(1_000_000);
    const some = (from: number, to: number) =>
      blocks(...Array.from({ length: to - from }, (_, at) => from + at));
    kept.add(some(0, 255), ["kind"], 255);
    expect(kept.toLookFor()).toEqual([]);
    kept.add(some(255, 400), ["kind"], 145);
    const asked = kept.toLookFor();
    expect(asked).toEqual(idsOf(some(0, 400)));
    // Meanwhile another one is kept: nobody has looked for it.
    kept.add(blocks(500), ["kind"], 1);
    kept.dropGone(asked, new Set(idsOf(some(200, 400))));
    expect(kept.takeDropped([])).toEqual(idsOf(some(0, 200)));
    expect(idsOf(kept.missing(blocks(199, 200, 500), ["kind"]))).toEqual([199]);
    kept.add(some(501, 701), ["kind"], 200);
    expect(kept.toLookFor()).toEqual([]);
    kept.add(blocks(701), ["kind"], 1);
    expect(kept.toLookFor()).toHaveLength(402);
  });

  test("drops all that it forgets", () => {
    const kept = new KeptBlocks(100);
    kept.add(blocks(1, 2), ["kind"], 90);
    kept.clear();
    expect(kept.takeDropped([])).toEqual([1, 2]);
    expect(idsOf(kept.missing(blocks(1, 2), ["kind"]))).toEqual([1, 2]);
    kept.add(blocks(3), ["kind"], 90);
    expect(kept.takeDropped([])).toEqual([]);
  });
});

import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Problem } from "../kernel/mod.ts";
import { codesOf, listValues, packColumn, unpackColumn } from "./column.ts";
import type { Column } from "./column.ts";
import { packBlock, unpackBlock } from "./pack_block.ts";
import { BlockBuilder } from "./block.ts";

function columnOf(texts: readonly (string | null)[]): Column {
  const values = [...new Set(texts)];
  const codes = Uint32Array.from(texts, (text) => values.indexOf(text));
  return { values: listValues(values), codes: codesOf(codes, values.length) };
}

const textsOf = ({ values, codes }: Column): (string | null)[] =>
  Array.from(codes, (code) => values.at(code));

const text = fc.oneof(
  fc.constant(null),
  fc.constantFrom("", "a", "é🙂", "\uFEFFx", "0", "007", "4294967295"),
  fc.nat().map(String),
);
const texts = fc.oneof(
  fc.array(text, { maxLength: 400 }),
  fc
    .tuple(text, fc.integer({ min: 1, max: 400 }))
    .map(([one, length]) => Array.from({ length }, () => one)),
);

describe("a packed column", () => {
  test("gives back its texts, wherever its bytes lie", () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 7 }), (given, before) => {
        const packed = packColumn(columnOf(given));
        const among = new Uint8Array(before + packed.length + 3).fill(7);
        among.set(packed, before);
        const found = among.subarray(before, before + packed.length);
        const buffer = Buffer.from(among.buffer, before, packed.length);
        expect(textsOf(unpackColumn(buffer))).toEqual(given);
        expect(textsOf(unpackColumn(found))).toEqual(given);
      }),
    );
  });

  test("with one value takes a few bytes", () => {
    const packed = packColumn(columnOf(Array(5_000).fill("approved")));
    expect(packed.length).toBeLessThan(16);
  });

  test("is read as it was packed before there were several forms", () => {
    // Three rows, two values as numbers, codes of a byte.
    const plain = new Uint8Array(12 + 8 + 3);
    new Uint32Array(plain.buffer, 0, 5).set([3, 2, 0x101, 17, 4]);
    plain.set([1, 0, 1], 20);
    const packed = Bun.zstdCompressSync(plain, { level: 3 });
    expect(textsOf(unpackColumn(packed))).toEqual(["4", "17", "4"]);
  });
});

describe("a block", () => {
  const builder = new BlockBuilder("click", 20_000, 1);
  builder.add({ sub1: "a" });
  const block = packBlock(builder.finish());
  const problemOf = (bytes: number[]): Problem => {
    const sub1 = Uint8Array.from(bytes);
    try {
      unpackBlock({ ...block, columns: { sub1 } });
    } catch (error) {
      if (error instanceof Problem) return error;
    }
    throw new Error("It was read");
  };

  test("of a later version says so", () => {
    expect(problemOf([9, 1, 2]).detail).toStartWith(
      "A block of clicks of 2024-10-04 can't be read: it is packed in form 9, which only a later version knows; ",
    );
  });

  test("that is damaged names its day, and what mends it", () => {
    const damages = [
      [],
      [0x64, 1],
      [1],
      [2],
      [2, 255, 255, 255, 255, 0],
      [0x28, 0xb5],
    ];
    for (const damage of damages) {
      const { code, detail } = problemOf(damage);
      expect(code).toBe("unreadable_block");
      expect(detail).toStartWith("A block of clicks of 2024-10-04 ");
      expect(detail).toEndWith(
        '; "tallyho verify --recount --from 2024-10-04 --to 2024-10-05" counts the day again from its rows',
      );
    }
  });
});

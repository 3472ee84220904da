import { expect, test } from "bun:test";
import fc from "fast-check";
import { RowsSum } from "./rows_sum.ts";

function sumOf(text: string, cut_at: readonly number[] = []) {
  const bytes = Buffer.from(text);
  const sum = new RowsSum();
  let from = 0;
  for (const end of [...cut_at, bytes.length].sort((a, b) => a - b)) {
    const to = Math.max(from, Math.min(end, bytes.length));
    sum.add(bytes.subarray(from, to));
    from = to;
  }
  return { rows: sum.rows, sum: sum.sum };
}

const someRows = fc.array(
  fc.string().map((text) => text.replaceAll("\n", "\\n")),
);

test("sums the same whatever the order of rows and the size of chunks", () => {
  fc.assert(
    fc.property(someRows, fc.array(fc.nat(200)), (rows, cut_at) => {
      const text = (lines: string[]) => lines.map((row) => `${row}\n`).join("");
      const whole = sumOf(text(rows));
      expect(whole.rows).toBe(rows.length);
      expect(sumOf(text(rows.toReversed()), cut_at)).toEqual(whole);
    }),
  );
});

test("tells a changed, a missing and a repeated row", () => {
  const whole = sumOf("1\ta\n2\tb\n").sum;
  for (const text of ["1\ta\n2\tc\n", "1\ta\n", "1\ta\n2\tb\n2\tb\n"]) {
    expect(sumOf(text).sum).not.toBe(whole);
  }
});

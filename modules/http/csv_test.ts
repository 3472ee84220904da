import { expect, test } from "bun:test";
import { csvRow } from "./csv.ts";

test("text that a spreadsheet would run is led in by an apostrophe", () => {
  for (const sign of "=+-@＝＋－＠\t") {
    for (const rest of ["1+1", "cmd|' /C calc'!A0", "SUM(A1)", ""]) {
      expect(csvRow([sign + rest])).toBe(`"'${sign}${rest}"\r\n`);
    }
  }
  expect(csvRow(["\r=1"])).toBe('"\'\r=1"\r\n');
  expect(csvRow(["\n=1"])).toBe('"\'\n=1"\r\n');
});

test("no cell ends where a spreadsheet of another country splits rows", () => {
  expect(csvRow(["a;=1+1", "b\t=1+1", "c", "d e"])).toBe(
    '"a;=1+1","b\t=1+1",c,d e\r\n',
  );
});

test("plain text and numbers stay as they are", () => {
  expect(csvRow(["a=1", "-12.50", -3, null, "1－2", "x,y"])).toBe(
    'a=1,-12.50,-3,,1－2,"x,y"\r\n',
  );
});

import { expect, test } from "bun:test";
import { Type } from "@sinclair/typebox";
import { columnsOf, listFormat } from "./list_format.ts";

test.each([
  [null, null],
  ["", null],
  ["*/*", null],
  ["application/json", null],
  ["application/*", null],
  ["text/html,application/xhtml+xml,*/*;q=0.8", null],
  ["application/xml", null],
  ["text/csv;q=0", null],
  ["text/csv;q=x", null],
  ["text/csv;q=2", null],
  ["text/csv;q=0.5, application/json", null],
  ["application/json, text/csv", null],
  ["text/csv;q=0.3, application/*;q=0.4", null],
  ["text/csvx", null],
  ["text/csv", "csv"],
  ["TEXT/CSV; charset=utf-8", "csv"],
  ["text/csv, */*", "csv"],
  ["text/*", "csv"],
  ["text/csv, application/json;q=0.9", "csv"],
  ["application/json;q=0.1, text/csv;q=0.2", "csv"],
  ["application/x-ndjson", "ndjson"],
  ["application/x-ndjson, application/*;q=0.5", "ndjson"],
  ["text/csv;q=0.4,application/x-ndjson;q=0.8,*/*;q=0.1", "ndjson"],
] as const)("Accept %p is answered as %p", (accept, format) => {
  expect(listFormat(accept)).toBe(format);
});

test("a million commas are read at once", () => {
  expect(listFormat(",".repeat(1_000_000))).toBeNull();
});

test("columns are those of the schema in its order, of a union those of all members", () => {
  const one = Type.Object({ b: Type.String(), a: Type.Integer() });
  const other = Type.Object({ a: Type.Integer(), c: Type.Null() });
  expect(columnsOf(one)).toEqual(["b", "a"]);
  expect(columnsOf(Type.Union([one, other]))).toEqual(["b", "a", "c"]);
  expect(columnsOf(Type.Intersect([other, one]))).toEqual(["a", "c", "b"]);
});

import fc from "fast-check";
import { expect, test } from "bun:test";
import { requestsTo } from "./fuzz_requests.ts";

test("a body is sent whole, with a field replaced, added and left out", () => {
  const inner = { type: "object", properties: { b: { type: "boolean" } } };
  const operation = {
    ...{ method: "POST", path: "/x", parameters: [] },
    body: {
      type: "object",
      properties: { a: { const: 1 }, list: inner },
      required: ["a", "list"],
    },
  };
  const requests = fc.sample(requestsTo(operation, new Map()), {
    numRuns: 1_000,
    seed: 1,
  });
  const bodies = requests.flatMap(({ body, sending }) => {
    if (typeof body !== "string" || sending !== "whole") return [];
    try {
      const value: unknown = JSON.parse(body);
      return typeof value === "object" && value !== null ? [value] : [];
    } catch {
      return [];
    }
  });
  const some = (fits: (body: Record<string, unknown>) => boolean) =>
    bodies.some((body) => fits(body as Record<string, unknown>));
  expect(some(({ a, list }) => a === 1 && list !== undefined)).toBe(true);
  expect(some(({ a }) => a !== 1 && a !== undefined)).toBe(true);
  expect(some((body) => "unknown" in body)).toBe(true);
  expect(some((body) => !("a" in body) && "list" in body)).toBe(true);
  expect(some((body) => "a" in body && !("list" in body))).toBe(true);
});

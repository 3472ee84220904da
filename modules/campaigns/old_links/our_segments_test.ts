import { expect, test } from "bun:test";
import { APP_ROUTES } from "../../../tests/api_document.ts";
import { OUR_SEGMENTS } from "./our_segments.ts";

test("no route of ours begins like a link's code", () => {
  const firsts = APP_ROUTES.map(({ path }) => path.split("/")[1] ?? "");
  const literal = firsts.filter(
    (first) => first !== "" && !/^[:*]/.test(first),
  );
  expect(literal.length).toBeGreaterThan(100);
  const unknown = literal.filter(
    (first) => !OUR_SEGMENTS.has(first.toLowerCase()),
  );
  expect([...new Set(unknown)]).toEqual([]);
});

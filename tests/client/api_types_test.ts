// Programs are written against these types: they say what the tracker says.
import { expect, test } from "bun:test";
import { apiTypes } from "./write_api_types.ts";

test("the types are those of the API's document; else run: bun run api:types", async () => {
  const written = await Bun.file(
    `${import.meta.dir}/../../web/api/api_types.ts`,
  ).text();
  // One line of difference says more than 20,000 of them.
  const [is, should] = [written, await apiTypes()].map((text) =>
    text.split("\n"),
  );
  const differs = should?.findIndex((line, at) => line !== is?.[at]) ?? -1;
  expect([differs, is?.[differs]]).toEqual([differs, should?.[differs]]);
  expect(is).toHaveLength(should?.length ?? 0);
});

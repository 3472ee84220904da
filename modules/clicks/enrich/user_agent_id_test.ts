import { expect, test } from "bun:test";
import fc from "fast-check";
import { userAgentId } from "./user_agent_id.ts";

test.each([
  ["", "ef46db3751d8e999"],
  ["a", "d24ec4f1a98c6e5b"],
  ["abc", "44bc2cf5ad770999"],
  ["é", "17d757dfb8b46f78"],
])(
  "userAgentId() of %j is the published XXH64, for ids live in the table",
  (text, hex) => {
    expect(userAgentId(text)).toBe(BigInt.asIntN(64, BigInt(`0x${hex}`)));
  },
);

test("userAgentId() fits a Postgres bigint and tells user agents apart", () => {
  const pair = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(pair, ([one = "", other = ""]) => {
      const id = userAgentId(one);
      expect(id >= -(2n ** 63n) && id < 2n ** 63n).toBe(true);
      expect(userAgentId(other)).not.toBe(id);
    }),
  );
});

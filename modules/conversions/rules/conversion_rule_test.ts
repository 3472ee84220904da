import { describe, expect, test } from "bun:test";
import { ConversionRuleDirectory } from "./conversion_rule.ts";

function directoryOf(
  ...where: [campaign_id: number | null, affiliate_id: number | null][]
) {
  const directory = new ConversionRuleDirectory();
  directory.build(
    where.map(([campaign_id, affiliate_id], index) => ({
      id: index + 1,
      campaign_id,
      affiliate_id,
      field: "sub1",
      op: "eq",
      values: ["a"],
      action: "reject",
      reason: null,
      enabled: true,
      created_at: 0,
    })),
  );
  return directory;
}

describe("a conversion rule holds", () => {
  const directory = directoryOf(
    [5, 9],
    [null, null],
    [5, null],
    [null, 9],
    [6, null],
  );
  const ids = (campaign_id: number, affiliate_id: number) =>
    directory.of(campaign_id, affiliate_id).map(({ id }) => id);

  test("for its campaign and its affiliate, or for all where it names none, by id", () => {
    expect(ids(5, 9)).toEqual([1, 2, 3, 4]);
    expect(ids(5, 8)).toEqual([2, 3]);
    expect(ids(6, 9)).toEqual([2, 4, 5]);
    expect(ids(7, 7)).toEqual([2]);
  });

  test("no longer once it is gone", () => {
    const emptied = directoryOf([null, null]);
    emptied.build([]);
    expect(emptied.of(5, 9)).toEqual([]);
  });
});

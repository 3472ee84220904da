import { expect, test } from "bun:test";
import {
  targetsOf,
  targetTexts,
} from "../../web/screens/network/smart_targets.ts";

test("the campaigns of a smart link come back from their texts as they were", () => {
  const targets = [
    { campaign_id: 3, weight: 9, rules: {} },
    {
      campaign_id: 4,
      weight: 1,
      rules: { countries: ["DE", "AT"], devices: ["mobile" as const] },
    },
  ];
  const texts = targetTexts(targets);
  expect(texts[1]).toMatchObject({ countries: "DE, AT", devices: "mobile" });
  expect(targetsOf(texts)).toEqual(targets);
  expect(
    targetsOf([
      {
        campaign_id: "4",
        weight: "1",
        countries: " de,",
        devices: "",
        os: "iOS",
      },
    ]),
  ).toEqual([
    { campaign_id: 4, weight: 1, rules: { countries: ["DE"], os: ["ios"] } },
  ]);
});

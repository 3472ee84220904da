import { expect, test } from "bun:test";
import { verdictDetail } from "./verdict_detail.ts";

const click = {
  verdict: "sent",
  flags: [],
  country: "DE",
  device: "phone",
  os: "ios",
};
const rules = [
  { id: 3, action: "flag", reason: "a look at it" },
  { id: 4, action: "block", reason: "agreed on 12 May" },
] as const;

test.each([
  [{}, {}],
  [{ verdict: "paused", flags: ["rule_3"] }, {}],
  [{ verdict: "geo" }, { country: "DE" }],
  [{ verdict: "geo", country: null }, { country: null }],
  [{ verdict: "device" }, { device: "phone" }],
  [{ verdict: "os" }, { os: "ios" }],
  // The cap before it only flags: the last one sent the visitor away.
  [{ verdict: "capped", flags: ["over_cap", "cap_7", "cap_9"] }, { cap_id: 9 }],
  [{ flags: ["over_cap", "cap_7"] }, { cap_id: 7 }],
  [{ verdict: "capped", flags: ["cap_x", "cap_", "cap_07"] }, {}],
  [
    { verdict: "source_blocked", flags: ["rule_3", "rule_4"] },
    { rule_id: 4, reason: "agreed on 12 May" },
  ],
  // A rule that is no longer there.
  [{ verdict: "source_blocked", flags: ["rule_3", "rule_5"] }, { rule_id: 5 }],
])("verdictDetail() of %j is %j", (change, detail) => {
  expect(verdictDetail({ ...click, ...change }, rules)).toEqual(detail);
});

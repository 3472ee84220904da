import { expect, test } from "bun:test";
import { contentOf } from "./write_entries.ts";
import type { Entry } from "./write_entries.ts";

const ENTRY: Entry = {
  campaign_id: 7,
  conversion_id: "01900000-0000-7000-8000-00000000000A",
  version: 2,
  kind: "approve",
  currency: "USD",
  advertiser_id: 1,
  affiliate_id: 3,
  payable_from: 1_795_341_600_000,
  rate_id: null,
  origin_id: null,
  reason: null,
  receivable_pending_micros: -20_000_000n,
  receivable_micros: 20_000_000n,
};

test("contentOf() hashes what says nothing of its price as it did before there were such columns", () => {
  // The hashed content of an old entry, written out.
  const said = [
    7,
    "01900000-0000-7000-8000-00000000000a",
    2,
    "approve",
    "USD",
    1,
    3,
    1_795_341_600_000,
    null,
    null,
    null,
    ...["-20000000", "20000000", "0", "0", "0", "0", "0", "0", "0"],
  ];
  const hash = (values: unknown[]) =>
    new Bun.CryptoHasher("sha256").update(JSON.stringify(values)).digest("hex");
  expect(contentOf(ENTRY).toHex()).toBe(hash(said));
  const nulls = { rule_version: null, goal_payout_id: null, tier_step: null };
  expect(contentOf({ ...ENTRY, ...nulls }).toHex()).toBe(hash(said));
  expect(contentOf({ ...ENTRY, rule_version: 4 }).toHex()).toBe(
    hash([...said, 4, null, null]),
  );
});

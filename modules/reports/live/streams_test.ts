import { expect, test } from "bun:test";
import type { Principal } from "../../access/mod.ts";
import { ManualClock } from "../../kernel/mod.ts";
import { Streams } from "./streams.ts";

const PARTY = {
  affiliate_id: null,
  advertiser_id: null,
  affiliate_ids: null,
  advertiser_ids: null,
};

function principal(id: string, more: Partial<Principal> = {}): Principal {
  const office = { kind: "token", role: "manager", timezone: "UTC" } as const;
  return { id, ...office, ...PARTY, ...more };
}

function opened() {
  const clock = new ManualClock(0);
  const streams = new Streams({ clock, failed: () => {} });
  const open = (caller: Principal) =>
    streams.open(
      { principal: caller, readAgain: () => Promise.resolve(caller) },
      () => {},
    );
  const refusal = (caller: Principal): unknown => {
    try {
      open(caller);
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };
  return { streams, open, refusal };
}

const ofAffiliate = (id: string, affiliate_id: number) =>
  principal(id, { role: "affiliate", affiliate_id });

test("no affiliate takes the streams of others, nor all of them those of the office", () => {
  const { streams, open, refusal } = opened();
  for (let count = 0; count < 15; count++) open(ofAffiliate(`a${count}`, 1));
  expect(refusal(ofAffiliate("another token", 1))).toContain(
    "Your affiliate's users have 15 open, of 15 streams",
  );
  for (let count = 0; count < 65; count++) {
    open(ofAffiliate(`b${count}`, 2 + (count % 5)));
  }
  expect(refusal(ofAffiliate("c", 99))).toContain(
    "All affiliates and advertisers have 80 open, of 80 streams",
  );
  for (let count = 0; count < 20; count++) open(principal(`m${count}`));
  expect(refusal(principal("m"))).toContain("All together have 100 open");
  streams.stop();
});

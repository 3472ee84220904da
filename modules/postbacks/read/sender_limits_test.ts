import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { RefusalCode, Proof, SourceConfig } from "../../sources/mod.ts";
import { SenderLimits } from "./sender_limits.ts";
import type { LimitedPostback } from "./sender_limits.ts";

const NOW_MS = 1_795_348_800_000;
const RATE = 20;
const SOURCE = { id: 7, rate_per_second: RATE } as SourceConfig;
const CODES: RefusalCode[] = [
  "missing_signature",
  "bad_signature",
  "bad_token",
  "stale_timestamp",
  "sender_not_allowed",
  "source_required",
];

function sent(given: {
  ip?: string;
  proof?: Proof;
  code?: RefusalCode | undefined;
  body?: Uint8Array;
}): LimitedPostback {
  const { ip = "198.51.100.7", proof = "none", code, body = null } = given;
  return {
    raw: { ip, received_at: NOW_MS, url: "/v1/postback", body },
    source: SOURCE,
    proof,
    result:
      code === undefined
        ? { kind: "ignored" }
        : { kind: "refused", refusal: { code, detail: "No" } },
    trace: { subject: { click_id: null } },
  };
}

/** Seconds that the sender has to wait. */
function take(limits: SenderLimits, postback: LimitedPostback): number {
  return limits.take(postback)?.wait_s ?? 0;
}

/** Number of the source's own signed postbacks that pass. */
function signedThatPass(limits: SenderLimits): number {
  const answers = Array.from({ length: RATE + 1 }, () =>
    take(limits, sent({ proof: "signature" })),
  );
  return answers.filter((wait_s) => wait_s === 0).length;
}

describe("SenderLimits", () => {
  test.each(CODES)("%s uses up nothing of the source's rate", (code) => {
    const limits = new SenderLimits();
    for (let count = 0; count < 100; count++) take(limits, sent({ code }));
    expect(signedThatPass(limits)).toBe(RATE);
  });

  test("whatever unproven ones come before, a source's signed ones pass", () => {
    const unproven = fc.record({
      code: fc.constantFrom<RefusalCode | undefined>(...CODES, undefined),
      ip: fc.oneof(fc.ipV4(), fc.ipV6()),
    });
    fc.assert(
      fc.property(fc.array(unproven, { maxLength: 200 }), (before) => {
        const limits = new SenderLimits();
        for (const one of before) take(limits, sent(one));
        expect(signedThatPass(limits)).toBe(RATE);
      }),
      { numRuns: 50 },
    );
  });

  test("what is taken unproven is held to the source's rate, an address for itself", () => {
    const limits = new SenderLimits();
    const takeAll = (ip: string) =>
      Array.from({ length: RATE + 5 }, () => take(limits, sent({ ip }))).filter(
        (wait_s) => wait_s === 0,
      ).length;
    expect(takeAll("2001:db8::1")).toBe(RATE);
    expect(takeAll("2001:db8::ffff")).toBe(0);
    expect(takeAll("2001:db8:0:1::1")).toBe(RATE);
    expect(takeAll("198.51.100.8")).toBe(RATE);
  });

  test("refusals without proof are limited by their address and size, and come back with time", () => {
    const limits = new SenderLimits();
    const refused = (ip: string, body?: Uint8Array) =>
      sent({ ip, code: "missing_signature", ...(body && { body }) });
    const large = new Uint8Array(65_536);
    let taken = 0;
    while (take(limits, refused("198.51.100.7", large)) === 0) taken += 1;
    expect(taken).toBe(58);
    expect(take(limits, refused("198.51.100.8"))).toBe(0);
    const later = refused("198.51.100.7");
    later.raw.received_at += 1000;
    expect(take(limits, later)).toBe(0);
  });
});

test("what names nothing of ours is limited by address and over all, and one that names a click is not", () => {
  const limits = new SenderLimits();
  const junk = {
    ...sent({ code: "invalid_click_id", proof: "none" }),
    source: null,
  };
  const from = (network: number, given = junk) =>
    take(limits, {
      ...given,
      raw: { ...given.raw, ip: `198.${network >> 8}.${network & 255}.1` },
    });
  const passed = (network: number) => {
    let count = 0;
    while (count < 30_000 && from(network) === 0) count++;
    return count;
  };
  const first = passed(1);
  expect(first).toBeGreaterThanOrEqual(1_000);
  expect(first).toBeLessThan(10_000);
  let all = first;
  for (let network = 2; network < 40; network++) all += passed(network);
  expect(all).toBeLessThan(30_000);
  const named = { ...junk, trace: { subject: { click_id: "a click" } } };
  expect(take(limits, named)).toBe(0);
});

describe("bad proofs", () => {
  const GUESS = { code: "bad_signature" } as const;
  const guess = (limits: SenderLimits, ip: string, at_ms = NOW_MS) => {
    const one = sent({ ...GUESS, ip });
    return take(limits, { ...one, raw: { ...one.raw, received_at: at_ms } });
  };

  test("twenty of a network pass at once, then one in three seconds", () => {
    const limits = new SenderLimits();
    const ip = "198.51.100.7";
    for (let time = 0; time < 20; time++) expect(guess(limits, ip)).toBe(0);
    for (let time = 0; time < 500; time++) expect(guess(limits, ip)).toBe(3);
    expect(guess(limits, "198.51.100.8")).toBe(0);
    expect(guess(limits, ip, NOW_MS + 2_001)).toBe(1);
    expect(guess(limits, ip, NOW_MS + 3_000)).toBe(0);
    expect(guess(limits, ip, NOW_MS + 3_000)).toBe(3);
  });

  test.each([
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true],
    ["2001:db8:1:2::1", "2001:0DB8:0001:0002::9", true],
    ["2001:db8:1:2::1", "2001:db8:1:3::1", false],
    ["::ffff:198.51.100.7", "198.51.100.7", true],
    ["::ffff:c633:6407", "198.51.100.7", true],
    ["::ffff:198.51.100.7", "198.51.100.8", false],
    ["fe80::1%eth0", "fe80::2", true],
    ["nonsense", "nonsense", true],
    ["nonsense", "198.51.100.7", false],
  ])("of %s and %s are those of one sender: %p", (one, other, is_one) => {
    const limits = new SenderLimits();
    for (let time = 0; time < 20; time++) guess(limits, one);
    expect(guess(limits, other)).toBe(is_one ? 3 : 0);
  });
});

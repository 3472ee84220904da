import { describe, expect, test } from "bun:test";
import { SenderThrottle } from "./sender_throttle.ts";

const NOW_MS = 1_795_348_800_000;

function failTimes(
  throttle: SenderThrottle,
  ip: string,
  times: number,
  now_ms = NOW_MS,
): void {
  for (let time = 0; time < times; time++) throttle.failed(ip, now_ms);
}

describe("SenderThrottle", () => {
  test("lets twenty bad proofs of an address pass and says how long the next has to wait", () => {
    const throttle = new SenderThrottle();
    expect(throttle.blockedFor("198.51.100.7", NOW_MS)).toBe(0);
    failTimes(throttle, "198.51.100.7", 19);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS)).toBe(0);
    failTimes(throttle, "198.51.100.7", 1);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS)).toBe(3);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS + 1)).toBe(3);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS + 2001)).toBe(1);
    expect(throttle.blockedFor("198.51.100.8", NOW_MS)).toBe(0);
  });

  test("gives one try back in three seconds, however many had failed at once", () => {
    const throttle = new SenderThrottle();
    failTimes(throttle, "198.51.100.7", 500);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS + 2999)).toBe(1);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS + 3000)).toBe(0);
    failTimes(throttle, "198.51.100.7", 1, NOW_MS + 3000);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS + 3000)).toBe(3);
  });

  test("forgets all after a minute of rest", () => {
    const throttle = new SenderThrottle();
    failTimes(throttle, "198.51.100.7", 20);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS + 60_000)).toBe(0);
    failTimes(throttle, "198.51.100.7", 19, NOW_MS + 60_000);
    expect(throttle.blockedFor("198.51.100.7", NOW_MS + 60_000)).toBe(0);
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
  ])("takes %s and %s for one sender: %p", (failing, asking, is_one) => {
    const throttle = new SenderThrottle();
    failTimes(throttle, failing, 20);
    expect(throttle.blockedFor(asking, NOW_MS)).toBe(is_one ? 3 : 0);
  });

  test("a clock that steps back neither frees a sender nor holds it for long", () => {
    const throttle = new SenderThrottle();
    failTimes(throttle, "198.51.100.7", 20);
    const earlier_ms = NOW_MS - 3_600_000;
    expect(throttle.blockedFor("198.51.100.7", earlier_ms)).toBe(3);
    failTimes(throttle, "198.51.100.7", 1, earlier_ms);
    expect(throttle.blockedFor("198.51.100.7", earlier_ms)).toBe(3);
    expect(throttle.blockedFor("198.51.100.7", earlier_ms + 3000)).toBe(0);
  });

  test("keeps 50,000 addresses and lets go of the one that failed the longest ago", () => {
    const throttle = new SenderThrottle();
    failTimes(throttle, "oldest", 20);
    failTimes(throttle, "older", 20);
    failTimes(throttle, "oldest", 1);
    for (let sender = 0; sender < 49_999; sender++) {
      throttle.failed(`sender ${sender}`, NOW_MS);
    }
    expect(throttle.blockedFor("older", NOW_MS)).toBe(0);
    expect(throttle.blockedFor("oldest", NOW_MS)).toBe(3);
  });
});

import { describe, expect, test } from "bun:test";
import { endBody, endOf } from "../../web/screens/campaigns/price_end.ts";

const ZONE = "Asia/Kathmandu";

describe("the end of a price", () => {
  test("is planned by the zone's clock, and shown by it", () => {
    const planned = endBody({ when: "later", at: "2026-12-31T00:00" }, ZONE);
    expect(planned).toEqual({ valid_to: "2026-12-30T18:15:00.000Z" });
    expect(endOf("2026-12-30T18:15:00.000Z", ZONE)).toEqual({
      when: "later",
      at: "2026-12-31T00:00",
    });
  });

  test("is now where nothing else is chosen, and may be taken back", () => {
    expect(endBody(endOf(null, ZONE), ZONE)).toBe("now");
    expect(endBody({ when: "never", at: "" }, ZONE)).toEqual({
      valid_to: null,
    });
  });

  test("is nothing while its time is missing", () => {
    expect(endBody({ when: "later", at: "" }, ZONE)).toBeUndefined();
  });
});

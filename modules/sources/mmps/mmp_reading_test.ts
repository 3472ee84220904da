import { describe, expect, test } from "bun:test";
import type { Parameter } from "../raw_postback.ts";
import { MMP_NAMES } from "./mmp_names.ts";
import type { MmpName } from "./mmp_names.ts";
import { readMmp } from "./mmp_reading.ts";

function read(mmp: MmpName, query: string) {
  const pairs = [...new URLSearchParams(query)];
  const parameters = pairs.map(([name, value]): Parameter => ({
    name,
    value,
    from: "query",
  }));
  const reading = readMmp(mmp, parameters);
  const derived = reading.parameters.map(({ name, value }) => [name, value]);
  return { ...reading, derived: Object.fromEntries(derived) };
}

describe("readMmp() tells what happened", () => {
  test.each<[MmpName, string, string, boolean]>([
    ["appsflyer", "form=install", "install", false],
    ["appsflyer", "", "install", false],
    ["appsflyer", "form=event&event_name=purchase", "event", false],
    ["appsflyer", "form=event", "event", false],
    ["appsflyer", "form=event&event_name=(event-name)", "event", false],
    ["appsflyer", "event_name=purchase", "event", false],
    ["appsflyer", "form=rejected", "install", true],
    ["appsflyer", "form=rejected&event_name=purchase", "event", true],
    // One template for good and rejected ones.
    ["appsflyer", "form=install&blocked_reason=bots", "install", true],
    ["appsflyer", "form=install&is_rejected=1", "install", true],
    // An unfilled placeholder is no reason.
    [
      "appsflyer",
      "form=install&rejection_reason=(blocked-reason)",
      "install",
      false,
    ],
    ["appsflyer", "form=install&rejection_reason=null", "install", false],
    ["appsflyer", "form=install&reason=x", "install", false],
    ["kochava", "form=install&event_name=_install", "install", false],
    ["kochava", "event_name=_install", "install", false],
    ["branch", "form=install&event_name=INSTALL", "install", false],
    // The form of installs, pasted at another event.
    ["branch", "form=install&event_name=PURCHASE", "event", false],
    ["kochava", "form=install&event_name={event_name}", "install", false],
    ["adjust", "form=install&activity_kind=install", "install", false],
    ["adjust", "form=install&activity_kind=event", "event", false],
    [
      "adjust",
      "form=install&activity_kind=rejected%20install",
      "install",
      true,
    ],
    ["adjust", "activity_kind=reattribution", "reengagement", false],
    ["adjust", "activity_kind=rejected_reattribution", "reengagement", true],
    ["adjust", "form=event&event=abc123", "event", false],
    ["singular", "form=install&reengagement=1", "reengagement", false],
    ["singular", "form=install&reengagement=0", "install", false],
    [
      "appsflyer",
      "form=install&reengagement=re-engagement",
      "reengagement",
      false,
    ],
  ])("%s %j: %s, rejected %p", (mmp, query, about, is_rejected) => {
    expect(read(mmp, query)).toMatchObject({ about, is_rejected });
  });

  test("a form that is none, or two, is unclear", () => {
    for (const query of ["form=sale", "form=install&form=event", "form={f}"]) {
      expect(read("adjust", query).form).toBe("unclear");
    }
    expect(read("adjust", "form=install&form=INSTALL").form).toBe("install");
  });

  test("how it came about is a mark", () => {
    expect(read("singular", "view=1&reengagement=1").flags).toEqual([
      "view_through",
      "reengagement",
    ]);
    expect(read("appmetrica", "touch=impression").flags).toEqual([
      "view_through",
    ]);
    expect(read("appmetrica", "touch=click").flags).toEqual([]);
    expect(read("adjust", "redownload=1&view=0").flags).toEqual(["redownload"]);
    expect(read("adjust", "environment=sandbox").is_test).toBe(true);
    expect(read("adjust", "environment=production").is_test).toBe(false);
  });
});

describe("the order in an event's value", () => {
  const orderOf = (value: unknown, form = "event") => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const query = new URLSearchParams({
      form,
      event_value: text,
      ...(form === "event" ? { event_name: "purchase" } : {}),
    });
    return read("appsflyer", query.toString()).derived["order_in_event_value"];
  };

  test("is the first of the names that apps use", () => {
    expect(orderOf({ af_revenue: 3, af_order_id: "A-1" })).toBe("A-1");
    expect(orderOf({ af_receipt_id: 77 })).toBe("77");
    expect(orderOf({ transaction_id: "t", order_id: "o" })).toBe("o");
  });

  test("is none where there is none, and of an install", () => {
    for (const value of [
      "",
      "{",
      "[]",
      "null",
      "(event-value)",
      '{"af_order_id":{"a":1}}',
      '{"af_order_id":""}',
      '{"af_order_id":1e99}',
      `{"af_order_id":"${"x".repeat(20_000)}"}`,
    ]) {
      expect(orderOf(value)).toBeUndefined();
    }
    expect(orderOf({ af_order_id: "A-1" }, "install")).toBeUndefined();
  });
});

test("a postback of nothing, and one of everything, is read", () => {
  for (const mmp of MMP_NAMES) {
    expect(readMmp(mmp, []).about).toBe("install");
    const many = Array.from({ length: 500 }, (_, at): Parameter => ({
      name: `form${at % 3}`,
      value: "x".repeat(200),
      from: "json",
      ...(at % 2 === 0 ? { is_nested: true as const } : {}),
    }));
    expect(readMmp(mmp, many).form).toBeNull();
  }
});

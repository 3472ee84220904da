import { describe, expect, test } from "bun:test";
import { Problem } from "../kernel/mod.ts";
import { readSourceValues } from "./source_body.ts";
import type { SourceInput } from "./source_body.ts";

/** The field that a body is refused for. */
function refused(input: SourceInput): string | undefined {
  try {
    readSourceValues(input);
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error.errors?.[0]?.field;
    throw error;
  }
}

describe("readSourceValues()", () => {
  test("keeps words in lower case, and a bare state as its meaning", () => {
    expect(
      readSourceValues({
        default: true,
        goal_map: { " Purchase ": "sale" },
        status_map: {
          OK: "approved",
          Test: "ignore",
          trial: { status: "approved", goal: "trial", mode: "add" },
        },
        currency: "eur",
        allow_ips: [" 192.0.2.0/24 ", "2001:db8::/32", "198.51.100.7"],
      }),
    ).toEqual({
      is_default: true,
      goal_map: { purchase: "sale" },
      status_map: {
        ok: { status: "approved" },
        test: { status: "ignore" },
        trial: { status: "approved", goal: "trial", mode: "add" },
      },
      currency: "EUR",
      allow_ips: ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"],
    });
  });

  test("gives nothing for what was not given, and null for what is to be empty", () => {
    expect(readSourceValues({})).toEqual({});
    const empty = { preset: null, currency: null, answer: null };
    expect(readSourceValues({ ...empty, token: null })).toEqual(empty);
  });

  const cases: [string, SourceInput][] = [
    ["preset", { preset: "nobody" }],
    ["preset", { preset: "toString" }],
    ["mapping.clickid", { mapping: { clickid: ["a"] } }],
    ["mapping.amount", { mapping: { order_id: ["ref"], amount: ["REF"] } }],
    ["mapping.amount", { mapping: { order_id: ["a_b"], amount: ["A-B"] } }],
    ["mapping.amount", { mapping: { amount: ["_"] } }],
    ["goal_map.x", { goal_map: { x: "not a key" } }],
    ["goal_map. ", { goal_map: { " ": "sale" } }],
    ["goal_map.BUY", { goal_map: { buy: "sale", BUY: "lead" } }],
    ["status_map.ok", { status_map: { ok: "done" } }],
    ["status_map.ok", { status_map: { ok: { status: "done" } } }],
    [
      "status_map.ok.goal",
      { status_map: { ok: { status: "approved", goal: "not a key" } } },
    ],
    [
      "status_map.ok.mode",
      { status_map: { ok: { status: "approved", mode: "replace" } } },
    ],
    ["require", { require: "password" }],
    ["allow_ips.1", { allow_ips: ["192.0.2.1", "192.0.2.0/33"] }],
    ["allow_ips.0", { allow_ips: ["192.0.2.1 192.0.2.2"] }],
    ["allow_ips.0", { allow_ips: [""] }],
    ["timezone", { timezone: "Mars/Olympus" }],
    ["timezone", { timezone: "+02:00" }],
    ["currency", { currency: "EURO" }],
    ["amount_unit", { amount_unit: "cents" }],
    ["reversal_amount", { reversal_amount: "some" }],
    ["answer", { answer: "teapot" }],
  ];
  test.each(cases)("refuses by the name of the field: %s", (field, input) => {
    expect(refused(input)).toBe(field);
  });
});

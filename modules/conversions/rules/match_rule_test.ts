import { describe, expect, test } from "bun:test";
import { Problem } from "../../kernel/mod.ts";
import { buildRule, checkCondition, matchRule } from "./match_rule.ts";
import type { RuleFacts } from "./match_rule.ts";

function rule(field: string, op: string, ...values: string[]) {
  return buildRule({
    id: 1,
    campaign_id: null,
    affiliate_id: null,
    field,
    op,
    values,
    action: "pending",
    reason: null,
    enabled: true,
    created_at: 0,
  });
}

type Condition = [field: string, op: string, ...values: string[]];

const facts: RuleFacts = {
  seconds_to_convert: 9,
  country_differs: true,
  data_centre: false,
  conversions_per_sub_hour: 30,
  amount: "12.50",
  ip: "192.0.2.9",
  flag: "late fast",
  sub1: "Banner-A",
  source: "",
  country: "DE",
};

describe("matchRule()", () => {
  test.each<Condition>([
    ["seconds_to_convert", "lt", "10"],
    ["seconds_to_convert", "gt", "-1"],
    ["seconds_to_convert", "eq", "9.0"],
    ["conversions_per_sub_hour", "gt", "29"],
    ["amount", "eq", "12.5"],
    ["amount", "gt", "12.499999"],
    ["country_differs", "eq", "TRUE"],
    ["data_centre", "eq", "false"],
    ["ip", "eq", "192.0.2.9"],
    ["ip", "in", "198.51.100.1", "192.0.2.0/24"],
    ["flag", "eq", "fast"],
    ["flag", "in", "several_amounts", "late"],
    ["sub1", "eq", "banner-a"],
    ["sub1", "contains", "x", "NER"],
    ["country", "in", "fr", "de"],
  ])("finds %s %s %s", (field, op, ...values) => {
    checkCondition({ field, op, values });
    expect(matchRule(rule(field, op, ...values), facts)).toBe(true);
  });

  test.each<Condition>([
    ["seconds_to_convert", "lt", "9"],
    ["seconds_to_convert", "gt", "9"],
    ["amount", "eq", "12.51"],
    ["amount", "lt", "9"],
    ["country_differs", "eq", "false"],
    ["ip", "in", "198.51.100.1", "192.0.3.0/24"],
    ["flag", "eq", "fas"],
    ["flag", "in", "late fast"],
    ["sub1", "eq", "banner"],
    ["sub1", "contains", "banner-ab"],
    ["sub2", "contains", "a"],
    ["source", "contains", "a"],
    ["country", "eq", "fr"],
  ])("lets pass %s %s %s", (field, op, ...values) => {
    expect(matchRule(rule(field, op, ...values), facts)).toBe(false);
  });

  test("finds nothing where a fact isn't known, or isn't of its kind", () => {
    const lt = rule("amount", "lt", "1000");
    expect(matchRule(lt, {})).toBe(false);
    expect(matchRule(lt, { amount: undefined })).toBe(false);
    expect(matchRule(lt, { amount: "many" })).toBe(false);
    expect(matchRule(rule("ip", "in", "0.0.0.0/0"), { ip: "x" })).toBe(false);
    expect(matchRule(rule("mood", "eq", "bad"), { mood: "bad" })).toBe(false);
  });
});

test("buildRule() says why in words where no reason is given", () => {
  expect(rule("sub1", "in", "a", "b", "c", "d").reason).toBe(
    "sub1 in a, b, c, …",
  );
});

describe("checkCondition()", () => {
  test.each<[string, ...Condition]>([
    ["field", "mood", "eq", "bad"],
    ["field", "sub11", "eq", "a"],
    ["op", "sub1", "lt", "a"],
    ["op", "country", "contains", "d"],
    ["op", "data_centre", "in", "true"],
    ["values", "amount", "lt", "1", "2"],
    ["values.0", "amount", "lt", "1,5"],
    ["values.1", "amount", "in", "1", "many"],
    ["values.0", "data_centre", "eq", "yes"],
    ["values.0", "country", "eq", "DEU"],
    ["values.0", "ip", "in", "nowhere"],
    ["values.0", "ip", "in", "192.0.2.1 192.0.2.2"],
    ["values.0", "sub1", "contains", " "],
  ])("names %s of %s %s %s", (named, field, op, ...values) => {
    let error: unknown;
    try {
      checkCondition({ field, op, values });
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).errors?.[0]?.field).toBe(named);
  });
});

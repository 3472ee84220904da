import { describe, expect, test } from "bun:test";
import {
  firstValues,
  textOfValues,
  valuesOfText,
} from "../../web/screens/network/rule_values.ts";

describe("the values of a rule as a text", () => {
  test.each([
    [["DE", "AT"]],
    [["Mozilla/5.0 (KHTML, like Gecko)"]],
    [["a, b", "c"]],
    [["10"]],
  ])("come back as they were: %p", (values) => {
    expect(valuesOfText(textOfValues(values))).toEqual(values);
  });

  test("are separated by commas, or by lines where there are any", () => {
    expect(valuesOfText(" DE,  AT ,")).toEqual(["DE", "AT"]);
    expect(valuesOfText("a, b\n\nc\n")).toEqual(["a, b", "c"]);
    expect(valuesOfText("  ")).toEqual([]);
  });

  test("are shown as far as a sentence holds them", () => {
    expect(firstValues(["a", "b"])).toEqual({ shown: "a, b", more: 0 });
    const many = Array.from({ length: 1000 }, (_, at) => String(at));
    expect(firstValues(many)).toEqual({ shown: "0, 1, 2, 3, 4", more: 995 });
  });
});

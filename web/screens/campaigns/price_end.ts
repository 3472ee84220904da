import { clockTime, momentOf } from "../../state/days.ts";

/** When a price ends, as its form has it: `at` is the clock's time in a zone. */
interface PriceEnd {
  when: "now" | "later" | "never";
  at: string;
}

/** The end that a price has. */
export function endOf(valid_to: string | null, timezone: string): PriceEnd {
  return valid_to === null
    ? { when: "now", at: "" }
    : { when: "later", at: clockTime(valid_to, timezone) };
}

/** An end as it is sent: `now` ends the price at once; undefined while a time is missing. */
export function endBody(
  { when, at }: PriceEnd,
  timezone: string,
): { valid_to: string | null } | "now" | undefined {
  if (when === "now") return "now";
  if (when === "never") return { valid_to: null };
  const valid_to = momentOf(at, timezone);
  return valid_to === undefined ? undefined : { valid_to };
}

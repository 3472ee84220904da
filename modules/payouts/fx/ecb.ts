import { invalid } from "../../campaigns/mod.ts";
import { parseCurrency } from "../../kernel/mod.ts";
import type { DayOfRates } from "./write_rates.ts";

const DAY_CUBE = /<Cube\s+time=["']([^"']*)["']\s*>([\s\S]*?)<\/Cube>/g;
const RATE_CUBE = /<Cube\s+([^>]*?)\/?>/g;
const DAYS_MAX = 10_000;

/**
 * Reads the daily rates of the European Central Bank (`eurofxref-daily.xml`, or the
 * longer files of the same form): euros are the base. What isn't such a file, or
 * says a rate that can't be read, is refused by name; currencies that are no more
 * are passed over.
 */
export function readEcb(xml: string): DayOfRates[] {
  const days: DayOfRates[] = [];
  for (const [, date = "", inside = ""] of xml.matchAll(DAY_CUBE)) {
    const rates: Record<string, string> = {};
    for (const [, attributes = ""] of inside.matchAll(RATE_CUBE)) {
      const currency = attributeOf(attributes, "currency");
      const rate = attributeOf(attributes, "rate");
      if (currency === null || rate === null) {
        throw invalid("ecb_xml", `a rate of ${date} has no currency or value`);
      }
      if (parseCurrency(currency) !== null) rates[currency] = rate;
    }
    days.push({ date, base: "EUR", rates });
    if (days.length > DAYS_MAX) throw invalid("ecb_xml", "too many days");
  }
  if (days.length === 0) {
    throw invalid("ecb_xml", "no rates of the European Central Bank in it");
  }
  return days;
}

function attributeOf(text: string, name: string): string | null {
  const found = new RegExp(`\\b${name}=["']([^"']*)["']`).exec(text);
  return found?.[1] ?? null;
}

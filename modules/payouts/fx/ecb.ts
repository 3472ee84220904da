import { invalid } from "../../http/mod.ts";
import { parseCurrency } from "../../kernel/mod.ts";
import type { DayOfRates } from "./write_rates.ts";

const CUBE = "<Cube";
const DAYS_MAX = 10_000;

/**
 * Parses the daily rates of the European Central Bank (`eurofxref-daily.xml`, or
 * the longer files of the same form), with the euro as base. Throws if it is no
 * such file or a rate can't be read; obsolete currencies are skipped.
 */
export function readEcb(xml: string): DayOfRates[] {
  const days: DayOfRates[] = [];
  let rates: Record<string, string> | undefined;
  for (const attributes of cubesIn(xml)) {
    const date = attributes.get("time");
    if (date !== undefined) {
      rates = {};
      days.push({ date, base: "EUR", rates });
      if (days.length > DAYS_MAX) throw invalid("ecb_xml", "too many days");
    } else if (rates !== undefined) {
      const currency = attributes.get("currency");
      const rate = attributes.get("rate");
      if (currency === undefined || rate === undefined) {
        const day = days.at(-1)?.date ?? "";
        throw invalid("ecb_xml", `a rate of ${day} has no currency or value`);
      }
      if (parseCurrency(currency) !== null) rates[currency] = rate;
    }
  }
  if (days.length === 0) {
    throw invalid("ecb_xml", "no rates of the European Central Bank in it");
  }
  return days;
}

const ATTRIBUTE = /([A-Za-z]{1,20})=(?:"([^"]*)"?|'([^']*)'?)/g;

/**
 * Yields the attributes of each cube that has any. A day's cube precedes those of
 * its rates.
 */
function* cubesIn(xml: string): Generator<Map<string, string>> {
  for (let at = xml.indexOf(CUBE); at >= 0;) {
    const end = xml.indexOf(">", at);
    if (end < 0) return;
    const text = xml.slice(at + CUBE.length, end);
    const found = [...text.matchAll(ATTRIBUTE)];
    if (found.length > 0) {
      yield new Map(
        found.map(([, name = "", double, single]) => [
          name,
          double ?? single ?? "",
        ]),
      );
    }
    at = xml.indexOf(CUBE, end);
  }
}

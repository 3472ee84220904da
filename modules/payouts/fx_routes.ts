import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { invalid, pageOf, readPage } from "../http/mod.ts";
import { parseCurrency } from "../kernel/mod.ts";
import { readEcb } from "./fx/ecb.ts";
import { isDay, listRates, writeRates } from "./fx/write_rates.ts";

const closed = { additionalProperties: false };
const XML_CHARS_MAX = 20_000_000;
const RATES_MAX = 400;

/** Rates of one day, or the XML of the European Central Bank. */
const RatesBody = Type.Union([
  Type.Object(
    {
      date: Type.String({ maxLength: 10 }),
      base: Type.String({ maxLength: 10 }),
      rates: Type.Record(Type.String(), Type.String({ maxLength: 30 }), {
        maxProperties: RATES_MAX,
      }),
    },
    closed,
  ),
  Type.Object({ ecb_xml: Type.String({ maxLength: XML_CHARS_MAX }) }, closed),
  Type.String({ maxLength: XML_CHARS_MAX }),
]);
const text = Type.Optional(Type.String({ maxLength: 300 }));
const RatesQuery = Type.Object({
  limit: text,
  cursor: text,
  date: text,
  base: text,
});

export interface FxRoutesDeps extends GuardDeps {
  configuration: Configuration;
  /** Prices what waited for a rate; returns the count. */
  priceHeld(): Promise<number>;
}

/** Routes of `fx-rates`. */
export function fxRoutes(deps: FxRoutesDeps) {
  return new Elysia({ name: "fx-rates", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .onParse(({ request }, contentType) => {
      if (contentType === "application/xml" || contentType === "text/xml") {
        return request.text();
      }
    })
    .get(
      "/fx-rates",
      async ({ query }) => {
        const { date, base } = query;
        const page = readPage(query);
        const filter = { date: readDay(date), base: readCode(base) };
        if (page.after !== null && !CURSOR.test(page.after)) {
          throw invalid("cursor", "not ours");
        }
        const rows = await listRates(deps.db, filter, page);
        return pageOf(
          rows,
          page.limit,
          (row) => `${row.day}:${row.base}`,
          ({ day, ...row }) => ({ date: day, ...row }),
        );
      },
      { query: RatesQuery },
    )
    .put(
      "/fx-rates",
      async ({ body }) => {
        const is_xml = typeof body === "string" || "ecb_xml" in body;
        const days = is_xml
          ? readEcb(typeof body === "string" ? body : body.ecb_xml)
          : [body];
        const written = await writeRates(deps, days, is_xml ? "ecb" : "api");
        const priced = await deps.priceHeld();
        return { data: written, priced };
      },
      { body: RatesBody },
    );
}

const CURSOR = /^\d{4}-\d{2}-\d{2}:[A-Z]{3}$/;

function readDay(day: string | undefined): string | undefined {
  if (day === undefined || isDay(day)) return day;
  throw invalid("date", "a day such as 2026-11-22 is expected");
}

function readCode(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  const currency = parseCurrency(code);
  if (currency !== null) return currency;
  throw invalid("base", "a code of ISO 4217 is expected");
}

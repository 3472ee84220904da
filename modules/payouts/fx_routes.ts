import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { readList } from "../http/mod.ts";
import { readEcb } from "./fx/ecb.ts";
import { listRates, RATE_LIST, writeRates } from "./fx/write_rates.ts";

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
    .get("/fx-rates", ({ query, principal }) => {
      const list = readList(query, RATE_LIST, principal);
      return listRates(deps.db, list, principal.timezone);
    })
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

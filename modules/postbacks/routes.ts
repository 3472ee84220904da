import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import { readId } from "../campaigns/mod.ts";
import { readPage } from "../kernel/mod.ts";
import { conversionRoutes } from "./conversion_routes.ts";
import type { ConversionRoutesDeps } from "./conversion_routes.ts";
import { listConversions, readConversion } from "./read_conversions.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const page = { limit: text, cursor: text };
const ConversionQuery = Type.Object({
  ...page,
  campaign_id: text,
  affiliate_id: text,
  status: text,
  order_id: text,
  click_id: text,
});
/** `conversions`. */
export function postbackRoutes(deps: ConversionRoutesDeps) {
  const { db } = deps;
  return new Elysia({ name: "postbacks", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get(
      "/conversions",
      ({ query }) => {
        const filter = {
          ...query,
          campaign_id: optionalId(query.campaign_id),
          affiliate_id: optionalId(query.affiliate_id),
        };
        return listConversions(db, filter, readPage(query));
      },
      { query: ConversionQuery },
    )
    .get("/conversions/:id", ({ params }) => readConversion(db, params.id))
    .use(conversionRoutes(deps));
}

function optionalId(id: string | undefined): number | undefined {
  return id === undefined ? undefined : readId(id);
}

import { and, eq } from "drizzle-orm";
import { endpoints } from "../../../db/schema/mod.ts";

/** Which endpoint, of which affiliate. */
export interface EndpointWhere {
  affiliate_id: number;
  id: number;
}

/** Finds one endpoint of an affiliate, and nobody else's. */
export function endpointAt(where: EndpointWhere) {
  return and(
    eq(endpoints.id, where.id),
    eq(endpoints.affiliate_id, where.affiliate_id),
  );
}

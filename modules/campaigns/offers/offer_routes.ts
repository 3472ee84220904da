import { Elysia } from "elysia";
import { guard } from "../../access/mod.ts";
import type { GuardDeps } from "../../access/mod.ts";
import { readId, readList } from "../../http/mod.ts";
import type { SetupDeps } from "../setup.ts";
import { OFFER_LIST } from "./offer_list.ts";
import { listOffers, readOffer } from "./read_offers.ts";

/** `offers`: what an affiliate may promote. */
export function offerRoutes(deps: SetupDeps & GuardDeps) {
  return new Elysia({ name: "offers", prefix: "/offers" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get("/", ({ query, principal }) =>
      listOffers(deps, readList(query, OFFER_LIST, principal)),
    )
    .get("/:id", ({ params, query }) => {
      const { affiliate_id } = query;
      return readOffer(deps, {
        campaign_id: readId(params.id),
        affiliate_id:
          affiliate_id === undefined ? undefined : readId(affiliate_id),
      });
    });
}

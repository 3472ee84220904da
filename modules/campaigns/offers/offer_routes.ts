import { Elysia } from "elysia";
import { guard } from "../../access/mod.ts";
import type { GuardDeps } from "../../access/mod.ts";
import { invalid, readId, readList } from "../../http/mod.ts";
import type { SetupDeps } from "../setup.ts";
import { acceptTerms, applyForOffer } from "./apply.ts";
import { OFFER_LIST } from "./offer_list.ts";
import { AcceptTermsBody, ApplicationBody } from "./offer_model.ts";
import { listOffers, readOffer } from "./read_offers.ts";

/** `offers`: what an affiliate may promote. */
export function offerRoutes(deps: SetupDeps & GuardDeps) {
  return new Elysia({ name: "offers" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get("/offers", ({ query, principal }) =>
      listOffers(deps, readList(query, OFFER_LIST, principal)),
    )
    .get("/offers/:id", ({ params, query }) => {
      const { affiliate_id } = query;
      return readOffer(deps, {
        campaign_id: readId(params.id),
        affiliate_id:
          affiliate_id === undefined ? undefined : readId(affiliate_id),
      });
    })
    .post(
      "/offers/:id/apply",
      ({ params, body }) => applyForOffer(deps, keyOf(params, body), body),
      { body: ApplicationBody },
    )
    .post(
      "/offers/:id/accept-terms",
      ({ params, body }) => acceptTerms(deps, keyOf(params, body), body),
      { body: AcceptTermsBody },
    );
}

/** A network's request says for whom it is; that of an affiliate is its own. */
function keyOf(
  params: { id: string },
  { affiliate_id }: { affiliate_id?: number },
) {
  if (affiliate_id === undefined) throw invalid("affiliate_id", "is required");
  return { campaign_id: readId(params.id), affiliate_id };
}

import { Elysia } from "elysia";
import type { Queryable } from "../../db/mod.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps, OwnProof, Principal } from "../access/mod.ts";
import { entityTag, invalid, preconditionOf, readId } from "../http/mod.ts";
import type { SealKey } from "../kernel/mod.ts";
import { PaymentDetails } from "./payment_answers.ts";
import { DetailsBody } from "./payment_model.ts";
import { cancelDetails, requestDetails } from "./payments/change_details.ts";
import {
  readPaymentDetails,
  setPaymentDetails,
} from "./payments/payment_details.ts";

export interface DetailsRoutesDeps extends GuardDeps {
  seal_key: SealKey;
  /** Returns the signed-in user, who shows once more who it is. */
  confirmCaller(
    asked: { request: Request; principal: Principal },
    proof: OwnProof,
  ): Promise<{ id: string; email: string }>;
}

/** Routes of payment details, also for the affiliate itself. */
export function detailsRoutes(deps: DetailsRoutesDeps) {
  return new Elysia({ name: "payment-details" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get("/affiliates/:id/payment-details", async ({ params, set }) => {
      const shown = await readPaymentDetails(deps, readId(params.id));
      set.headers["etag"] = entityTag(shown, DETAILS_TAG);
      return shown;
    })
    .put(
      "/affiliates/:id/payment-details",
      async ({ params, body, request, principal, set }) => {
        const affiliate_id = readId(params.id);
        const header = request.headers.get("if-match");
        const { seal_key } = deps;
        const check = preconditionOf(header, DETAILS_TAG, (db: Queryable) =>
          readPaymentDetails({ db, seal_key }, affiliate_id),
        );
        const { details, method, ...proof } = body;
        if (principal.role !== "affiliate") {
          const input = { details, method };
          await setPaymentDetails(deps, affiliate_id, input, check);
          set.status = 204;
          return;
        }
        if (details === null) {
          throw invalid("details", "must be given: the network removes them");
        }
        const user = await deps.confirmCaller({ request, principal }, proof);
        const change = { affiliate_id, details, method, user };
        await requestDetails(deps, change, check);
        set.status = 202;
        return await readPaymentDetails(deps, affiliate_id);
      },
      { body: DetailsBody },
    )
    .delete(
      "/affiliates/:id/payment-details/pending",
      async ({ params, principal, set }) => {
        const { role } = principal;
        const by = role === "affiliate" ? "one of your users" : "the network";
        await cancelDetails(deps, readId(params.id), by);
        set.status = 204;
      },
    );
}

const DETAILS_TAG = { view: PaymentDetails };

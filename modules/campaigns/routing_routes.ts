import {
  resourceRoutes,
  checkWholeList,
  readList,
  readId,
} from "../http/mod.ts";
import { TRAFFIC_RULES } from "./resources.ts";
import { Elysia } from "elysia";
import {
  changeApproval,
  deleteApproval,
  listApprovals,
  readApproval,
  writeApproval,
} from "./campaign_affiliate.ts";
import {
  changeDestination,
  createDestination,
  deleteDestination,
  listDestinations,
} from "./campaign_destination.ts";
import { changeCap, createCap, deleteCap, listCaps, readCap } from "./cap.ts";
import { readEffective } from "./effective.ts";
import { LIST_FILTERS } from "./list_filters.ts";
import {
  ApprovalBody,
  ApprovalPatch,
  CapBody,
  CapPatch,
  DestinationBody,
  DestinationPatch,
  TargetingBody,
} from "./model.ts";
import type { SetupDeps } from "./setup.ts";
import { readTargeting, writeTargeting } from "./targeting.ts";
import {
  changeTrafficRule,
  createTrafficRule,
  deleteTrafficRule,
  listTrafficRules,
  readTrafficRule,
} from "./traffic_rule.ts";

/** A campaign's routing: destinations, targeting, caps, approvals and traffic rules. */
export function routingRoutes(deps: SetupDeps) {
  return new Elysia({ name: "routing" })
    .use(campaignParts(deps))
    .use(capRoutes(deps))
    .use(trafficRuleRoutes(deps));
}

function campaignParts(deps: SetupDeps) {
  return new Elysia({ name: "campaign-parts" })
    .get("/campaigns/:id/targeting", ({ params }) =>
      readTargeting(deps, readId(params.id)),
    )
    .put(
      "/campaigns/:id/targeting",
      ({ params, body }) => writeTargeting(deps, readId(params.id), body),
      { body: TargetingBody },
    )
    .get("/campaigns/:id/destinations", ({ params, query }) => {
      checkWholeList(query);
      return listDestinations(deps, readId(params.id));
    })
    .post(
      "/campaigns/:id/destinations",
      ({ params, body }) => createDestination(deps, readId(params.id), body),
      { body: DestinationBody },
    )
    .patch(
      "/campaigns/:id/destinations/:part",
      ({ params, body }) => changeDestination(deps, partOf(params), body),
      { body: DestinationPatch },
    )
    .delete("/campaigns/:id/destinations/:part", async ({ params, set }) => {
      await deleteDestination(deps, partOf(params));
      set.status = 204;
    })
    .get("/campaigns/:id/affiliates", ({ params, query }) =>
      listApprovals(
        deps,
        readId(params.id),
        readList(query, LIST_FILTERS.approvals),
      ),
    )
    .post(
      "/campaigns/:id/affiliates",
      ({ params, body }) => writeApproval(deps, readId(params.id), body),
      { body: ApprovalBody },
    )
    .get("/campaigns/:id/affiliates/:part", ({ params }) =>
      readApproval(deps, approvalOf(params)),
    )
    .patch(
      "/campaigns/:id/affiliates/:part",
      ({ params, body }) => changeApproval(deps, approvalOf(params), body),
      { body: ApprovalPatch },
    )
    .delete("/campaigns/:id/affiliates/:part", async ({ params, set }) => {
      await deleteApproval(deps, approvalOf(params));
      set.status = 204;
    })
    .get("/campaigns/:id/effective", ({ params, query }) => {
      const { affiliate_id, at } = query;
      return readEffective(deps, readId(params.id), {
        affiliate_id: affiliate_id ? readId(affiliate_id) : undefined,
        at: at === "" ? undefined : at,
      });
    });
}

function capRoutes(deps: SetupDeps) {
  return new Elysia({ name: "caps" })
    .get("/campaigns/:id/caps", ({ params, query }) => {
      checkWholeList(query);
      return listCaps(deps, readId(params.id));
    })
    .post(
      "/campaigns/:id/caps",
      ({ params, body }) => createCap(deps, readId(params.id), body),
      { body: CapBody },
    )
    .get("/campaigns/:id/caps/:part", ({ params }) =>
      readCap(deps, partOf(params)),
    )
    .patch(
      "/campaigns/:id/caps/:part",
      ({ params, body }) => changeCap(deps, partOf(params), body),
      { body: CapPatch },
    )
    .delete("/campaigns/:id/caps/:part", async ({ params, set }) => {
      await deleteCap(deps, partOf(params));
      set.status = 204;
    });
}

function trafficRuleRoutes(deps: SetupDeps) {
  return resourceRoutes(TRAFFIC_RULES, {
    list: (page) => listTrafficRules(deps, page),
    read: (id) => readTrafficRule(deps, id),
    create: (body) => createTrafficRule(deps, body),
    change: (id, patch) => changeTrafficRule(deps, id, patch),
    remove: (id) => deleteTrafficRule(deps, id),
  });
}

function partOf(params: { id: string; part: string }) {
  return { campaign_id: readId(params.id), id: readId(params.part) };
}

function approvalOf(params: { id: string; part: string }) {
  return { campaign_id: readId(params.id), affiliate_id: readId(params.part) };
}

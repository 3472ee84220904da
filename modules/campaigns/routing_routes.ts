import type { Principal } from "../access/mod.ts";
import { BY_ID, DESTINATION_ROWS } from "./list_filters.ts";
import {
  readId,
  pageOfRows,
  resourceParts,
  resourceRoutes,
  checked,
} from "../http/mod.ts";
import {
  APPROVALS,
  CAPS,
  DESTINATIONS,
  TARGETING,
  TRAFFIC_RULES,
} from "./resources.ts";
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
  readOneDestination,
} from "./campaign_destination.ts";
import { changeCap, createCap, deleteCap, listCaps, readCap } from "./cap.ts";
import { readEffective } from "./effective.ts";
import type { SetupDeps } from "./setup.ts";
import { readTargeting, writeTargeting } from "./targeting.ts";
import {
  changeTrafficRule,
  createTrafficRule,
  deleteTrafficRule,
  listTrafficRules,
  readTrafficRule,
} from "./traffic_rule.ts";

/** A campaign's routing: destinations, targeting, approvals and traffic rules. */
export function routingRoutes(deps: SetupDeps) {
  return new Elysia({ name: "routing" })
    .use(targetingRoutes(deps))
    .use(campaignParts(deps))
    .use(
      resourceRoutes(TRAFFIC_RULES, {
        list: (_, page) => listTrafficRules(deps, page),
        read: ({ params }, db = deps.db) =>
          readTrafficRule({ ...deps, db }, readId(params.id)),
        create: (_, body) => createTrafficRule(deps, body),
        change: ({ params, check }, patch) =>
          changeTrafficRule(checked(deps, check), readId(params.id), patch),
        remove: ({ params, check }) =>
          deleteTrafficRule(checked(deps, check), readId(params.id)),
      }),
    );
}

function targetingRoutes(deps: SetupDeps) {
  return new Elysia({ name: "targeting" })
    .use(
      resourceRoutes(TARGETING, {
        read: ({ params }, db = deps.db) =>
          readTargeting({ ...deps, db }, readId(params.id)),
        replace: ({ params, check }, body) =>
          writeTargeting(checked(deps, check), readId(params.id), body),
      }),
    )
    .get("/campaigns/:id/effective", (context) => {
      const { params, query } = context;
      const { affiliate_id, at } = query;
      return readEffective(deps, readId(params.id), {
        affiliate_id: affiliate_id ? readId(affiliate_id) : undefined,
        at: at === "" ? undefined : at,
        timezone: timezoneOf(context),
      });
    });
}

/** A campaign's caps. */
export function capParts(deps: SetupDeps) {
  return resourceParts(CAPS, {
    list: async ({ params }, page) =>
      pageOfRows(BY_ID, await listCaps(deps, readId(params.id)), page),
    read: ({ params }, db = deps.db) =>
      readCap({ ...deps, db }, partOf(params)),
    create: ({ params }, body) => createCap(deps, readId(params.id), body),
    change: ({ params, check }, patch) =>
      changeCap(checked(deps, check), partOf(params), patch),
    remove: ({ params, check }) =>
      deleteCap(checked(deps, check), partOf(params)),
  });
}

function campaignParts(deps: SetupDeps) {
  return new Elysia({ name: "campaign-parts" })
    .use(
      resourceRoutes(DESTINATIONS, {
        list: async ({ params }, page) => {
          const rows = await listDestinations(deps, readId(params.id));
          return pageOfRows(DESTINATION_ROWS, rows, page);
        },
        read: ({ params }, db = deps.db) =>
          readOneDestination({ ...deps, db }, partOf(params)),
        create: ({ params }, body) =>
          createDestination(deps, readId(params.id), body),
        change: ({ params, check }, patch) =>
          changeDestination(checked(deps, check), partOf(params), patch),
        remove: ({ params, check }) =>
          deleteDestination(checked(deps, check), partOf(params)),
      }),
    )
    .use(
      resourceRoutes(APPROVALS, {
        list: ({ params }, page) =>
          listApprovals(deps, readId(params.id), page),
        read: ({ params }, db = deps.db) =>
          readApproval({ ...deps, db }, approvalOf(params)),
        create: ({ params }, body) =>
          writeApproval(deps, readId(params.id), body),
        change: ({ params, check }, patch) =>
          changeApproval(checked(deps, check), approvalOf(params), patch),
        remove: ({ params, check }) =>
          deleteApproval(checked(deps, check), approvalOf(params)),
      }),
    );
}

function partOf(params: { id: string; part: string }) {
  return { campaign_id: readId(params.id), id: readId(params.part) };
}

function approvalOf(params: { id: string; part: string }) {
  return { campaign_id: readId(params.id), affiliate_id: readId(params.part) };
}

/** Zone of the caller's days; the guard stands before these routes. */
function timezoneOf(context: object): string {
  return (context as { principal: Principal }).principal.timezone;
}

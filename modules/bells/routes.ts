import { Elysia } from "elysia";
import type { Configuration } from "../campaigns/mod.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { checked, pageOfRows, readList, resourceRoutes } from "../http/mod.ts";
import { changeBell, listBells, readBell } from "./bell_settings.ts";
import { listIncidents, readIncident } from "./incident.ts";
import { BELL_RESOURCE, INCIDENT_LIST } from "./resources.ts";

export interface BellRoutesDeps extends GuardDeps {
  configuration: Configuration;
}

const BELL_ROWS = {
  keyOf: ({ name }: { name: string }) => name,
  order: "name",
  searched: ["name", "description"],
};

/** Routes of the bells and of their incidents. */
export function bellRoutes(deps: BellRoutesDeps) {
  const { db } = deps;
  return new Elysia({ name: "bells", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .use(
      resourceRoutes(BELL_RESOURCE, {
        list: async (_call, page) =>
          pageOfRows(BELL_ROWS, await listBells(db), page),
        read: ({ params }, at = db) => readBell(at, params.name),
        change: ({ params, check }, patch) =>
          changeBell(checked(deps, check), params.name, patch),
      }),
    )
    .get("/incidents", ({ query, principal }) =>
      listIncidents(db, readList(query, INCIDENT_LIST, principal)),
    )
    .get("/incidents/:id", ({ params }) => readIncident(db, params.id));
}

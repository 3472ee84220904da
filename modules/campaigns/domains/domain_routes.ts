import { checked, readId, resourceRoutes } from "../../http/mod.ts";
import type { SetupDeps } from "../setup.ts";
import {
  changeDomain,
  createDomain,
  deleteDomain,
  listDomains,
  readDomain,
} from "./domain.ts";
import { DOMAINS } from "./domain_resource.ts";

/** The domains that lead here. */
export function domainRoutes(deps: SetupDeps) {
  return resourceRoutes(DOMAINS, {
    list: (_, page) => listDomains(deps, page),
    read: ({ params }, db = deps.db) =>
      readDomain({ ...deps, db }, readId(params.id)),
    create: (_, body) => createDomain(deps, body),
    change: ({ params, check }, patch) =>
      changeDomain(checked(deps, check), readId(params.id), patch),
    remove: ({ params, check }) =>
      deleteDomain(checked(deps, check), readId(params.id)),
  });
}

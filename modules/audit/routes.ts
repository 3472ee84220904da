import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { resourceRoutes } from "../http/mod.ts";
import { AUDIT } from "./audit_api.ts";
import { listAudit, readAudit } from "./audit_line.ts";

/** Routes of the audit, which only admins read: it shows everybody's addresses. */
export function auditRoutes(deps: GuardDeps) {
  const { db } = deps;
  return new Elysia({ name: "audit", prefix: "/api/v1" })
    .use(guard(deps, ["admin"]))
    .use(
      resourceRoutes(AUDIT, {
        list: (_, list) => listAudit(db, list),
        read: ({ params }) => readAudit(db, params.id),
      }),
    );
}

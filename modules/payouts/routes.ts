import { Elysia } from "elysia";
import type { GuardDeps } from "../access/mod.ts";
import { ledgerRoutes } from "./ledger_routes.ts";

/** The routes of money. */
export function payoutRoutes(deps: GuardDeps) {
  return new Elysia({ name: "payouts" }).use(ledgerRoutes(deps));
}

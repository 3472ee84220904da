import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { accountBalances } from "./balance.ts";

/** `ledger/accounts`: what stands in each account. */
export function payoutRoutes(deps: GuardDeps) {
  return new Elysia({ name: "payouts", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/ledger/accounts", async () => ({
      data: await accountBalances(deps.db),
      next_cursor: null,
    }));
}

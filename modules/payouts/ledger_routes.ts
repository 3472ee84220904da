import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Role } from "../access/mod.ts";
import { invalid, pageOfRows, readList } from "../http/mod.ts";
import { isoTime, Problem } from "../kernel/mod.ts";
import { adjust, ADJUSTMENT_KINDS, AdjustmentBody } from "./adjustment.ts";
import { BALANCE_ROWS } from "./affiliate_balance.ts";
import { ACCOUNT_LIST, accountBalances } from "./balance.ts";
import type { Party } from "./balance_snapshot.ts";
import {
  ADJUSTMENT_LIST,
  ENTRY_LIST,
  listEntries,
  readEntry,
} from "./ledger_list.ts";
import { listPeriods, lockPeriod, PERIOD_LIST } from "./period.ts";
import { releaseHold } from "./book.ts";
import { LedgerVerifier } from "./verify_answer.ts";
import { LedgerConflictError } from "./write_entries.ts";

const KEEPERS: readonly Role[] = ["admin", "manager"];
const closed = { additionalProperties: false };
const reason = Type.String({ minLength: 1, maxLength: 1_000 });
const ReleaseBody = Type.Object({ reason }, closed);
const LockBody = Type.Optional(
  Type.Object({ reason: Type.Optional(reason) }, closed),
);

/** Routes of `ledger/…` and `periods`. */
export function ledgerRoutes(deps: GuardDeps) {
  return new Elysia({ name: "ledger", prefix: "/api/v1" })
    .use(guard(deps, KEEPERS))
    .use(balanceRoutes(deps))
    .use(entryRoutes(deps))
    .use(adjustmentRoutes(deps))
    .use(periodRoutes(deps));
}

function balanceRoutes(deps: GuardDeps) {
  const { db, clock } = deps;
  return new Elysia({ name: "ledger-balances" })
    .use(guard(deps, KEEPERS))
    .get("/ledger/accounts", async ({ query, principal }) => {
      const list = readList(query, ACCOUNT_LIST, principal);
      const { as_of, affiliate_id, advertiser_id, ...filter } = list.filter;
      const party = partyOf({ affiliate_id, advertiser_id });
      const data = await accountBalances(db, party, as_of ?? null);
      return {
        as_of: isoTime(as_of ?? clock.nowMs()),
        ...pageOfRows(BALANCE_ROWS, data, { ...list, filter }),
      };
    });
}

function entryRoutes(deps: GuardDeps) {
  const { db } = deps;
  const verifier = new LedgerVerifier(db);
  return new Elysia({ name: "ledger-entries" })
    .use(guard(deps, KEEPERS))
    .get("/ledger/transactions", ({ query, principal }) =>
      listEntries(db, readList(query, ENTRY_LIST, principal)),
    )
    .get("/ledger/transactions/:id", ({ params }) => readEntry(db, params.id))
    .get("/ledger/verify", () => verifier.answer())
    .post(
      "/ledger/entries/:id/release",
      ({ params, body }) =>
        releaseHold(deps, { entry_id: params.id, reason: body.reason }),
      { body: ReleaseBody },
    );
}

function adjustmentRoutes(deps: GuardDeps) {
  const { db } = deps;
  return new Elysia({ name: "ledger-adjustments" })
    .use(guard(deps, KEEPERS))
    .get("/ledger/adjustments", ({ query, principal }) => {
      const list = readList(query, ADJUSTMENT_LIST, principal);
      const { kind = ADJUSTMENT_KINDS } = list.filter;
      return listEntries(db, { ...list, filter: { ...list.filter, kind } });
    })
    .post(
      "/ledger/adjustments",
      async ({ body, set }) => {
        try {
          const { id, is_new } = await adjust(deps, body);
          set.status = is_new ? 201 : 200;
          return await readEntry(db, id);
        } catch (error) {
          if (!(error instanceof LedgerConflictError)) throw error;
          const detail =
            "Another adjustment has been booked with this idempotency_key";
          throw new Problem(409, "ledger_conflict", detail, { cause: error });
        }
      },
      { body: AdjustmentBody },
    );
}

function periodRoutes(deps: GuardDeps) {
  return new Elysia({ name: "periods" })
    .use(guard(deps, KEEPERS))
    .get("/periods", ({ query, principal }) =>
      listPeriods(deps.db, readList(query, PERIOD_LIST, principal)),
    )
    .post(
      "/periods/:month/lock",
      ({ params, body, principal }) =>
        lockPeriod(deps, {
          month: params.month,
          locked_by: `${principal.kind} ${principal.id}`,
          reason: body?.reason ?? null,
        }),
      { body: LockBody },
    );
}

function partyOf({
  affiliate_id,
  advertiser_id,
}: {
  affiliate_id: number | undefined;
  advertiser_id: number | undefined;
}): Party {
  if (affiliate_id !== undefined && advertiser_id !== undefined) {
    throw invalid(
      "advertiser_id",
      "provide either `advertiser_id` or `affiliate_id`",
    );
  }
  if (affiliate_id !== undefined) {
    return { party: "affiliate", party_id: affiliate_id };
  }
  if (advertiser_id === undefined) return { party: "network", party_id: 0 };
  return { party: "advertiser", party_id: advertiser_id };
}

import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { invalid, readId, readPage } from "../http/mod.ts";
import { isoTime, parseCurrency, parseTime, Problem } from "../kernel/mod.ts";
import { adjust, ADJUSTMENT_KINDS, AdjustmentBody } from "./adjustment.ts";
import { accountBalances } from "./balance.ts";
import type { Party } from "./balance_snapshot.ts";
import { listEntries, readEntry } from "./ledger_list.ts";
import type { LedgerFilter } from "./ledger_list.ts";
import { listPeriods, lockPeriod } from "./period.ts";
import { releaseHold } from "./book.ts";
import { LedgerVerifier } from "./verify_answer.ts";
import { LedgerConflictError } from "./write_entries.ts";

const text = Type.Optional(Type.String({ maxLength: 300 }));
const page = { limit: text, cursor: text };
const parties = { affiliate_id: text, advertiser_id: text };
const filters = { ...parties, campaign_id: text, currency: text };
const times = { from: text, to: text };
const closed = { additionalProperties: false };
const AccountsQuery = Type.Object({ ...parties, as_of: text });
const EntriesQuery = Type.Object({
  ...page,
  ...filters,
  ...times,
  conversion_id: text,
  kind: text,
});
const reason = Type.String({ minLength: 1, maxLength: 1_000 });
const ReleaseBody = Type.Object({ reason }, closed);
const LockBody = Type.Optional(
  Type.Object({ reason: Type.Optional(reason) }, closed),
);

/** Routes of `ledger/…` and `periods`. */
export function ledgerRoutes(deps: GuardDeps) {
  return new Elysia({ name: "ledger", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .use(balanceRoutes(deps))
    .use(entryRoutes(deps))
    .use(adjustmentRoutes(deps))
    .use(periodRoutes(deps));
}

function balanceRoutes(deps: GuardDeps) {
  const { db, clock } = deps;
  return new Elysia({ name: "ledger-balances" }).get(
    "/ledger/accounts",
    async ({ query }) => {
      const as_of = readTime("as_of", query.as_of) ?? null;
      const data = await accountBalances(db, readParty(query), as_of);
      return {
        as_of: isoTime(as_of ?? clock.nowMs()),
        data,
        next_cursor: null,
      };
    },
    { query: AccountsQuery },
  );
}

function entryRoutes(deps: GuardDeps) {
  const { db } = deps;
  const verifier = new LedgerVerifier(db);
  return new Elysia({ name: "ledger-entries" })
    .get(
      "/ledger/transactions",
      ({ query }) => {
        const { kind, conversion_id } = query;
        const filter = {
          ...readFilter(query),
          conversion_id,
          kinds: kind?.split(","),
        };
        return listEntries(db, filter, readPage(query));
      },
      { query: EntriesQuery },
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
    .get(
      "/ledger/adjustments",
      ({ query }) => {
        const filter = { ...readFilter(query), kinds: ADJUSTMENT_KINDS };
        return listEntries(db, filter, readPage(query));
      },
      { query: Type.Object({ ...page, ...filters, ...times }) },
    )
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
            "Another adjustment was booked under this idempotency_key";
          throw new Problem(409, "ledger_conflict", detail, { cause: error });
        }
      },
      { body: AdjustmentBody },
    );
}

function periodRoutes(deps: GuardDeps) {
  return new Elysia({ name: "periods" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/periods", ({ query }) => listPeriods(deps.db, readPage(query)), {
      query: Type.Object(page),
    })
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

type Texts = Partial<
  Record<
    | "affiliate_id"
    | "advertiser_id"
    | "campaign_id"
    | "currency"
    | "from"
    | "to",
    string | undefined
  >
>;

function readParty(query: Texts): Party {
  const { affiliate_id, advertiser_id } = query;
  if (affiliate_id !== undefined && advertiser_id !== undefined) {
    throw invalid("advertiser_id", "either it or affiliate_id");
  }
  if (affiliate_id !== undefined) {
    return { party: "affiliate", party_id: readId(affiliate_id) };
  }
  if (advertiser_id === undefined) return { party: "network", party_id: 0 };
  return { party: "advertiser", party_id: readId(advertiser_id) };
}

function readFilter(query: Texts): LedgerFilter {
  const idOf = (text: string | undefined) =>
    text === undefined ? undefined : readId(text);
  const { currency } = query;
  const code = currency === undefined ? undefined : parseCurrency(currency);
  if (code === null) throw invalid("currency", "a code of ISO 4217");
  return {
    affiliate_id: idOf(query.affiliate_id),
    advertiser_id: idOf(query.advertiser_id),
    campaign_id: idOf(query.campaign_id),
    currency: code,
    from: readTime("from", query.from),
    to: readTime("to", query.to),
  };
}

function readTime(field: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = parseTime(text);
  if (at === null) throw invalid(field, "a time by RFC 3339 is expected");
  return at;
}

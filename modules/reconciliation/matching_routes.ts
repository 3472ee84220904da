import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { and, eq } from "drizzle-orm";
import { Elysia } from "elysia";
import type { Queryable } from "../../db/mod.ts";
import { reconciliationItems, reconciliations } from "../../db/schema/mod.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import type { ChangeCall, ListRequest } from "../http/mod.ts";
import {
  entityTag,
  orNotFound,
  invalid,
  preconditionOf,
  readId,
  readList,
  resourceRoutes,
} from "../http/mod.ts";
import { parseCurrency, Problem } from "../kernel/mod.ts";
import type { Scheduler } from "../scheduler/mod.ts";
import { enqueueMatching } from "./match_tasks.ts";
import { isItem, readItemKey } from "./matching/item_key.ts";
import { ITEM_LIST, listItems, readItem } from "./matching/list_items.ts";
import { matchByHand } from "./matching/match_by_hand.ts";
import { readReconciliation } from "./matching/reconciliation.ts";
import { Break } from "./statement_answers.ts";
import { putTolerance, readTolerance, TOLERANCE } from "./tolerance.ts";

const closed = { additionalProperties: false };
const FrameBody = Type.Object(
  {
    offset_minutes: Type.Optional(
      Type.Integer({ minimum: -840, maximum: 840, multipleOf: 15 }),
    ),
    money_divisor: Type.Optional(
      Type.Union([Type.Literal(1), Type.Literal(100)]),
    ),
    basis: Type.Optional(
      Type.Union([
        Type.Literal("revenue"),
        Type.Literal("amount"),
        Type.Literal("payout"),
      ]),
    ),
    currency: Type.Optional(Type.String({ maxLength: 3 })),
  },
  closed,
);
const MatchBody = Type.Object(
  {
    row_no: Type.Integer({ minimum: 1 }),
    conversion_id: Type.Union([Type.String({ maxLength: 36 }), Type.Null()]),
  },
  closed,
);
const remark = Type.Optional(
  Type.Union([Type.String({ maxLength: 2_000 }), Type.Null()]),
);
const BreakBody = Type.Object(
  {
    owner: remark,
    note: remark,
    state: Type.Optional(
      Type.Union([Type.Literal("left"), Type.Literal("open")]),
    ),
  },
  closed,
);

export interface MatchingRoutesDeps extends GuardDeps {
  scheduler: Pick<Scheduler, "enqueue">;
}

/** Routes for breaks, matches, the frame, decisions by hand, and tolerances. */
export function matchingRoutes(deps: MatchingRoutesDeps) {
  return new Elysia({ name: "matching", prefix: "/api/v1" })
    .use(viewRoutes(deps))
    .use(officeRoutes(deps));
}

/** Routes also for advertisers, who see the breaks of their own statements. */
function viewRoutes({ db, ...deps }: MatchingRoutesDeps) {
  const list = async (id: string, is_break: boolean, asked: ListRequest) => {
    const row = await readReconciliation(db, id);
    return await listItems(db, row, { is_break }, asked);
  };
  return new Elysia({ name: "matching-views" })
    .use(guard({ db, ...deps }, ["admin", "manager", "advertiser"]))
    .get("/reconciliations/:id/breaks", ({ params, query, principal }) =>
      list(params.id, true, readList(query, ITEM_LIST, principal)),
    )
    .get("/reconciliations/:id/matches", ({ params, query, principal }) =>
      list(params.id, false, readList(query, ITEM_LIST, principal)),
    )
    .get("/reconciliations/:id/breaks/:key", async ({ params }) => {
      const row = await readReconciliation(db, params.id);
      return await readItem(db, row, params.key);
    });
}

function officeRoutes(deps: MatchingRoutesDeps) {
  const { db } = deps;
  return new Elysia({ name: "matching-office" })
    .use(guard(deps, ["admin", "manager"]))
    .patch(
      "/reconciliations/:id/breaks/:key",
      async ({ params, body, principal, request, set }) => {
        const changed = await changeBreak(deps, params, {
          body,
          changed_by: `${principal.kind} ${principal.id}`,
          if_match: request.headers.get("if-match"),
        });
        set.headers["etag"] = entityTag(changed, BREAK_TAG);
        return changed;
      },
      { body: BreakBody },
    )
    .post(
      "/reconciliations/:id/frame",
      async ({ params, body, set }) => {
        set.status = 202;
        return await setFrame(deps, params.id, body);
      },
      { body: FrameBody },
    )
    .post(
      "/reconciliations/:id/match",
      async ({ params, body, principal }) => {
        const changed_by = `${principal.kind} ${principal.id}`;
        await matchByHand(deps, params.id, { ...body, changed_by });
        const row = await readReconciliation(db, params.id);
        return await readItem(db, row, `r${body.row_no}`);
      },
      { body: MatchBody },
    )
    .use(
      resourceRoutes(TOLERANCE, {
        read: ({ params }, at = db) => readTolerance(at, readId(params.id)),
        replace: (
          { params, principal, check }: ChangeCall<{ id: string }, Principal>,
          body,
        ) =>
          putTolerance(
            deps,
            readId(params.id),
            body,
            `${principal.kind} ${principal.id}`,
            check,
          ),
      }),
    );
}

/** Confirms the frame found, or sets another, and matches again. */
async function setFrame(
  deps: MatchingRoutesDeps,
  id: string,
  body: Static<typeof FrameBody>,
) {
  const { db, scheduler } = deps;
  const { currency = null, ...asked } = body;
  const code = currency === null ? undefined : parseCurrency(currency);
  if (code === null)
    throw invalid("currency", "must be an ISO 4217 currency code such as USD");
  const reconciliation = await readReconciliation(db, id);
  return await db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(reconciliations)
      .where(eq(reconciliations.id, id))
      .for("update");
    if (row?.status !== "review" || row.frame === null) {
      const detail = `The frame can only be set in review; the reconciliation is ${row?.status ?? reconciliation.status}`;
      throw new Problem(409, "in_flight", detail);
    }
    const frame = {
      ...row.frame,
      ...asked,
      ...(code === undefined ? {} : { currency: code }),
      is_clear: true,
    };
    await tx
      .update(reconciliations)
      .set({ frame, frame_confirmed: true, status: "matching" })
      .where(eq(reconciliations.id, id));
    const { task_id } = await enqueueMatching({ db: tx, scheduler }, id);
    return { id, status: "matching", frame, task_id };
  });
}

/** A break's tag, as its reading has it. */
const BREAK_TAG = { view: Break };

/** Sets the owner, note or state of a break. */
async function changeBreak(
  { db, clock }: MatchingRoutesDeps,
  { id, key }: { id: string; key: string },
  {
    body,
    changed_by,
    if_match,
  }: {
    body: Static<typeof BreakBody>;
    changed_by: string;
    if_match: string | null;
  },
) {
  const row = await readReconciliation(db, id);
  const of = orNotFound(readItemKey(key) ?? undefined);
  const check = preconditionOf(if_match, BREAK_TAG, (tx: Queryable) =>
    readItem(tx, row, key),
  );
  const is_it = and(eq(reconciliationItems.reconciliation_id, id), isItem(of));
  await db.transaction(async (tx) => {
    const [item] = await tx
      .select()
      .from(reconciliationItems)
      .where(is_it)
      .for("update");
    const { class: name, state } = orNotFound(item);
    await check?.(tx);
    if (name === null) throw invalid("id", "names a match, not a break");
    if (body.state !== undefined && state !== "open" && state !== "left") {
      throw invalid("state", `the break is ${state}`);
    }
    await tx
      .update(reconciliationItems)
      .set({ ...body, changed_at: clock.nowMs(), changed_by })
      .where(is_it);
  });
  return await readItem(db, row, key);
}

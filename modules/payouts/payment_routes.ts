import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { Principal } from "../access/mod.ts";
import { invalid, pageOf, readList, readTime, readPage } from "../http/mod.ts";
import { detailsRoutes } from "./details_routes.ts";
import type { DetailsRoutesDeps } from "./details_routes.ts";
import {
  CloseManyBody,
  EndManyBody,
  PayBody,
  PayManyBody,
  readRun,
  ReasonBody,
  RunBody,
} from "./payment_model.ts";
import { applyDueDetails } from "./payments/change_details.ts";
import { settleMany } from "./payments/payment_batch.ts";
import {
  listEntries,
  PAYMENT_ENTRY_LIST,
  readEntries,
  summarizeEntries,
} from "./payments/payment_entries.ts";
import { exportRun } from "./payments/payment_export.ts";
import { createRun } from "./payments/payment_run.ts";
import {
  entriesOfPayment,
  listPayments,
  listRuns,
  PAYMENT_LIST,
  RUN_LIST,
  presentPayment,
  presentResult,
  readPaymentRow,
  readRun as readRunById,
} from "./payments/read_payments.ts";
import {
  closePayment,
  failPayment,
  payPayment,
  voidPayment,
} from "./payments/settle_payment.ts";
import { checkSepaRun, sepaRunFile } from "./sepa/sepa_run.ts";
import { entriesCsv, statementPage } from "./payments/statement.ts";

export type PaymentRoutesDeps = DetailsRoutesDeps;

/** Routes of `payment-runs`, `payments`, and payment details. */
export function paymentRoutes(deps: PaymentRoutesDeps) {
  return new Elysia({ name: "payments", prefix: "/api/v1" })
    .use(viewRoutes(deps))
    .use(detailsRoutes(deps))
    .use(officeRoutes(deps));
}

/** Routes also for affiliates, who see their own payments once closed. */
function viewRoutes(deps: PaymentRoutesDeps) {
  const { db } = deps;
  return new Elysia({ name: "payment-views" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get("/payments", ({ query, principal }) => {
      const list = readList(query, PAYMENT_LIST, principal);
      return listPayments(db, visibleTo(principal), list);
    })
    .get("/payments/:id", async ({ params, query, principal }) => {
      const { id, format } = splitFormat(params.id);
      const seen = visibleTo(principal);
      const { payment, affiliate } = await readPaymentRow(db, id, seen);
      const entries = entriesOfPayment(payment);
      if (format === "csv") return entriesCsv(db, `payment-${id}.csv`, entries);
      if (format === "html") return await statementPage(db, payment, affiliate);
      const { limit, after } = readPage(query);
      const read = await readEntries(db, entries, { after, limit: limit + 1 });
      return {
        ...presentPayment(payment),
        affiliate_name: affiliate.name,
        summary: await summarizeEntries(db, entries),
        ...pageOfEntries(read, limit),
      };
    })
    .get("/payments/:id/entries", async ({ params, query, principal }) => {
      const list = readList(query, PAYMENT_ENTRY_LIST, principal);
      const seen = visibleTo(principal);
      const { payment } = await readPaymentRow(db, params.id, seen);
      return await listEntries(db, entriesOfPayment(payment), list);
    });
}

function officeRoutes(deps: PaymentRoutesDeps) {
  return new Elysia({ name: "payment-office" })
    .use(guard(deps, ["admin", "manager"]))
    .use(runRoutes(deps))
    .use(settleRoutes(deps))
    .use(batchRoutes(deps));
}

function runRoutes(deps: PaymentRoutesDeps) {
  const { db } = deps;
  return new Elysia({ name: "payment-runs" })
    .use(guard(deps, ["admin", "manager"]))
    .get("/payment-runs", ({ query, principal }) =>
      listRuns(db, readList(query, RUN_LIST, principal)),
    )
    .post(
      "/payment-runs",
      async ({ body, principal, set }) => {
        const created_by = `${principal.kind} ${principal.id}`;
        const dry_run = body.dry_run ?? false;
        const input = { ...readRun(body, principal.timezone), created_by };
        const made = await createRun(deps, input, { dry_run });
        set.status = dry_run ? 200 : 201;
        return { ...presentResult(made), dry_run };
      },
      { body: RunBody },
    )
    .get("/payment-runs/:id", ({ params }) => readRunById(db, params.id))
    .get("/payment-runs/:id/export.csv", async ({ params, query }) => {
      const { format = "bank" } = query;
      if (format !== "bank" && format !== "wallet") {
        throw invalid("format", "must be bank or wallet");
      }
      const run = await readRunById(db, params.id);
      await applyDueDetails(deps);
      return exportRun(deps, run.id, format);
    })
    .get("/payment-runs/:id/sepa", async ({ params }) => {
      const run = await readRunById(db, params.id);
      await applyDueDetails(deps);
      return await checkSepaRun(deps, run.id);
    })
    .get("/payment-runs/:id/sepa.xml", async ({ params, query }) => {
      const run = await readRunById(db, params.id);
      await applyDueDetails(deps);
      return await sepaRunFile(deps, run.id, query);
    });
}

function settleRoutes(deps: PaymentRoutesDeps) {
  return new Elysia({ name: "payment-settling", prefix: "/payments" })
    .use(guard(deps, ["admin", "manager"]))
    .post("/:id/close", async ({ params }) =>
      presentPayment(await closePayment(deps, params.id)),
    )
    .post(
      "/:id/pay",
      async ({ params, body, principal }) => {
        const input = readPay(body, principal);
        return presentPayment(await payPayment(deps, params.id, input));
      },
      { body: PayBody },
    )
    .post(
      "/:id/fail",
      async ({ params, body }) =>
        presentPayment(await failPayment(deps, params.id, body)),
      { body: ReasonBody },
    )
    .post(
      "/:id/void",
      async ({ params, body }) =>
        presentPayment(await voidPayment(deps, params.id, body)),
      { body: ReasonBody },
    );
}

function batchRoutes(deps: PaymentRoutesDeps) {
  const byId = (ids: readonly string[]) => ids.map((id) => ({ id }));
  return new Elysia({ name: "payment-batches", prefix: "/payments" })
    .use(guard(deps, ["admin", "manager"]))
    .post(
      "/close",
      ({ body }) =>
        settleMany(byId(body.ids), ({ id }) => closePayment(deps, id)),
      { body: CloseManyBody },
    )
    .post(
      "/pay",
      ({ body, principal }) => {
        const { payments, reference, ...given } = body;
        return settleMany(payments, async (item) => {
          const own = item.reference ?? reference;
          if (own === undefined) {
            throw invalid("reference", "one is needed for each payment");
          }
          const input = readPay({ ...given, reference: own }, principal);
          return await payPayment(deps, item.id, input);
        });
      },
      { body: PayManyBody },
    )
    .post(
      "/fail",
      ({ body }) =>
        settleMany(byId(body.ids), ({ id }) => failPayment(deps, id, body)),
      { body: EndManyBody },
    )
    .post(
      "/void",
      ({ body }) =>
        settleMany(byId(body.ids), ({ id }) => voidPayment(deps, id, body)),
      { body: EndManyBody },
    );
}

function readPay(
  body: { reference: string; paid_at?: string },
  { timezone }: Principal,
) {
  const { reference, paid_at } = body;
  return {
    reference,
    paid_at: readTime("paid_at", paid_at, timezone),
  };
}

/** Affiliates see their payments once they are closed. */
function visibleTo({ role }: Principal) {
  return { hide_drafts: role === "affiliate" };
}

/** Splits `{id}`, `{id}.csv` and `{id}.html`, which are one path segment. */
export function splitFormat(segment: string) {
  const [, id = segment, ending] = /^(.*)\.(csv|html)$/.exec(segment) ?? [];
  return { id, format: ending ?? "json" };
}

/** Presents a page of entries with its cursor. */
export function pageOfEntries<T extends { entry_id: string }>(
  read: readonly T[],
  limit: number,
) {
  const page = pageOf(
    read,
    limit,
    ({ entry_id }) => entry_id,
    (entry) => entry,
  );
  return { entries: page.data, next_cursor: page.next_cursor };
}

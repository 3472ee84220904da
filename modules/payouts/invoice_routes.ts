import { readList, readPage } from "../http/mod.ts";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { createInvoice } from "./invoices/create_invoice.ts";
import type { InvoiceDeps } from "./invoices/create_invoice.ts";
import {
  entriesOfInvoice,
  INVOICE_LIST,
  invoicePage,
  listInvoices,
  listReceipts,
  presentInvoice,
  readInvoiceRow,
} from "./invoices/read_invoices.ts";
import { receiveForInvoice, voidInvoice } from "./invoices/settle_invoice.ts";
import {
  InvoiceBody,
  readAmount,
  readCurrency,
  ReasonBody,
  ReceiveBody,
} from "./payment_model.ts";
import { pageOfEntries, splitFormat } from "./payment_routes.ts";
import { readEntries } from "./payments/payment_entries.ts";
import { entriesCsv } from "./payments/statement.ts";

export interface InvoiceRoutesDeps extends GuardDeps, InvoiceDeps {}

/** Routes of `invoices`: what advertisers are billed, and what they paid. */
export function invoiceRoutes(deps: InvoiceRoutesDeps) {
  return new Elysia({ name: "invoices", prefix: "/api/v1" })
    .use(viewRoutes(deps))
    .use(officeRoutes(deps));
}

/** Routes also for advertisers, who see their own invoices. */
function viewRoutes(deps: InvoiceRoutesDeps) {
  const { db } = deps;
  return new Elysia({ name: "invoice-views", prefix: "/invoices" })
    .use(guard(deps, ["admin", "manager", "advertiser"]))
    .get("", ({ query, principal }) => {
      const list = readList(query, INVOICE_LIST, principal);
      return listInvoices(deps, list);
    })
    .get("/:id", async ({ params, query }) => {
      const { id, format } = splitFormat(params.id);
      const { invoice, advertiser } = await readInvoiceRow(db, id);
      const entries = entriesOfInvoice(invoice);
      if (format === "csv") {
        return entriesCsv(db, `invoice-${invoice.number}.csv`, entries);
      }
      if (format === "html") {
        return await invoicePage(deps, invoice, advertiser);
      }
      const { limit, after } = readPage(query);
      const read = await readEntries(db, entries, { after, limit: limit + 1 });
      return {
        ...presentInvoice(invoice, deps.clock.nowMs()),
        advertiser_name: advertiser.name,
        receipts: await listReceipts(db, invoice),
        ...pageOfEntries(read, limit),
      };
    });
}

function officeRoutes(deps: InvoiceRoutesDeps) {
  const present = (invoice: Parameters<typeof presentInvoice>[0]) =>
    presentInvoice(invoice, deps.clock.nowMs());
  return new Elysia({ name: "invoice-office", prefix: "/invoices" })
    .use(guard(deps, ["admin", "manager"]))
    .post(
      "",
      async ({ body, set }) => {
        const { currency, ...asked } = body;
        const made = await createInvoice(deps, {
          ...asked,
          currency: currency === undefined ? null : readCurrency(currency),
        });
        set.status = 201;
        return present(made);
      },
      { body: InvoiceBody },
    )
    .post(
      "/:id/receive",
      async ({ params, body }) => {
        const { date, reference } = body;
        const amount_micros = readAmount("amount", body.amount);
        const input = { date, reference, amount_micros };
        return present(await receiveForInvoice(deps, params.id, input));
      },
      { body: ReceiveBody },
    )
    .post(
      "/:id/void",
      async ({ params, body }) =>
        present(await voidInvoice(deps, params.id, body)),
      { body: ReasonBody },
    );
}

import { Type } from "@sinclair/typebox";
import { Day, described, listOf, oneOf, PageQuery } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  Invoice,
  InvoicePage,
  InvoiceWithLines,
  Payment,
  PaymentDetails,
  PaymentOutcome,
  PaymentPage,
  PaymentRun,
  PaymentRunResult,
  PaymentWithEntries,
  SepaCheck,
  SettledEntryPage,
} from "./payment_answers.ts";
import { INVOICE_LIST } from "./invoices/read_invoices.ts";
import { PAYMENT_ENTRY_LIST } from "./payments/payment_entries.ts";
import { PAYMENT_LIST, RUN_LIST } from "./payments/read_payments.ts";

/** API description of the routes for payments and invoices. */
export const PAYMENT_API: ApiDescription = {
  "GET /api/v1/payments": {
    summary: "Lists payments",
    own: { affiliate: { filter: "affiliate_id" } },
    answers: { 200: PaymentPage },
    ...PAYMENT_LIST,
  },
  "GET /api/v1/payments/:id": {
    summary:
      "Gets a payment with its entries; `.html` and `.csv` select a format",
    own: { affiliate: { field: "affiliate_id" } },
    answers: {
      200: [
        PaymentWithEntries,
        { media_type: "text/html" },
        { media_type: "text/csv" },
      ],
    },
    query: PageQuery,
  },
  "GET /api/v1/payments/:id/entries": {
    summary: "Lists the entries of a payment",
    description:
      "The sales, corrections and reversals that it is made of, in the order of booking. What is below the minor unit is an entry too, so that all of a closed payment add up to its amount.",
    own: { affiliate: { field: "affiliate_id", of: "/api/v1/payments/:id" } },
    answers: { 200: SettledEntryPage },
    ...PAYMENT_ENTRY_LIST,
  },
  "GET /api/v1/payment-runs": {
    summary: "Lists payment runs",
    answers: { 200: listOf(PaymentRun) },
    ...RUN_LIST,
  },
  "POST /api/v1/payment-runs": {
    summary: "Creates payments for everything due",
    description:
      "Makes a draft payment for each affiliate who is owed enough. With `dry_run` nothing is stored.",
    answers: { 200: PaymentRunResult, 201: PaymentRunResult },
    problems: ["invalid_amount", "unknown_currency"],
  },
  "GET /api/v1/payment-runs/:id": {
    summary: "Gets a payment run",
    answers: { 200: PaymentRun },
  },
  "GET /api/v1/payment-runs/:id/export.csv": {
    summary: "Exports a payment run for the bank",
    answers: { 200: { media_type: "text/csv" } },
    query: Type.Object({ format: Type.Optional(oneOf(["bank", "wallet"])) }),
  },
  "GET /api/v1/payment-runs/:id/sepa": {
    summary: "Says what of a payment run a SEPA file would pay",
    description:
      "Its closed payments in euros to valid IBANs, with their sum; each of the others is named with why it can't be in the file.",
    answers: { 200: SepaCheck },
  },
  "GET /api/v1/payment-runs/:id/sepa.xml": {
    summary: "Exports a payment run as SEPA credit transfers",
    description:
      "pain.001.001.09, with the closed payments that a bank takes. Its message id is the run's: a bank takes the same file but once.",
    answers: { 200: { media_type: "application/xml" } },
    problems: ["nothing_to_pay"],
    query: Type.Object({
      debtor_name: described("Whose account pays.", Type.String()),
      debtor_iban: described("The account.", Type.String()),
      debtor_bic: Type.Optional(described("Its bank.", Type.String())),
      execute_on: described("The day on which the bank pays.", Day),
    }),
  },
  "POST /api/v1/payments/:id/close": {
    summary: "Closes a draft payment",
    description:
      "Fixes its entries and amount; what is below the minor unit stays in the balance.",
    answers: { 200: Payment },
    problems: ["payment_void"],
  },
  "POST /api/v1/payments/:id/pay": {
    summary: "Marks a payment as paid",
    answers: { 200: Payment },
    problems: ["already_paid", "payment_draft", "payment_void"],
  },
  "POST /api/v1/payments/:id/fail": {
    summary: "Marks a payment as failed",
    answers: { 200: Payment },
    problems: ["payment_draft", "payment_paid", "payment_void"],
  },
  "POST /api/v1/payments/:id/void": {
    summary: "Voids a payment",
    description: "Frees its entries for the next run.",
    answers: { 200: Payment },
  },
  "POST /api/v1/payments/close": {
    summary: "Closes several payments",
    answers: { 200: PaymentOutcome },
  },
  "POST /api/v1/payments/pay": {
    summary: "Marks several payments as paid",
    answers: { 200: PaymentOutcome },
  },
  "POST /api/v1/payments/fail": {
    summary: "Marks several payments as failed",
    answers: { 200: PaymentOutcome },
  },
  "POST /api/v1/payments/void": {
    summary: "Voids several payments",
    answers: { 200: PaymentOutcome },
  },
  "GET /api/v1/affiliates/:id/payment-details": {
    summary: "Gets the payment details of an affiliate",
    own: { affiliate: { path: "id" } },
    answers: { 200: PaymentDetails },
    shows_tag: true,
  },
  "PUT /api/v1/affiliates/:id/payment-details": {
    summary: "Replaces the payment details of an affiliate",
    description:
      "At once if the network does it. A user of the affiliate signs in, shows the own password (or a code of the second step, where that is on) once more, and the change counts after 24 hours; each further change begins them anew. The affiliate's users are told by mail.",
    own: { affiliate: { path: "id" } },
    answers: { 202: PaymentDetails, 204: null },
    condition: "If-Match",
    problems: [
      "session_required",
      "wrong_password",
      "wrong_code",
      "rate_limited",
    ],
  },
  "DELETE /api/v1/affiliates/:id/payment-details/pending": {
    summary: "Cancels a change of payment details that doesn't count yet",
    own: { affiliate: { path: "id" } },
    answers: { 204: null },
  },
  "GET /api/v1/invoices": {
    summary: "Lists invoices with their ageing",
    own: { advertiser: { filter: "advertiser_id" } },
    answers: { 200: InvoicePage },
    ...INVOICE_LIST,
  },
  "GET /api/v1/invoices/:id": {
    summary:
      "Gets an invoice with its lines; `.html` and `.csv` select a format",
    own: { advertiser: { field: "advertiser_id" } },
    answers: {
      200: [
        InvoiceWithLines,
        { media_type: "text/html" },
        { media_type: "text/csv" },
      ],
    },
    query: PageQuery,
  },
  "POST /api/v1/invoices": {
    summary: "Creates an invoice",
    description:
      "Bills approved revenue of the period that is on no invoice yet. `from` and `to` are days in the advertiser's time zone, or times.",
    answers: { 201: Invoice },
    problems: ["nothing_to_invoice", "unknown_currency"],
  },
  "POST /api/v1/invoices/:id/receive": {
    summary: "Records money received for an invoice",
    answers: { 200: Invoice },
    problems: [
      "already_received",
      "invalid_amount",
      "invoice_void",
      "over_payment",
    ],
  },
  "POST /api/v1/invoices/:id/void": {
    summary: "Voids an invoice",
    answers: { 200: Invoice },
  },
};

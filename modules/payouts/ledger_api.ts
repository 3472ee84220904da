import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import {
  AccountBalances,
  AffiliateBalance,
  AffiliateEntryPage,
  AffiliateEntryWithHistory,
  ClickDay,
  FxRate,
  FxRates,
  LedgerEntryWithOrigins,
  LedgerEntryPage,
  Period,
  ReleasedHold,
  LedgerCheck,
} from "./ledger_answers.ts";
import { AFFILIATE_ENTRY_LIST } from "./affiliate_entries.ts";
import { ACCOUNT_LIST } from "./balance.ts";
import { CLICK_DAY_LIST } from "./clicks/list_click_days.ts";
import { RATE_LIST } from "./fx/write_rates.ts";
import { ADJUSTMENT_LIST, ENTRY_LIST } from "./ledger_list.ts";
import { PERIOD_LIST } from "./period.ts";
import { BALANCE_LIST } from "./affiliate_balance.ts";

/** API description of the routes for the ledger. */
export const LEDGER_API: ApiDescription = {
  "GET /api/v1/affiliates/:id/balance": {
    ...BALANCE_LIST,
    summary: "Gets the balances of an affiliate",
    own: { affiliate: { path: "id" } },
    description:
      "Balances by currency, rounded to its minor unit; `exact` has what rounding changed. `payable` is what the next payment run can pay.",
    answers: { 200: AffiliateBalance },
  },
  "GET /api/v1/affiliates/:id/entries": {
    summary: "Lists the entries of an affiliate",
    own: { affiliate: { path: "id" } },
    description:
      "The entries behind the balance, newest first. `figure` keeps those behind one of its figures.",
    answers: { 200: AffiliateEntryPage },
    ...AFFILIATE_ENTRY_LIST,
  },
  "GET /api/v1/affiliates/:id/entries/:entry_id": {
    summary: "Gets an entry of an affiliate",
    own: { affiliate: { path: "id" } },
    answers: { 200: AffiliateEntryWithHistory },
  },
  "GET /api/v1/ledger/accounts": {
    summary: "Gets balances by account as of a time",
    answers: { 200: AccountBalances },
    ...ACCOUNT_LIST,
  },
  "GET /api/v1/ledger/transactions": {
    summary: "Lists ledger transactions",
    answers: { 200: LedgerEntryPage },
    ...ENTRY_LIST,
  },
  "GET /api/v1/ledger/transactions/:id": {
    summary: "Gets a ledger transaction",
    answers: { 200: LedgerEntryWithOrigins },
  },
  "GET /api/v1/ledger/verify": {
    summary: "Checks the whole ledger",
    description:
      "Recomputes every sum, the hash chain, each payment's and invoice's claims, and each conversion's money; names the first difference.",
    answers: { 200: LedgerCheck },
  },
  "POST /api/v1/ledger/entries/:id/release": {
    summary: "Releases an entry on hold",
    answers: { 200: ReleasedHold },
    problems: ["not_on_hold"],
  },
  "GET /api/v1/ledger/adjustments": {
    summary: "Lists adjustments by hand",
    answers: { 200: LedgerEntryPage },
    ...ADJUSTMENT_LIST,
  },
  "POST /api/v1/ledger/adjustments": {
    summary: "Books an adjustment",
    description:
      "Books a bonus, advance, write-off or correction against the margin. With the same `idempotency_key` it is booked once.",
    answers: { 200: LedgerEntryWithOrigins, 201: LedgerEntryWithOrigins },
    problems: ["ledger_conflict", "unknown_reference"],
  },
  "GET /api/v1/periods": {
    summary: "Lists the locked months",
    answers: { 200: listOf(Period) },
    problems: ["invalid_month"],
    ...PERIOD_LIST,
  },
  "POST /api/v1/periods/:month/lock": {
    summary: "Locks a month",
    answers: { 200: Period },
    problems: ["invalid_month", "period_not_over", "bookings_open"],
  },
  "GET /api/v1/fx-rates": {
    summary: "Lists exchange rates",
    answers: { 200: listOf(FxRate) },
    ...RATE_LIST,
  },
  "PUT /api/v1/fx-rates": {
    summary: "Sets the exchange rates of a day",
    answers: { 200: FxRates },
  },
  "GET /api/v1/campaigns/:id/click-days": {
    summary: "Lists the booked clicks of a campaign by day",
    answers: { 200: listOf(ClickDay) },
    ...CLICK_DAY_LIST,
  },
};

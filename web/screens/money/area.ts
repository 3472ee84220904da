// Screens that a browser loads together: who opens one is likely to open the others.
export { AdjustmentsScreen } from "./adjustments.tsx";
export { BalancesScreen } from "./balances.tsx";
export { InvoiceScreen } from "./invoice.tsx";
export { InvoicesScreen } from "./invoices.tsx";
export { LedgerScreen } from "./ledger.tsx";
export { OnePaymentScreen } from "./payment.tsx";
export { PaymentsScreen } from "./payments.tsx";
export { PeriodsScreen } from "./periods.tsx";
export { RatesScreen } from "./rates.tsx";
export { RunScreen } from "./run.tsx";
export { RunsScreen } from "./runs.tsx";
export { ImportsScreen, StatementsScreen } from "../reconciling/list.tsx";
export { ImportScreen, StatementScreen } from "../reconciling/upload.tsx";

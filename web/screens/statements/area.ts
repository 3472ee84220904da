// Screens that a browser loads together: who opens one is likely to open the others.
export { ImportScreen } from "./import.tsx";
export { ImportsScreen } from "./imports.tsx";
export { StatementScreen } from "./statement.tsx";
export { StatementsScreen } from "./statements.tsx";
export { SourceScreen } from "../sources/source.tsx";
export { SourcesScreen } from "../sources/sources.tsx";
export { InvoiceScreen } from "../invoices/invoice.tsx";
export { InvoicesScreen } from "../invoices/invoices.tsx";

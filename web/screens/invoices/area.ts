// The screens of this place, which a browser loads together.
export { InvoiceScreen } from "./invoice.tsx";
export { InvoicesScreen } from "./invoices.tsx";

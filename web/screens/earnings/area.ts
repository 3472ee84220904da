// The screens of this place, which a browser loads together.
export { EarningsScreen } from "./earnings.tsx";
export { PaymentScreen } from "./payment.tsx";

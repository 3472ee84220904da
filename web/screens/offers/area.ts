// Screens that a browser loads together: who opens one is likely to open the others.
export { LinksScreen } from "./links.tsx";
export { OfferScreen } from "./offer.tsx";
export { OffersScreen } from "./offers.tsx";
export { EndpointScreen } from "../endpoints/endpoint.tsx";
export { EndpointsScreen } from "../endpoints/endpoints.tsx";
export { EarningsScreen } from "../earnings/earnings.tsx";
export { PaymentScreen } from "../earnings/payment.tsx";

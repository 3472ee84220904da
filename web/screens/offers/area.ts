// The screens of this place, which a browser loads together.
export { LinksScreen } from "./links.tsx";
export { OfferScreen } from "./offer.tsx";
export { OffersScreen } from "./offers.tsx";

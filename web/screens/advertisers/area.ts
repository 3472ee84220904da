// The screens of this place, which a browser loads together.
export { AdvertiserScreen } from "./advertiser.tsx";
export { AdvertisersScreen } from "./advertisers.tsx";
export { NewAdvertiserScreen } from "./new_advertiser.tsx";
export { AdvertiserSourceScreen } from "./source.tsx";
export { AllSourcesScreen } from "./sources.tsx";

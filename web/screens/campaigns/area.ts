// The screens of this place, which a browser loads together.
export { CampaignScreen } from "./campaign.tsx";
export { CampaignsScreen } from "./campaigns.tsx";
export { NewCampaignScreen } from "./new_campaign.tsx";

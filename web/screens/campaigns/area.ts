// Screens that a browser loads together: who opens one is likely to open the others.
export { CampaignScreen } from "./campaign.tsx";
export { CampaignsScreen } from "./campaigns.tsx";
export { NewCampaignScreen } from "./new_campaign.tsx";
export { AffiliateScreen } from "../affiliates/affiliate.tsx";
export { AffiliatesScreen } from "../affiliates/affiliates.tsx";
export { ApplicationsScreen } from "../affiliates/applications.tsx";
export { NewAffiliateScreen } from "../affiliates/new_affiliate.tsx";
export { SignUpQuestionsScreen } from "../affiliates/sign_up_questions.tsx";
export { AdvertiserScreen } from "../advertisers/advertiser.tsx";
export { AdvertisersScreen } from "../advertisers/advertisers.tsx";
export { NewAdvertiserScreen } from "../advertisers/new_advertiser.tsx";
export { AdvertiserSourceScreen } from "../advertisers/source.tsx";
export { AllSourcesScreen } from "../advertisers/sources.tsx";
export { BulkScreen } from "../bulk/bulk.tsx";
export { LateSalesScreen } from "../late_sales/late_sales.tsx";

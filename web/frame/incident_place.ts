import type { Schema } from "../api/client.ts";

/** The page of an incident. */
export function incidentAt({ id }: Pick<Schema<"Incident">, "id">): string {
  return `/app/incidents/${id}`;
}

/** Where the thing that an incident is about is changed. */
export function placeOf({
  bell,
  advertiser_id,
  campaign_id,
  affiliate_id,
}: Pick<
  Schema<"Incident">,
  "bell" | "advertiser_id" | "campaign_id" | "affiliate_id"
>): string {
  if (bell === "refusals.rising" && advertiser_id !== null) {
    return `/app/postbacks?advertiser_id=${advertiser_id}`;
  }
  if (campaign_id !== null) return `/app/campaigns/${campaign_id}`;
  if (affiliate_id !== null) {
    return bell === "endpoint.failing"
      ? `/app/deliveries?affiliate_id=${affiliate_id}`
      : `/app/affiliates/${affiliate_id}`;
  }
  if (advertiser_id !== null) return `/app/advertisers/${advertiser_id}`;
  return "/app/settings/health";
}

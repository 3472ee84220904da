import type { CampaignProps } from "./campaign.tsx";
import { CapsPart } from "./caps_part.tsx";
import { DestinationsPart } from "./destinations_part.tsx";
import { TargetingPart } from "./targeting_part.tsx";

/** Which visitors go where, and how many. */
export function RoutingTab({ campaign }: CampaignProps) {
  return (
    <div class="stack">
      <CapsPart campaign={campaign} />
      <DestinationsPart campaign={campaign} />
      <TargetingPart campaign={campaign} />
    </div>
  );
}

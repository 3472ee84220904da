import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import type { Column } from "../../ui/table.tsx";
import { useNames } from "../network/use_named.ts";
import { PartyListScreen } from "../network/party_list.tsx";
import { StateBadge } from "../network/state_badge.tsx";

type Campaign = Schema<"Campaign">;

const STATUSES = ["active", "draft", "paused", "archived"];
const VISIBILITIES = ["public", "request", "private"];

export function CampaignsScreen() {
  const nameOf = useNames("advertisers");
  return (
    <PartyListScreen<Campaign>
      list={{
        title: NET.campaigns,
        subject: "campaign",
        path: "/api/v1/campaigns",
        empty: NET.campaigns_empty,
        make: { label: NET.new_campaign, href: "/app/campaigns/new" },
        filters: [
          { name: "q", label: NET.search },
          { name: "status", label: NET.state, options: STATUSES },
          { name: "visibility", label: NET.open_to, options: VISIBILITIES },
          { name: "advertiser_id", label: NET.advertiser_number },
        ],
        columns: columnsWith(nameOf),
        ask: async (query, signal) =>
          await ok(
            api.GET("/api/v1/campaigns", {
              params: { query },
              ...(signal && { signal }),
            }),
          ),
      }}
    />
  );
}

function columnsWith(nameOf: (id: number) => string): Column<Campaign>[] {
  return [
    {
      key: "name",
      label: NET.campaign,
      sort: "name",
      cell: ({ id, name }) => (
        <span class="names">
          <a href={`/app/campaigns/${id}`}>{name}</a>{" "}
          <span class="quiet">#{id}</span>
        </span>
      ),
    },
    {
      key: "advertiser",
      label: NET.advertiser,
      cell: ({ advertiser_id }) => (
        <a href={`/app/advertisers/${advertiser_id}`}>
          {nameOf(advertiser_id)}
        </a>
      ),
    },
    {
      key: "status",
      label: NET.state,
      cell: ({ status }) => <StateBadge state={status} />,
    },
  ];
}

import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { BULK } from "../../messages/bulk.ts";
import { NET } from "../../messages/network.ts";
import type { Column } from "../../ui/table.tsx";
import { PartyListScreen } from "../network/party_list.tsx";

type Advertiser = Schema<"Advertiser">;

export function AdvertisersScreen() {
  return (
    <PartyListScreen<Advertiser>
      list={{
        title: NET.advertisers,
        subject: "advertiser",
        path: "/api/v1/advertisers",
        empty: NET.advertisers_empty,
        make: { label: NET.new_advertiser, href: "/app/advertisers/new" },
        more: (
          <a class="button" href="/app/bulk?kind=advertisers">
            {BULK.title}
          </a>
        ),
        filters: [{ name: "q", label: NET.search }],
        columns: COLUMNS,
        ask: async (query, signal) =>
          await ok(
            api.GET("/api/v1/advertisers", {
              params: { query },
              ...(signal && { signal }),
            }),
          ),
      }}
    />
  );
}

const COLUMNS: readonly Column<Advertiser>[] = [
  {
    key: "name",
    label: NET.advertiser,
    sort: "name",
    cell: ({ id, name }) => (
      <span class="names">
        <a href={`/app/advertisers/${id}`}>{name}</a>{" "}
        <span class="quiet">#{id}</span>
      </span>
    ),
  },
];

import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { BULK } from "../../messages/bulk.ts";
import { NET } from "../../messages/network.ts";
import type { Column } from "../../ui/table.tsx";
import { PartyListScreen } from "../network/party_list.tsx";
import { StateBadge } from "../network/state_badge.tsx";

type Affiliate = Schema<"Affiliate">;

const STATUSES = ["active", "pending", "paused", "blocked"];

export function AffiliatesScreen() {
  return (
    <PartyListScreen<Affiliate>
      list={{
        title: NET.affiliates,
        subject: "affiliate",
        path: "/api/v1/affiliates",
        empty: NET.affiliates_empty,
        make: { label: NET.new_affiliate, href: "/app/affiliates/new" },
        more: (
          <>
            <a class="button" href="/app/applications">
              {NET.applications}
            </a>
            <a class="button" href="/app/bulk?kind=affiliates">
              {BULK.title}
            </a>
          </>
        ),
        filters: [
          { name: "q", label: NET.search },
          { name: "status", label: NET.state, options: STATUSES },
        ],
        columns: COLUMNS,
        ask: async (query, signal) =>
          await ok(
            api.GET("/api/v1/affiliates", {
              params: { query },
              ...(signal && { signal }),
            }),
          ),
      }}
    />
  );
}

const COLUMNS: readonly Column<Affiliate>[] = [
  {
    key: "name",
    label: NET.affiliate,
    sort: "name",
    cell: ({ id, name }) => (
      <span class="names">
        <a href={`/app/affiliates/${id}`}>{name}</a>{" "}
        <span class="quiet">#{id}</span>
      </span>
    ),
  },
  {
    key: "email",
    label: NET.email,
    sort: "email",
    cell: ({ email }) => email ?? say.none,
  },
  {
    key: "status",
    label: NET.state,
    sort: "status",
    cell: ({ status }) => <StateBadge state={status} />,
  },
];

import { api, ok } from "../../api/client.ts";
import type { paths } from "../../api/api_types.ts";
import type { BulkKind } from "./columns.ts";
import type { Item } from "./rows.ts";

type Items<Kind extends BulkKind> =
  paths[`/api/v1/bulk/${Kind}`]["post"]["requestBody"]["content"]["application/json"]["items"];

/** An item that was or would be made, or why it isn't. */
export interface SentItem {
  index: number;
  status: number;
  detail?: string;
  errors?: { field: string; message: string }[];
}

/** Whether items are only looked at, and whether the others are made where one is refused. */
interface How {
  dry_run?: boolean;
  partial?: boolean;
}

/** Makes many, or says what would become of each. */
export async function sendBulk(
  kind: BulkKind,
  items: readonly Item[],
  how: How,
): Promise<SentItem[]> {
  const { data } = await ok<{ data: SentItem[] }>(SEND[kind](items, how));
  return data;
}

// The API checks what a sheet holds, and names the cell that is wrong.
const SEND = {
  affiliates: (items: readonly Item[], how: How) =>
    api.POST("/api/v1/bulk/affiliates", {
      body: { items: items as Items<"affiliates">, ...how },
    }),
  advertisers: (items: readonly Item[], how: How) =>
    api.POST("/api/v1/bulk/advertisers", {
      body: { items: items as Items<"advertisers">, ...how },
    }),
  campaigns: (items: readonly Item[], how: How) =>
    api.POST("/api/v1/bulk/campaigns", {
      body: { items: items as Items<"campaigns">, ...how },
    }),
  goals: (items: readonly Item[], how: How) =>
    api.POST("/api/v1/bulk/goals", {
      body: { items: items as Items<"goals">, ...how },
    }),
  payouts: (items: readonly Item[], how: How) =>
    api.POST("/api/v1/bulk/payouts", {
      body: { items: items as Items<"payouts">, ...how },
    }),
  links: (items: readonly Item[], how: How) =>
    api.POST("/api/v1/bulk/links", {
      body: { items: items as Items<"links">, ...how },
    }),
};

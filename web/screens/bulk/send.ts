import { api, ok } from "../../api/client.ts";
import type { paths } from "../../api/api_types.ts";
import type { BulkKind, itemsOf } from "./rows.ts";

type Items<Path extends `/api/v1/bulk/${BulkKind}`> =
  paths[Path]["post"]["requestBody"]["content"]["application/json"]["items"];

/** An item that was made, or why it wasn't. */
export interface SentItem {
  index: number;
  status: number;
  detail?: string;
  errors?: { field: string; message: string }[];
}

/** Makes all items, or with `partial` those that can be made. */
export async function sendBulk(
  kind: BulkKind,
  items: ReturnType<typeof itemsOf>,
  partial: boolean,
): Promise<SentItem[]> {
  const { data } = await ok<{ data: SentItem[] }>(
    kind === "affiliates"
      ? api.POST("/api/v1/bulk/affiliates", {
          body: { items: items as Items<"/api/v1/bulk/affiliates">, partial },
        })
      : kind === "advertisers"
        ? api.POST("/api/v1/bulk/advertisers", {
            body: {
              items: items as Items<"/api/v1/bulk/advertisers">,
              partial,
            },
          })
        : api.POST("/api/v1/bulk/links", {
            body: { items: items as Items<"/api/v1/bulk/links">, partial },
          }),
  );
  return data;
}

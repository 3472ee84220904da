import type { ApiClient } from "./api_client.ts";
import { apiClient, ok } from "./client/api_client.ts";
import type { DeliveryWithAttempts } from "../web/api/api_types.ts";

/** A delivery with its attempts. */
export type Delivery = DeliveryWithAttempts;

/** A delivery attempt. */
export type Try = Delivery["tries"][number];

/** Records a sale on a new click and returns the conversion's id. */
export async function sell(
  api: ApiClient,
  slug: string,
  parameters: Record<string, string> = {},
  query = "",
): Promise<string> {
  const click_id = await api.click(slug, query);
  const { body } = await api.postback({ click_id, ...parameters });
  return String(body.conversion_id);
}

/** Returns a conversion's deliveries, in order of version. */
export async function deliveriesOf(
  api: ApiClient,
  conversion_id: string,
): Promise<Delivery[]> {
  const client = apiClient({ api });
  const query = { conversion_id };
  const { data } = await ok(
    client.GET("/api/v1/deliveries", { params: { query } }),
  );
  const deliveries = await Promise.all(
    data.map(({ id }) =>
      ok(client.GET("/api/v1/deliveries/{id}", { params: { path: { id } } })),
    ),
  );
  return deliveries.sort((a, b) => a.version - b.version);
}

/** Returns a conversion's only delivery. */
export async function deliveryOf(
  api: ApiClient,
  conversion_id: string,
): Promise<Delivery> {
  const [delivery, ...more] = await deliveriesOf(api, conversion_id);
  if (delivery !== undefined && more.length === 0) return delivery;
  throw new Error(`Conversion ${conversion_id} has not just one delivery`);
}

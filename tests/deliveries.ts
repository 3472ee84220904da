import type { ApiClient } from "./api_client.ts";

/** A delivery attempt as the API shows it. */
export interface Try {
  attempt: number;
  http_status: number | null;
  error: string | null;
  remote_address: string | null;
  response_body: string | null;
  headers: Record<string, string>;
  url: string;
  succeeded: boolean;
}

/** A delivery with its attempts, as the API shows it. */
export interface Delivery {
  id: string;
  state: string;
  version: number;
  reason: string | null;
  attempts: number;
  due_at: string | null;
  settled_at: string | null;
  tries: Try[];
}

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
  const list = await api.call<{ data: Delivery[] }>(
    "GET",
    `/deliveries?conversion_id=${conversion_id}`,
  );
  const deliveries = await Promise.all(
    list.data.map(({ id }) => api.call<Delivery>("GET", `/deliveries/${id}`)),
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

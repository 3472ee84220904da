import type { ApiClient } from "../../api_client.ts";
import type { Setup } from "../../factory.ts";
import { until } from "../../until.ts";
import { ZONE } from "../system/name_server.ts";

const ENDPOINTS = 40;

/**
 * Creates endpoints whose name server never responds, though that of another endpoint does, and a
 * sale for all of them; once each was attempted, returns the reasons.
 */
export async function unansweredNames(
  api: ApiClient,
  { affiliate_id, slug }: Setup,
): Promise<string[]> {
  const makeEndpoint = async (host: string) => {
    const input = { url: `http://${host}/?c={click_ref}`, timeout_s: 1 };
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, input);
  };
  const tried = async (order_id: string, deliveries: number) => {
    await api.postback({ click_id: await api.click(slug), order_id });
    const list = `/deliveries?affiliate_id=${affiliate_id}&limit=100`;
    return await until(`${deliveries} deliveries were tried`, async () => {
      const { data } = await api.call<{
        data: { id: string; attempts: number; endpoint_id: number }[];
      }>("GET", list);
      const tried = data.filter(({ attempts }) => attempts > 0);
      return tried.length >= deliveries ? tried : null;
    });
  };
  // Nobody listens there, but it has an address: the tracker's own name server is well.
  await makeEndpoint(`known.${ZONE}:1024`);
  const [known] = await tried("silent-1", 1);
  await Promise.all(
    Array.from({ length: ENDPOINTS }, (_, index) =>
      makeEndpoint(`silent-${index}.example`),
    ),
  );
  const all = await tried("silent-2", ENDPOINTS + 2);
  return await Promise.all(
    all
      .filter(({ endpoint_id }) => endpoint_id !== known?.endpoint_id)
      .map(({ id }) => errorOf(api, id)),
  );
}

async function errorOf(api: ApiClient, id: string): Promise<string> {
  const { tries } = await api.call<{ tries: { error: string | null }[] }>(
    "GET",
    `/deliveries/${id}`,
  );
  return tries.at(-1)?.error ?? "";
}

import type { ApiClient } from "../../api_client.ts";
import type { Setup } from "../../factory.ts";
import { until } from "../../until.ts";

const ENDPOINTS = 40;

/**
 * Creates endpoints whose name server never responds, and a sale for all of them;
 * once each was attempted, returns the reasons.
 */
export async function unansweredNames(
  api: ApiClient,
  { affiliate_id, slug }: Setup,
): Promise<string[]> {
  const made = await Promise.all(
    Array.from({ length: ENDPOINTS }, (_, index) =>
      api.call<{ id: number }>(
        "POST",
        `/affiliates/${affiliate_id}/postbacks`,
        {
          url: `http://silent-${index}.example/?c={click_ref}`,
          timeout_s: 1,
        },
      ),
    ),
  );
  await api.postback({ click_id: await api.click(slug), order_id: "silent-1" });
  const list = `/deliveries?affiliate_id=${affiliate_id}&limit=100`;
  const tried = await until("every endpoint was tried", async () => {
    const { data } = await api.call<{
      data: { id: string; attempts: number }[];
    }>("GET", list);
    const tried = data.filter(({ attempts }) => attempts > 0);
    return tried.length >= made.length ? tried : null;
  });
  return await Promise.all(tried.map(({ id }) => errorOf(api, id)));
}

async function errorOf(api: ApiClient, id: string): Promise<string> {
  const { tries } = await api.call<{ tries: { error: string | null }[] }>(
    "GET",
    `/deliveries/${id}`,
  );
  return tries.at(-1)?.error ?? "";
}

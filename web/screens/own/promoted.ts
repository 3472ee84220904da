import { api, ok } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe } from "../../state/session.tsx";

/** Names of campaigns by their numbers, as far as an affiliate may know them. */
export function usePromoted(): (id: number | null) => string {
  const is_affiliate = useMe().role === "affiliate";
  const { data } = useAsked(is_affiliate ? "offers" : null, (signal) =>
    ok(
      api.GET("/api/v1/offers", {
        params: { query: { limit: "500" } },
        signal,
      }),
    ),
  );
  const names = new Map(
    data?.data.map(({ campaign_id, name }) => [campaign_id, name]),
  );
  return (id) => (id === null ? say.none : (names.get(id) ?? `#${id}`));
}

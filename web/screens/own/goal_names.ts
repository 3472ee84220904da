import { useEffect, useRef, useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { useMe } from "../../state/session.tsx";

/** Campaigns whose goals are asked for at once. */
const CAMPAIGNS_MAX = 10;

/** The name of a campaign's goal; undefined while it isn't known. */
export type GoalNameOf = (
  campaign_id: number | null | undefined,
  key: string | null | undefined,
) => string | undefined;

type Goals = readonly { key: string; name: string }[];

/** Names of goals, asked for by campaign once one of it is shown. */
export function useGoalNames(): GoalNameOf {
  const { role } = useMe();
  const [known, setKnown] = useState<ReadonlyMap<number, Goals>>(new Map());
  const shown = useRef(new Set<number>());
  const asked = useRef(new Set<number>());
  useEffect(() => {
    const all = [...shown.current.difference(asked.current)];
    const ids = role === "affiliate" ? all : all.slice(0, CAMPAIGNS_MAX);
    if (ids.length === 0) return;
    for (const id of ids) asked.current.add(id);
    const reading = role === "affiliate" ? readOffered() : readOf(ids);
    void reading
      // The key is shown instead.
      .catch(() => [])
      .then((found) => setKnown((before) => new Map([...before, ...found])));
  });
  return (campaign_id, key) => {
    if (typeof campaign_id !== "number" || typeof key !== "string") return;
    shown.current.add(campaign_id);
    return known.get(campaign_id)?.find((goal) => goal.key === key)?.name;
  };
}

async function readOf(ids: readonly number[]): Promise<[number, Goals][]> {
  return await Promise.all(
    ids.map(async (id): Promise<[number, Goals]> => {
      const params = { path: { id: String(id) }, query: { limit: "100" } };
      const { data } = await ok(
        api.GET("/api/v1/campaigns/{id}/goals", { params }),
      );
      return [id, data];
    }),
  );
}

/** The goals of all that an affiliate may promote. */
async function readOffered(): Promise<[number, Goals][]> {
  const query = { limit: "500" };
  const { data } = await ok(api.GET("/api/v1/offers", { params: { query } }));
  return data.map(({ campaign_id, goals }) => [campaign_id, goals]);
}

import { api, ok } from "../../api/client.ts";
import { useAsked } from "../../state/asked.ts";
import { NET } from "../../messages/network.ts";

/** Things that have a name. */
export type Named = "affiliates" | "advertisers" | "campaigns";

export interface NamedThing {
  id: number;
  name: string;
}

/** The first of them, by name, or those that a text finds. */
export async function findNamed(
  kind: Named,
  { q = "", limit = "500", signal }: FindOptions = {},
): Promise<NamedThing[]> {
  const query = { limit, sort: "name", ...(q === "" ? {} : { q }) } as const;
  const options = { params: { query }, ...(signal && { signal }) };
  const { data } = await ok<{ data: NamedThing[] }>(
    kind === "affiliates"
      ? api.GET("/api/v1/affiliates", options)
      : kind === "advertisers"
        ? api.GET("/api/v1/advertisers", options)
        : api.GET("/api/v1/campaigns", options),
  );
  return data;
}

interface FindOptions {
  q?: string;
  limit?: string;
  signal?: AbortSignal;
}

/** Names by ids; one that isn't among the first 500 is shown by its number. */
export function useNames(kind: Named | null): (id: number | null) => string {
  const { data } = useAsked(kind, (signal) =>
    findNamed(kind ?? "affiliates", { signal }),
  );
  const names = new Map(data?.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? NET.everybody : (names.get(id) ?? `#${id}`));
}

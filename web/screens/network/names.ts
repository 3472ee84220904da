import { api, ok } from "../../api/client.ts";

/** Things that have a name. */
export type Named = "affiliates" | "advertisers" | "campaigns";

export interface NamedThing {
  id: number;
  name: string;
}

/** How many things are asked for where all are wanted. */
const FIRST_MAX = 500;

/** The first of them, by name, or those that a text finds. */
export async function findNamed(
  kind: Named,
  { q = "", limit = String(FIRST_MAX), signal }: FindOptions = {},
): Promise<NamedThing[]> {
  const query = { limit, sort: "name", ...(q === "" ? {} : { q }) } as const;
  return await read(kind, query, signal);
}

interface FindOptions {
  q?: string;
  limit?: string;
  signal?: AbortSignal;
}

/** Those of some ids that the caller may see. */
export async function findByIds(
  kind: Named,
  ids: readonly number[],
): Promise<NamedThing[]> {
  return await read(kind, { id: ids.join(","), limit: String(ids.length) });
}

async function read(
  kind: Named,
  query: { limit: string; sort?: "name"; q?: string; id?: string },
  signal?: AbortSignal,
): Promise<NamedThing[]> {
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

import { api, ok } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { useMe } from "../../state/session.tsx";
import type { Role } from "../../state/session.tsx";
import { FIRST_MAX, findNamed } from "../network/names.ts";
import type { Named, NamedThing } from "../network/names.ts";
import { useNamedThings } from "../network/use_named.ts";

const OFFICE: readonly Role[] = ["admin", "manager"];

/** Names by numbers, as far as somebody may know them; without a name, the number stands. */
export function useNames(kind: Named): NameOf {
  return useNamed(kind).nameOf;
}

/** The name of a number. */
export type NameOf = (id: number | null | undefined) => string;

/** Names, and the choice of one of them as a filter. */
export interface KnownNames {
  nameOf: NameOf;
  /** Of the numbers, in the order of their names; nothing where none is known. */
  choice: { options?: readonly string[]; words?: Record<string, string> };
}

/** Names by numbers, and as a choice. */
export function useNamed(kind: Named): KnownNames {
  const { role } = useMe();
  const is_known =
    OFFICE.includes(role) || (kind === "campaigns" && role !== "admin");
  const known = useNamedThings(is_known ? kind : null, (_, signal) =>
    readNamed(kind, role, signal),
  );
  const { first = [] } = known;
  const nameOf: NameOf = (id) =>
    id === null || id === undefined ? say.none : (known.nameOf(id) ?? `#${id}`);
  // A choice of only a part would seem to be of all: a number is typed instead.
  const is_part = first.length >= FIRST_MAX;
  if (first.length === 0 || is_part) return { nameOf, choice: {} };
  const entries = first.map(({ id, name }) => [String(id), name] as const);
  return {
    nameOf,
    choice: {
      options: entries.map(([id]) => id),
      words: Object.fromEntries(entries),
    },
  };
}

async function readNamed(
  kind: Named,
  role: Role,
  signal: AbortSignal,
): Promise<NamedThing[]> {
  if (kind !== "campaigns" || role !== "affiliate") {
    return await findNamed(kind, { signal });
  }
  const query = { limit: "500", sort: "name" } as const;
  const { data } = await ok(
    api.GET("/api/v1/offers", { params: { query }, signal }),
  );
  return data.map(({ campaign_id, name }) => ({ id: campaign_id, name }));
}

import { api, ok } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { useMe } from "../../state/session.tsx";
import type { Role } from "../../state/session.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { findNamed } from "../network/names.ts";
import type { Named, NamedThing } from "../network/names.ts";
import { pickedBy } from "../network/picker.tsx";
import { useNamedThings } from "../network/use_named.ts";

/** Who may look among all parties. */
export const OFFICE: readonly Role[] = ["admin", "manager"];

/** Names by numbers, as far as somebody may know them; without a name, the number stands. */
export function useNames(kind: Named): NameOf {
  return useNamed(kind).nameOf;
}

/** The name of a number. */
export type NameOf = (id: number | null | undefined) => string;

/** Names, and the choice of one of them as a filter. */
export interface KnownNames {
  nameOf: NameOf;
  /** Nothing where none is known. */
  choice: Pick<Filter, "options" | "words" | "field">;
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
  // The office seeks among all; an affiliate has few offers, and seeks none by name.
  if (OFFICE.includes(role)) {
    return { nameOf, choice: { field: pickedBy(kind) } };
  }
  if (first.length === 0) return { nameOf, choice: {} };
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

import { useEffect, useRef, useState } from "preact/hooks";
import { useAsked } from "../../state/asked.ts";
import { NET } from "../../messages/network.ts";
import { findByIds, findNamed } from "./names.ts";
import type { Named, NamedThing } from "./names.ts";

/** How many are asked for at once beyond the first. */
const IDS_MAX = 100;

/** The first things of a kind, and names of any that are shown. */
interface NamedThings {
  /** The first, in the order of their names; undefined until they are there. */
  first: readonly NamedThing[] | undefined;
  /** A thing's name; undefined where it is unknown, or not known yet. */
  nameOf(id: number): string | undefined;
}

/**
 * Names by ids. Most networks fit into the first page of a list; names of others are asked for once
 * they are shown. Null asks nothing.
 */
export function useNamedThings(
  kind: Named | null,
  askFirst: (kind: Named, signal: AbortSignal) => Promise<NamedThing[]>,
): NamedThings {
  const { data: first } = useAsked(kind, (signal) =>
    askFirst(kind ?? "campaigns", signal),
  );
  const [others, setOthers] = useState<ReadonlyMap<number, string>>(new Map());
  const shown = useRef(new Set<number>());
  const asked = useRef(new Set<number>());
  const names = new Map(first?.map(({ id, name }) => [id, name]));
  useEffect(() => {
    if (kind === null || first === undefined) return;
    const ids = [...shown.current.difference(asked.current)];
    const some = ids.filter((id) => !names.has(id)).slice(0, IDS_MAX);
    if (some.length === 0) return;
    for (const id of some) asked.current.add(id);
    void findByIds(kind, some)
      // Its number is shown instead.
      .catch(() => [])
      .then((found) =>
        setOthers(
          (before) =>
            new Map([
              ...before,
              ...found.map(({ id, name }) => [id, name] as const),
            ]),
        ),
      );
  });
  return {
    first,
    nameOf(id) {
      shown.current.add(id);
      return names.get(id) ?? others.get(id);
    },
  };
}

/** Names by ids; everybody's where there is no id, and the number of one that is unknown. */
export function useNames(kind: Named | null): (id: number | null) => string {
  const { nameOf } = useNamedThings(kind, (one, signal) =>
    findNamed(one, { signal }),
  );
  return (id) => (id === null ? NET.everybody : (nameOf(id) ?? `#${id}`));
}

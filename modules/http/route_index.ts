import type { AppRoute } from "./describe.ts";

interface Entry {
  route: AppRoute;
  segments: readonly string[];
}

/** Finds routes by the path of a request, which keeps its percent-encoding. */
export class RouteIndex {
  readonly #by_length: ReadonlyMap<number, readonly Entry[]>;

  constructor(routes: readonly AppRoute[]) {
    const entries = routes.map((route) => ({
      route,
      segments: segmentsOf(route.path),
    }));
    this.#by_length = Map.groupBy(entries, ({ segments }) => segments.length);
  }

  /** Returns a path's routes for any method, the most literal first. */
  at(path: string): readonly AppRoute[] {
    const segments = segmentsOf(path);
    const entries = this.#by_length.get(segments.length) ?? [];
    return entries
      .filter((entry) => fits(entry.segments, segments))
      .sort((a, b) => literals(b) - literals(a))
      .map(({ route }) => route);
  }
}

/** A path's segments; one slash at its end doesn't count. */
export function segmentsOf(path: string): readonly string[] {
  const parts = path.split("/").slice(1);
  return parts.length > 1 && parts.at(-1) === "" ? parts.slice(0, -1) : parts;
}

function fits(pattern: readonly string[], segments: readonly string[]) {
  return pattern.every((part, at) =>
    part.startsWith(":") ? segments[at] !== "" : part === segments[at],
  );
}

/** Literal segments weigh more the earlier they stand, as in the router. */
function literals({ segments }: Entry): number {
  return segments.reduce(
    (sum, part) => sum * 2 + (part.startsWith(":") ? 0 : 1),
    0,
  );
}

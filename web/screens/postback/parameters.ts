/** A parameter of a stored request. */
export interface Sent {
  name: string;
  value: string;
  where: "query" | "form" | "json";
}

interface Request {
  url: string;
  body: string | null;
}

/** The parameters of a request, in its order. */
export function sentParameters({ url, body }: Request): Sent[] {
  const query = url.slice(url.indexOf("?") + 1 || url.length);
  const json = asObject(body);
  return [
    ...pairs(query, "query"),
    ...(json !== null
      ? Object.entries(json).map(([name, value]) => ({
          name,
          value: typeof value === "string" ? value : JSON.stringify(value),
          where: "json" as const,
        }))
      : pairs(body ?? "", "form")),
  ];
}

function pairs(text: string, where: Sent["where"]): Sent[] {
  return [...new URLSearchParams(text)].map(([name, value]) => ({
    name,
    value,
    where,
  }));
}

function asObject(body: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Our names by those that were sent. */
export type Reading = Readonly<Record<string, string>>;

/** The request as if its parameters had been sent under our names. */
export function renamed(request: Request, reading: Reading) {
  const all = sentParameters(request).map((one) => ({
    ...one,
    name: reading[one.name] ?? one.name,
  }));
  const of = (where: Sent["where"]) =>
    all
      .filter((one) => one.where === where)
      .map(({ name, value }): [string, string] => [name, value]);
  const query = new URLSearchParams(of("query")).toString();
  const json = asObject(request.body);
  if (json !== null) {
    const body = Object.entries(json).map(([name, value]) => [
      reading[name] ?? name,
      value,
    ]);
    return { query, body: Object.fromEntries(body) as Record<string, unknown> };
  }
  const form = new URLSearchParams(of("form")).toString();
  return { query, ...(form !== "" && { body: form }) };
}

/** Names that a parameter may have for us. */
export const MEANINGS = [
  "click_id",
  "order_id",
  "goal",
  "amount",
  "currency",
  "status",
  "customer_id",
  "occurred_at",
  "reason",
  "revenue",
  "adv1",
  "adv2",
  "adv3",
] as const;

/** Names of a source by ours. */
export type Mapping = Readonly<Record<string, readonly string[]>>;

/** The meaning that a parameter has by a source's mapping or by its own name; null if neither tells. */
export function knownMeaning(name: string, mapping: Mapping): string | null {
  const folded = folds(name);
  const has = (names: readonly string[]) =>
    names.some((one) => folds(one) === folded);
  const mapped = Object.entries(mapping).find(([, names]) => has(names));
  if (mapped !== undefined) return mapped[0];
  return MEANINGS.find((one) => folds(one) === folded) ?? null;
}

/** A request's parameters by what they mean, each as it was sent. */
export function sentByMeaning(
  request: Request,
  mapping: Mapping,
): ReadonlyMap<string, string> {
  const known = sentParameters(request).flatMap(
    ({ name, value }): [string, string][] => {
      const meaning = knownMeaning(name, mapping);
      return meaning === null ? [] : [[meaning, `${name}=${value}`]];
    },
  );
  return new Map(known);
}

/** A name without what isn't told apart: case, `_` and `-`. */
function folds(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, "");
}

/** A mapping with the chosen names first; they are taken before the others. */
export function mergedMapping(
  mapping: Mapping,
  reading: Reading,
): Record<string, string[]> {
  const all = Object.fromEntries(
    Object.entries(mapping).map(([ours, names]) => [ours, [...names]]),
  );
  for (const [name, ours] of Object.entries(reading)) {
    const others = (all[ours] ?? []).filter((one) => one !== name);
    all[ours] = [name, ...others];
  }
  return all;
}

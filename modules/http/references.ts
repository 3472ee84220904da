import { Type } from "@sinclair/typebox";
import type { TSchema } from "@sinclair/typebox";
import { SEVERAL_IDS } from "./list_filter.ts";

/** Things that other systems may name by their own id. */
export type ReferenceKind =
  "advertisers" | "affiliates" | "campaigns" | "links";

/** An external id in a request, in place of an id. */
export interface Reference {
  kind: ReferenceKind;
  external_id: string;
}

/** A reference with its field, and the way to put the id in its place. */
export interface FoundReference extends Reference {
  field: string;
  replace(id: number): void;
}

/** A place in a body: names of fields, `*` for each item of a list. */
interface BodyPlace {
  kind: ReferenceKind;
  names: readonly string[];
  /** Whether it is a query's parameter, whose text may have several values. */
  is_parameter?: boolean;
}

interface Shape {
  properties?: Readonly<Record<string, TSchema>>;
  items?: TSchema | readonly TSchema[];
  anyOf?: readonly TSchema[];
}

/** Prefix of an external id used in place of an id. */
export const EXTERNAL_ID = "external_id:";
/** An external id may itself have commas. */
const BEFORE_EXTERNAL_ID = new RegExp(`,(?=${EXTERNAL_ID})`);
/** Marks a field that holds the parameters of a query by name. */
const OF_QUERY = "x-of-query";
const KINDS: Readonly<Record<string, ReferenceKind>> = {
  advertiser: "advertisers",
  affiliate: "affiliates",
  campaign: "campaigns",
  link: "links",
};

/** The kind of a field such as `campaign_id` or `affiliate_ids`. */
export function kindOfField(name: string): ReferenceKind | undefined {
  const [, one = ""] = /^([a-z]+)_ids?$/.exec(name) ?? [];
  return KINDS[one];
}

/** The kind of a query's parameter, such as `campaign_id` or `campaign`. */
export function kindOfQuery(name: string): ReferenceKind | undefined {
  return kindOfField(name) ?? KINDS[name];
}

/** The kind that a path's parameter names, by the segment before it. */
export function kindOfParameter(before: string): ReferenceKind | undefined {
  if (before === "offers") return "campaigns";
  return Object.values(KINDS).find((kind) => kind === before);
}

/** The external id that a text names; undefined if it names none. */
export function externalIdIn(text: unknown): string | undefined {
  return typeof text === "string" && text.startsWith(EXTERNAL_ID)
    ? text.slice(EXTERNAL_ID.length)
    : undefined;
}

/** The external ids among the values of a parameter, each with what puts an id in its place. */
export function externalIdsIn(
  text: string,
  set: (text: string) => void,
): { external_id: string; replace(id: number): void }[] {
  const parts = text.split(BEFORE_EXTERNAL_ID);
  return parts.flatMap((part, at) => {
    const external_id = externalIdIn(part);
    if (external_id === undefined) return [];
    const replace = (id: number) => {
      parts[at] = String(id);
      set(parts.join(","));
    };
    return [{ external_id, replace }];
  });
}

/** The schema of a body's field that holds the parameters of a query. */
export function queryParameters<T extends TSchema>(schema: T): T {
  return { ...schema, [OF_QUERY]: true };
}

const ExternalId = Type.String({
  pattern: `^${EXTERNAL_ID}`,
  examples: [`${EXTERNAL_ID}SUMMER`],
});

/** The schema of an id that may be given as an external id. */
export function referenceSchema(schema: TSchema): TSchema {
  if (schema.type === "integer") return Type.Union([schema, ExternalId]);
  if (schema.type === "array") {
    return { ...schema, items: referenceSchema(schema.items as TSchema) };
  }
  const { anyOf } = schema as { anyOf?: readonly TSchema[] };
  const integer = anyOf?.some(({ type }) => type === "integer") ?? false;
  const text =
    anyOf?.some((one) => one.type === "string" && one !== SEVERAL_IDS) ?? false;
  if (!integer || text) return schema;
  return { ...schema, anyOf: [...(anyOf ?? []), ExternalId] };
}

/** A body's schema with external ids wherever it takes references. */
export function referringSchema(schema: TSchema): TSchema {
  if (bodyPlaces(schema).length === 0) return schema;
  const { properties, items, anyOf } = schema as Shape;
  const changed: Partial<Record<keyof Shape, unknown>> = {};
  if (properties !== undefined) {
    changed.properties = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        kindOfField(name) === undefined
          ? referringSchema(property)
          : referenceSchema(property),
      ]),
    );
  }
  if (items !== undefined && !Array.isArray(items)) {
    changed.items = referringSchema(items as TSchema);
  }
  if (anyOf !== undefined) changed.anyOf = anyOf.map(referringSchema);
  return { ...schema, ...changed };
}

/** Where the bodies of a schema name advertisers, affiliates, campaigns and links. */
export function bodyPlaces(
  schema: TSchema,
  names: readonly string[] = [],
): BodyPlace[] {
  const { properties, items, anyOf } = schema as Shape;
  const own = Object.entries(properties ?? {}).flatMap(([name, property]) => {
    const kind = kindOfField(name);
    const place = [...names, name];
    if (property[OF_QUERY] === true) return parameterPlaces(place);
    if (kind === undefined) return bodyPlaces(property, place);
    const is_list = name.endsWith("s");
    return [{ kind, names: is_list ? [...place, "*"] : place }];
  });
  const of_items =
    items === undefined || Array.isArray(items)
      ? []
      : bodyPlaces(items as TSchema, [...names, "*"]);
  const of_members = (anyOf ?? []).flatMap((one) => bodyPlaces(one, names));
  return [...own, ...of_items, ...of_members];
}

function parameterPlaces(names: readonly string[]): BodyPlace[] {
  return Object.entries(KINDS).map(([name, kind]) => ({
    kind,
    names: [...names, name],
    is_parameter: true,
  }));
}

/** Finds the references at a place of a body. */
export function referencesAt(
  body: unknown,
  { names, ...what }: BodyPlace,
  field = "",
): FoundReference[] {
  const [name, ...rest] = names;
  if (name === undefined || typeof body !== "object" || body === null) {
    return [];
  }
  const holder = body as Record<string, unknown>;
  const keys = name === "*" && Array.isArray(body) ? Object.keys(body) : [name];
  return keys.flatMap((key) => {
    const place = field === "" ? key : `${field}.${key}`;
    if (rest.length > 0) {
      return referencesAt(holder[key], { ...what, names: rest }, place);
    }
    const value = holder[key];
    const { kind, is_parameter } = what;
    if (is_parameter === true && typeof value === "string") {
      const set = (text: string) => void (holder[key] = text);
      return externalIdsIn(value, set).map((found) => ({
        ...{ kind, field: place },
        ...found,
      }));
    }
    const external_id = externalIdIn(value);
    if (external_id === undefined) return [];
    const replace = (id: number) => void (holder[key] = id);
    return [{ kind, external_id, field: place, replace }];
  });
}

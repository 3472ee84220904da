import type { TSchema } from "@sinclair/typebox";
import type { PartyRole } from "./party_roles.ts";

const HIDDEN_FROM = "x-hidden-from";
const SHOWN_IF = "x-shown-if";
/** A mark that stays out of the document: it would tell what is behind the words. */
export const SEEN_AS = "x-seen-as";

type SeenAs = (role: PartyRole, value: unknown) => unknown;

/**
 * Hides a field of an answer from roles, unless another field is true: of the same object, or
 * of the nearest around it that has one.
 */
export function hiddenFrom<T extends TSchema>(
  schema: T,
  roles: readonly PartyRole[],
  shown_if?: string,
): T {
  const mark = {
    [HIDDEN_FROM]: roles,
    ...(shown_if === undefined ? {} : { [SHOWN_IF]: shown_if }),
  };
  return { ...schema, ...mark };
}

/** The advertiser's side, such as revenue: no affiliate's business. */
export function advertisers<T extends TSchema>(schema: T): T {
  return hiddenFrom(schema, ["affiliate"]);
}

/** The affiliate's side, such as payouts: no advertiser's business. */
export function affiliates<T extends TSchema>(schema: T): T {
  return hiddenFrom(schema, ["advertiser"]);
}

/** The network's own: no party's business. */
export function internal<T extends TSchema>(schema: T): T {
  return hiddenFrom(schema, ["affiliate", "advertiser"]);
}

/** The amount of a sale: an affiliate's business only where the campaign shares it. */
export function sharedAmount<T extends TSchema>(schema: T): T {
  return hiddenFrom(schema, ["affiliate"], "share_amount");
}

/** Lets roles see another value of a field; they neither filter nor sort by it. */
export function seenAs<T extends TSchema>(
  schema: T,
  seen: SeenAs,
  description: string,
): T {
  return { ...schema, description, [SEEN_AS]: seen };
}

/** A schema without its marks, and these. */
export function withoutMarks(schema: TSchema): {
  plain: TSchema;
  marks: Readonly<Record<string, unknown>>;
} {
  const plain = { ...schema };
  const marks: Record<string, unknown> = {};
  for (const name of [HIDDEN_FROM, SHOWN_IF]) {
    if (plain[name] === undefined) continue;
    marks[name] = plain[name];
    delete plain[name];
  }
  return { plain, marks };
}

/** The marks of a schema in words; undefined if it has none. */
export function marksInWords(schema: TSchema): string | undefined {
  const roles = schema[HIDDEN_FROM] as readonly string[] | undefined;
  if (roles === undefined || roles.length === 0) return undefined;
  const shown_if = shownIf(schema);
  const unless = shown_if === undefined ? "" : `, unless \`${shown_if}\``;
  return `Hidden from ${roles.map((role) => `${role}s`).join(" and ")}${unless}.`;
}

/** Copies a value without what its role may not see. */
export type Cut = (value: unknown) => unknown;

/** An object of an answer, and those that it lies in. */
interface Nested {
  fields: Readonly<Record<string, unknown>>;
  outer: Nested | undefined;
}

type NestedCut = (value: unknown, outer?: Nested) => unknown;

interface Shape {
  properties?: Readonly<Record<string, TSchema>>;
  patternProperties?: Readonly<Record<string, TSchema>>;
  items?: TSchema | readonly TSchema[];
  anyOf?: readonly TSchema[];
  allOf?: readonly TSchema[];
}

interface ShownField {
  cut: NestedCut;
  /** Fields of which one must be true for it to be shown. */
  shown_if: string | undefined;
}

/**
 * Returns how answers of a schema, or of one of several, are cut for a role: an object
 * keeps only fields that its schema names and none of its members hides.
 */
export function cutOf(schemas: readonly TSchema[], role: PartyRole): Cut {
  const cut = nestedCutOf(schemas, role);
  return (value) => cut(value);
}

function nestedCutOf(schemas: readonly TSchema[], role: PartyRole): NestedCut {
  const members = schemas.flatMap(membersOf);
  const objects = members.filter((one) => shapeOf(one).properties);
  const fields = fieldsOf(objects, role);
  const values = members.flatMap((one) =>
    Object.values(shapeOf(one).patternProperties ?? {}),
  );
  const items = members.flatMap((one) => shapeOf(one).items ?? []);
  const is_opaque = members.some(isOpaque);
  const cutValue = values.length === 0 ? null : nestedCutOf(values, role);
  const cutItem = items.length === 0 ? null : nestedCutOf(items, role);
  const isShown = shownItems(items, role);
  return (value, outer) => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      if (cutItem === null) return is_opaque ? value : [];
      return value.filter(isShown).map((item) => cutItem(item, outer));
    }
    const kept: Record<string, unknown> = {};
    const given = value as Readonly<Record<string, unknown>>;
    const nested = { fields: given, outer };
    for (const [name, one] of Object.entries(given)) {
      const field = fields.get(name);
      if (field !== undefined) {
        const { cut, shown_if } = field;
        if (shown_if === undefined || isTrue(nested, shown_if)) {
          kept[name] = cut(one, nested);
        }
      } else if (cutValue !== null) kept[name] = cutValue(one, nested);
      else if (is_opaque) kept[name] = one;
    }
    return kept;
  };
}

/** Whether a field is true in the nearest object that has it. */
function isTrue({ fields, outer }: Nested, name: string): boolean {
  if (Object.hasOwn(fields, name)) return fields[name] === true;
  return outer !== undefined && isTrue(outer, name);
}

/** Which items of a list a role may see. */
function shownItems(
  items: readonly TSchema[],
  role: PartyRole,
): (item: unknown) => boolean {
  const hiding = items.filter((schema) => isHiddenFrom(schema, role));
  if (hiding.length === 0) return () => true;
  return (item) =>
    typeof item === "object" &&
    item !== null &&
    hiding.every((schema) => {
      const field = shownIf(schema);
      return (
        field !== undefined &&
        field in item &&
        Reflect.get(item, field) === true
      );
    });
}

/** The fields that a role may see, with the way each is cut. */
function fieldsOf(
  objects: readonly TSchema[],
  role: PartyRole,
): ReadonlyMap<string, ShownField> {
  const named = objects.flatMap((one) =>
    Object.entries(shapeOf(one).properties ?? {}),
  );
  const by_name = Map.groupBy(named, ([name]) => name);
  return new Map(
    [...by_name].flatMap(([name, entries]) => {
      const schemas = entries.map(([, schema]) => schema);
      const hiding = schemas.filter((schema) => isHiddenFrom(schema, role));
      const [shown_if, ...others] = new Set(hiding.map(shownIf));
      if (hiding.length > 0 && (shown_if === undefined || others.length > 0)) {
        return [];
      }
      return [[name, { cut: fieldCutOf(schemas, role), shown_if }] as const];
    }),
  );
}

function fieldCutOf(schemas: readonly TSchema[], role: PartyRole): NestedCut {
  const seen = schemas.map(seenAsOf).find((one) => one !== undefined);
  if (seen === undefined) return nestedCutOf(schemas, role);
  return (value) => seen(role, value);
}

function seenAsOf(schema: TSchema): SeenAs | undefined {
  return schema[SEEN_AS] as SeenAs | undefined;
}

/** Whether a field is hidden from a role, always or unless something shows it. */
function isHiddenFrom(schema: TSchema, role: PartyRole): boolean {
  const roles = schema[HIDDEN_FROM] as readonly string[] | undefined;
  return roles?.includes(role) ?? false;
}

function shownIf(schema: TSchema): string | undefined {
  return schema[SHOWN_IF] as string | undefined;
}

/** The fields of rows that a role sees as they are in each of them, by which it may filter and sort. */
export function fieldsAlwaysSeenBy(
  schema: TSchema,
  role: PartyRole,
): readonly string[] {
  const objects = membersOf(schema).map((one) => shapeOf(one).properties ?? {});
  const names = new Set(objects.flatMap((one) => Object.keys(one)));
  return [...names].filter((name) =>
    objects.every((one) => {
      const field = one[name];
      if (field === undefined) return true;
      return !isHiddenFrom(field, role) && seenAsOf(field) === undefined;
    }),
  );
}

/** The schema of what a role sees: without what is always hidden from it. */
export function schemaSeenBy(schema: TSchema, role: PartyRole): TSchema {
  const { properties, patternProperties, items, anyOf, allOf } =
    shapeOf(schema);
  const seen = (one: TSchema) => schemaSeenBy(one, role);
  const changed: Record<string, unknown> = {};
  if (properties !== undefined) {
    const entries = Object.entries(properties);
    const shown = entries.filter(
      ([, one]) => !isHiddenFrom(one, role) || shownIf(one) !== undefined,
    );
    const { required = [] } = schema as { required?: readonly string[] };
    changed.properties = Object.fromEntries(
      shown.map(([name, one]) => [name, seen(one)]),
    );
    changed.required = shown
      .filter(
        ([name, one]) => required.includes(name) && !isHiddenFrom(one, role),
      )
      .map(([name]) => name);
  }
  if (patternProperties !== undefined) {
    changed.patternProperties = Object.fromEntries(
      Object.entries(patternProperties).map(([name, one]) => [name, seen(one)]),
    );
  }
  if (items !== undefined) {
    changed.items = Array.isArray(items)
      ? items.map(seen)
      : seen(items as TSchema);
  }
  if (anyOf !== undefined) changed.anyOf = anyOf.map(seen);
  if (allOf !== undefined) changed.allOf = allOf.map(seen);
  return { ...schema, ...changed };
}

function shapeOf(schema: TSchema): Shape {
  return schema as Shape;
}

/** The schemas that a value may have: the members of a union, or itself. */
function membersOf(schema: TSchema): readonly TSchema[] {
  const { anyOf, allOf } = shapeOf(schema);
  const members = anyOf ?? allOf;
  return members === undefined ? [schema] : members.flatMap(membersOf);
}

/** Whether a schema says nothing of a value's fields. */
function isOpaque(schema: TSchema): boolean {
  const { type } = schema as { type?: string };
  const { properties, patternProperties } = shapeOf(schema);
  if (type === undefined) return !("const" in schema);
  return (
    type === "object" &&
    properties === undefined &&
    patternProperties === undefined
  );
}

import { Problem } from "../kernel/mod.ts";
import type { FieldError } from "../kernel/mod.ts";

const ERRORS_MAX = 20;

/** The used parts of a validator's error. */
export interface Finding {
  path?: string;
  message?: string;
  /** The schema that the value failed. */
  schema?: Shape;
  value?: unknown;
  /** Findings of each member of a union. */
  errors?: readonly Iterable<Finding>[];
}

/** The parts of a JSON schema that tell the allowed values. */
export interface Shape {
  const?: unknown;
  type?: string;
  anyOf?: readonly Shape[];
  properties?: Readonly<Record<string, Shape>>;
}

/** One error per field: the validator reports several for the same one. */
export function fieldErrors(
  findings: Iterable<Finding>,
  schema: Shape | undefined,
): FieldError[] {
  const by_field = new Map<string, FieldError>();
  for (const found of [...findings].flatMap(intoUnion)) {
    const field = (found.path ?? "").replace(/^\//, "").replaceAll("/", ".");
    if (by_field.has(field)) continue;
    by_field.set(field, describeFinding(field, found, schema));
    if (by_field.size === ERRORS_MAX) break;
  }
  return [...by_field.values()];
}

/** Findings of the one member of a union that takes objects, if the value is one. */
function intoUnion(found: Finding): Finding[] {
  const { schema, value, errors = [] } = found;
  const at = objectMember(schema);
  const is_object =
    typeof value === "object" && value !== null && !Array.isArray(value);
  const inside = is_object ? [...(errors[at] ?? [])] : [];
  return inside.length > 0 ? inside : [found];
}

/** Index of the only object among a union's members; -1 if there are others. */
function objectMember(schema: Shape | undefined): number {
  const members = schema?.anyOf ?? [];
  const objects = members.filter(({ type }) => type === "object");
  const [only] = objects;
  return objects.length === 1 && only !== undefined
    ? members.indexOf(only)
    : -1;
}

/** Problem for a body whose fields can't be taken. */
export function invalidFields(errors: FieldError[]): Problem {
  const fields = errors.map(({ field }) => field || "body").join(", ");
  return new Problem(422, "invalid_request", `Invalid ${fields}`, {
    errors,
  });
}

/** Lists the allowed values, or for an unknown name the known ones. */
function describeFinding(
  field: string,
  { message = "is not valid", schema }: Finding,
  whole: Shape | undefined,
): FieldError {
  const values = valuesOf(schema);
  if (values.length > 0) {
    const one_of = `must be one of ${values.join(", ")}`;
    return { field, message: one_of, allowed: values };
  }
  const is_unknown = message === "Unexpected property";
  const allowed = is_unknown ? knownNames(field, whole) : [];
  const words = inWords(message);
  return { field, message: words, ...(allowed.length > 0 ? { allowed } : {}) };
}

/** Messages of the validator, and how they are said to a person. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Expected string length greater or equal to 1$/, "must not be empty"],
  [
    /^Expected string length greater or equal to (\d+)$/,
    "must have at least $1 characters",
  ],
  [
    /^Expected string length less or equal to (\d+)$/,
    "must have at most $1 characters",
  ],
  [/^Expected required property$/, "must be given"],
  [/^Expected \w+ to be greater or equal to (\S+)$/, "must be at least $1"],
  [/^Expected \w+ to be less or equal to (\S+)$/, "must be at most $1"],
];

function inWords(message: string): string {
  for (const [pattern, words] of WORDS) {
    if (pattern.test(message)) return message.replace(pattern, words);
  }
  return message;
}

/** The only values that a schema allows; empty if it allows others too. */
function valuesOf(schema: Shape | undefined): string[] {
  if (schema === undefined) return [];
  if (typeof schema.const === "string") return [schema.const];
  const branches = (schema.anyOf ?? []).filter(({ type }) => type !== "null");
  const values = branches.map(valuesOf);
  return values.some((some) => some.length === 0) ? [] : values.flat();
}

/** The known names beside an unknown one; empty if there are several shapes. */
function knownNames(field: string, whole: Shape | undefined): string[] {
  let shape = whole?.anyOf?.[objectMember(whole)] ?? whole;
  for (const name of field.split(".").slice(0, -1)) {
    shape = shape?.properties?.[name];
  }
  return Object.keys(shape?.properties ?? {});
}

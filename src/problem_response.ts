import { isConnectionFault } from "../db/mod.ts";
import { NotFoundError, ParseError, ValidationError } from "elysia";
import { postgresCode } from "../db/mod.ts";
import { Problem, problemBody } from "../modules/kernel/mod.ts";
import type { FieldError } from "../modules/kernel/mod.ts";

const ERRORS_MAX = 20;

/**
 * Converts any error to the caller's `application/problem+json`. Unexpected errors are only logged.
 */
export function problemResponse(
  error: unknown,
  log: (line: string, error: unknown, request_id?: string) => void,
  request_id?: string,
): Response {
  const problem = toProblem(error);
  const { cause } = problem;
  if (problem.status >= 500) {
    log(problem.code, cause ?? error, request_id);
  } else if (isValueFault(cause)) log(problem.code, cause, request_id);
  const postback_id = (error as { postback_id?: unknown } | null)?.postback_id;
  const body = {
    ...problemBody(problem),
    ...(typeof postback_id === "string" ? { postback_id } : {}),
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      ...problem.headers,
      "content-type": "application/problem+json",
      "x-content-type-options": "nosniff",
    },
  });
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ValidationError) return invalidRequest(error);
  if (error instanceof ParseError) {
    return new Problem(400, "malformed", "The body can't be read as JSON");
  }
  if (isConnectionFault(error)) {
    return new Problem(503, "unavailable", "The database is away", {
      headers: { "retry-after": "5" },
      cause: error,
    });
  }
  if (error instanceof NotFoundError) {
    return new Problem(404, "not_found", "Nothing here");
  }
  if (isValueFault(error)) {
    const detail = "It holds a value that can't be kept, such as a NUL";
    return new Problem(422, "invalid_request", detail, { cause: error });
  }
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return new Problem(400, "malformed", "The body is nested too deeply");
  }
  return new Problem(500, "internal_error", "It failed on our side", {
    cause: error,
  });
}

/**
 * Whether Postgres rejects a value (class 22): a NUL, or a number or date out of a column's range.
 * Logged, since a check of ours may be missing.
 */
function isValueFault(error: unknown): boolean {
  return postgresCode(error)?.startsWith("22") ?? false;
}

/** The used parts of a validator's error. */
interface Finding {
  path?: string;
  message?: string;
  /** The schema that the value failed. */
  schema?: Shape;
}

/** The parts of a JSON schema that tell the allowed values. */
interface Shape {
  const?: unknown;
  type?: string;
  anyOf?: readonly Shape[];
  properties?: Readonly<Record<string, Shape>>;
}

/** One error per field: the validator reports several for the same one. */
function invalidRequest(error: ValidationError): Problem {
  const by_field = new Map<string, FieldError>();
  const { schema } = (error.validator ?? {}) as { schema?: Shape };
  for (const entry of error.all) {
    const found = entry as Finding;
    const field = (found.path ?? "").replace(/^\//, "").replaceAll("/", ".");
    if (by_field.has(field)) continue;
    by_field.set(field, describeFinding(field, found, schema));
  }
  const errors = [...by_field.values()].slice(0, ERRORS_MAX);
  const fields = errors.map(({ field }) => field || "the body").join(", ");
  return new Problem(422, "invalid_request", `Cannot take ${fields}`, {
    errors,
  });
}

/** Lists the allowed values, or for an unknown name the known ones. */
function describeFinding(
  field: string,
  { message = "not as expected", schema }: Finding,
  whole: Shape | undefined,
): FieldError {
  const values = valuesOf(schema);
  if (values.length > 0) {
    const one_of = `one of ${values.join(", ")} is expected`;
    return { field, message: one_of, allowed: values };
  }
  const is_unknown = message === "Unexpected property";
  const allowed = is_unknown ? namesBeside(field, whole) : [];
  return { field, message, ...(allowed.length > 0 ? { allowed } : {}) };
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
function namesBeside(field: string, whole: Shape | undefined): string[] {
  let shape = whole;
  for (const name of field.split(".").slice(0, -1)) {
    shape = shape?.properties?.[name];
  }
  return Object.keys(shape?.properties ?? {});
}

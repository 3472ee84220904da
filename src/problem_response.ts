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

/** Postgres finds fault with a value (class 22): a NUL, a number or a date beyond what a column holds. The log is told, for it may be a check that we lack. */
function isValueFault(error: unknown): boolean {
  return postgresCode(error)?.startsWith("22") ?? false;
}

/** The parts of a validator's error that are used. */
interface Finding {
  path?: string;
  message?: string;
  /** The schema that the value failed. */
  schema?: Shape;
}

/** A JSON schema, as far as it tells which values are allowed. */
interface Shape {
  const?: unknown;
  type?: string;
  anyOf?: readonly Shape[];
  properties?: Readonly<Record<string, Shape>>;
}

/** One entry a field: the validator says several things of the same one. */
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

/** Names the values that are allowed, or of an unknown name the known ones. */
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

/** The words that a schema allows; none where it allows others too. */
function valuesOf(schema: Shape | undefined): string[] {
  if (schema === undefined) return [];
  if (typeof schema.const === "string") return [schema.const];
  const branches = (schema.anyOf ?? []).filter(({ type }) => type !== "null");
  const values = branches.map(valuesOf);
  return values.some((some) => some.length === 0) ? [] : values.flat();
}

/** The names that stand where an unknown one was found; none where there are several shapes. */
function namesBeside(field: string, whole: Shape | undefined): string[] {
  let shape = whole;
  for (const name of field.split(".").slice(0, -1)) {
    shape = shape?.properties?.[name];
  }
  return Object.keys(shape?.properties ?? {});
}

import { isConnectionFault } from "../db/mod.ts";
import { NotFoundError, ParseError, ValidationError } from "elysia";
import { postgresCode } from "../db/mod.ts";
import { fieldErrors, invalidFields } from "../modules/http/mod.ts";
import type { Finding, Shape } from "../modules/http/mod.ts";
import { Problem, problemBody } from "../modules/kernel/mod.ts";

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
  } else if (isValueFault(cause) && !isNul(cause))
    log(problem.code, cause, request_id);
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
    return new Problem(400, "malformed", "The body is not valid JSON");
  }
  if (isConnectionFault(error)) {
    return new Problem(503, "unavailable", "The database is not available", {
      headers: { "retry-after": "5" },
      cause: error,
    });
  }
  if (error instanceof NotFoundError) {
    return new Problem(404, "not_found", "Not found");
  }
  if (isValueFault(error)) {
    const detail = "A value can't be stored, such as a NUL character";
    return new Problem(422, "invalid_request", detail, { cause: error });
  }
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return new Problem(400, "malformed", "The body is nested too deeply");
  }
  return new Problem(500, "internal_error", "Internal error; see the log", {
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

/** Whether a text, or one in JSON, has a NUL, which no check of ours needs to look for. */
function isNul(error: unknown): boolean {
  return ["22021", "22P05"].includes(postgresCode(error) ?? "");
}

function invalidRequest(error: ValidationError): Problem {
  const { schema } = (error.validator ?? {}) as { schema?: Shape };
  return invalidFields(fieldErrors(error.all as Finding[], schema));
}

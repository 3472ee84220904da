import { NotFoundError, ParseError, ValidationError } from "elysia";
import { Problem, problemBody } from "../modules/kernel/mod.ts";
import type { FieldError } from "../modules/kernel/mod.ts";

const ERRORS_MAX = 20;

/** Whatever was thrown, as the `application/problem+json` that the caller reads. Unexpected errors are told to the log only. */
export function problemResponse(
  error: unknown,
  log: (line: string, error: unknown) => void,
): Response {
  const problem = toProblem(error);
  if (problem.status >= 500) log(problem.code, problem.cause ?? error);
  const postback_id = (error as { postback_id?: unknown } | null)?.postback_id;
  const body = {
    ...problemBody(problem),
    ...(typeof postback_id === "string" ? { postback_id } : {}),
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { ...problem.headers, "content-type": "application/problem+json" },
  });
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ValidationError) return invalidRequest(error);
  if (error instanceof ParseError) {
    return new Problem(400, "malformed", "The body can't be read as JSON");
  }
  if (error instanceof NotFoundError) {
    return new Problem(404, "not_found", "Nothing here");
  }
  return new Problem(500, "internal_error", "It failed on our side", {
    cause: error,
  });
}

function invalidRequest(error: ValidationError): Problem {
  const errors = error.all.slice(0, ERRORS_MAX).map((entry): FieldError => {
    const { path, message } = entry as { path?: string; message?: string };
    return {
      field: (path ?? "").replace(/^\//, "").replaceAll("/", "."),
      message: message ?? "not as expected",
    };
  });
  const fields = errors.map(({ field }) => field).join(", ");
  return new Problem(422, "invalid_request", `Cannot take ${fields}`, {
    errors,
  });
}

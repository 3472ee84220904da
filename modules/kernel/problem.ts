/** A refused field of a request, and why. */
export interface FieldError {
  field: string;
  message: string;
  /** Allowed values, if enumerable. */
  allowed?: readonly string[];
  /** Why, where a request has several parts. */
  code?: string;
}

/** Optional parts of a problem. */
export interface ProblemOptions {
  errors?: FieldError[];
  headers?: Record<string, string>;
  /** For the log only; never shown to the caller. */
  cause?: unknown;
}

/** An error answer: `code` and `detail` are public, `cause` is only logged. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(
    status: number,
    code: string,
    detail: string,
    options: ProblemOptions = {},
  ) {
    super(
      `${code}: ${detail}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = options.errors;
    this.headers = options.headers;
  }
}

/** The body of an `application/problem+json` answer (RFC 9457). */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  errors?: FieldError[];
}

/** Builds the public body of a problem. */
export function problemBody(problem: Problem): ProblemBody {
  const body: ProblemBody = {
    type: "about:blank",
    title: titleOf(problem.code),
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
  };
  if (problem.errors !== undefined) body.errors = problem.errors;
  return body;
}

function titleOf(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

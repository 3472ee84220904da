import createClient from "openapi-fetch";
import type { components, paths } from "./api_types.ts";

type Media = "application/json" | "application/problem+json";

/** A refusal as the API words it. */
export type ProblemBody = components["schemas"]["Problem"];

/** A request that was refused, or that got no answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly request_id: string | null;
  readonly fields: readonly { field: string; message: string }[];

  constructor(
    problem: Partial<ProblemBody> | null,
    response: Pick<Response, "status" | "headers"> | null,
  ) {
    super(problem?.detail ?? problem?.title ?? "");
    this.status = response?.status ?? 0;
    this.code = problem?.code ?? (response === null ? "offline" : "unknown");
    this.request_id = response?.headers.get("x-request-id") ?? null;
    this.fields = (problem?.errors ?? []) as ApiError["fields"];
  }
}

/** Called when a session has ended; resolves when the same person is signed in again. */
type SignInAgain = () => Promise<boolean>;
let signInAgain: SignInAgain = async () => false;

/** Sets how somebody signs in again, so that a request of an ended session is sent once more. */
export function onEndedSession(handle: SignInAgain): void {
  signInAgain = handle;
}

async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  const is_ended = response.status === 401 && !isSignIn(request.url);
  return is_ended && (await signInAgain()) ? await fetch(again) : response;
}

/** Where a wrong password is an answer, not the end of a session. */
function isSignIn(url: string): boolean {
  const path = new URL(url).pathname;
  return /\/session(?:\/|$)|\/setup$|\/accept$|\/password-resets$/.test(path);
}

/** The API, with the types of its own document. */
export const api = createClient<paths, Media>({
  baseUrl: location.origin,
  fetch: send,
});

/** The body of a 2xx answer; throws an ApiError for any other. */
export async function ok<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  let answer;
  try {
    answer = await asked;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    throw new ApiError(null, null);
  }
  const { data, error, response } = answer;
  if (response.ok) return data as NonNullable<T>;
  throw new ApiError(error as Partial<ProblemBody> | null, response);
}

/** A thing with its tag, which goes back with a change, so that nobody undoes another's. */
export interface Tagged<T> {
  value: T;
  etag: string;
}

/** Like `ok`, with the tag of the answer. */
export async function tagged<T>(
  asked: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Tagged<NonNullable<T>>> {
  let etag = "";
  const value = await ok(
    asked.then((answer) => {
      etag = answer.response.headers.get("etag") ?? "";
      return answer;
    }),
  );
  return { value, etag };
}

/** A shape of the API's document. */
export type Schema<Name extends keyof components["schemas"]> =
  components["schemas"][Name];

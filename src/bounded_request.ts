import { Problem } from "../modules/kernel/mod.ts";
import { CLOSING } from "./request_address.ts";

/** Maximum body size of all routes except file uploads. */
export const BODY_BYTES_MAX = 1_048_576;

/** The refusal of an oversized body. */
export function tooLarge(): Problem {
  const detail = `The body is larger than ${BODY_BYTES_MAX} bytes`;
  return new Problem(413, "too_large", detail, CLOSING);
}

/** Whether the announced body size exceeds the maximum. */
export function announcesTooMuch({ headers }: Request): boolean {
  return Number(headers.get("content-length") ?? 0) > BODY_BYTES_MAX;
}

/** Refuses a request whose body wasn't read; nobody reads a long one to its end. */
export function refuseUnread(request: Request, refusal: Response): Response {
  const is_long = announcesTooMuch(request) || isChunked(request);
  if (is_long) refusal.headers.set("connection", "close");
  return refusal;
}

/** Handles a request with a bounded body; answers with the Problem if it exceeds the maximum. */
export function withBoundedBody(
  request: Request,
  answer: (taken: Request | Problem) => Response | Promise<Response>,
): Response | Promise<Response> {
  if (announcesTooMuch(request)) return answer(tooLarge());
  // The server enforces an announced length.
  return isChunked(request)
    ? readBounded(request).then(answer)
    : answer(request);
}

function isChunked({ headers }: Request): boolean {
  return headers.get("transfer-encoding") !== null;
}

async function readBounded(request: Request): Promise<Request | Problem> {
  const chunks: Uint8Array[] = [];
  let byte_count = 0;
  try {
    for await (const chunk of request.body ?? []) {
      byte_count += chunk.length;
      if (byte_count > BODY_BYTES_MAX) return tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    return new Problem(400, "malformed", "The body was cut off", { cause });
  }
  const { url, method, headers } = request;
  // The body of a GET is ignored: no route reads it.
  const has_body = method !== "GET" && method !== "HEAD";
  const body = has_body ? Buffer.concat(chunks) : null;
  return new Request(url, { method, headers, body });
}

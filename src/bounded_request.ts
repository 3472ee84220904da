import { readBodyWithin } from "../modules/http/mod.ts";
import { Problem } from "../modules/kernel/mod.ts";
import { CLOSING, pathAt } from "./request_address.ts";
import { withBody } from "./with_body.ts";

/** Maximum body size of all routes except bulks and file uploads. */
export const BODY_BYTES_MAX = 1_048_576;
/** Enough for 1,000 items with long URLs. */
const BULK_BYTES_MAX = 8 * BODY_BYTES_MAX;
const BULK_PATH = "/api/v1/bulk/";

/** The refusal of an oversized body. */
export function tooLarge(bytes_max = BODY_BYTES_MAX): Problem {
  const detail = `The body is larger than ${bytes_max} bytes`;
  return new Problem(413, "too_large", detail, CLOSING);
}

/** Whether the announced body size exceeds the maximum. */
export function announcesTooMuch(request: Request): boolean {
  const announced = Number(request.headers.get("content-length") ?? 0);
  return announced > bytesMaxOf(request);
}

function bytesMaxOf({ url }: Request): number {
  const is_bulk = url.startsWith(BULK_PATH, pathAt(url));
  return is_bulk ? BULK_BYTES_MAX : BODY_BYTES_MAX;
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
  if (announcesTooMuch(request)) return answer(tooLarge(bytesMaxOf(request)));
  // The server enforces an announced length.
  return isChunked(request)
    ? readBounded(request).then(answer)
    : answer(request);
}

function isChunked({ headers }: Request): boolean {
  return headers.get("transfer-encoding") !== null;
}

async function readBounded(request: Request): Promise<Request | Problem> {
  const bytes_max = bytesMaxOf(request);
  let bytes: Buffer<ArrayBuffer> | null;
  try {
    bytes = await readBodyWithin(request, bytes_max);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  if (bytes === null) return tooLarge(bytes_max);
  const { method } = request;
  // The body of a GET is ignored: no route reads it.
  const has_body = method !== "GET" && method !== "HEAD";
  return withBody(request, has_body ? bytes : null);
}

import { Problem } from "../modules/kernel/mod.ts";
import { CLOSING } from "./request_address.ts";

/** The largest body that any route takes, but for those that take a file as it comes. */
export const BODY_BYTES_MAX = 1_048_576;

/** The refusal of a body beyond the bound. */
export function tooLarge(): Problem {
  const detail = `The body is larger than ${BODY_BYTES_MAX} bytes`;
  return new Problem(413, "too_large", detail, CLOSING);
}

/** Tells whether a body announces more than the bound. */
export function announcesTooMuch({ headers }: Request): boolean {
  return Number(headers.get("content-length") ?? 0) > BODY_BYTES_MAX;
}

/** The request with its body in hand; a Problem where that is too large, which is known before all of it is here. */
export async function boundedRequest(
  request: Request,
): Promise<Request | Problem> {
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
  // The body of a GET is passed over: no route reads it.
  const has_body = method !== "GET" && method !== "HEAD";
  const body = has_body ? Buffer.concat(chunks) : null;
  return new Request(url, { method, headers, body });
}

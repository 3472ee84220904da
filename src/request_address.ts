import { Problem } from "../modules/kernel/mod.ts";

/** For a request without a host, as HTTP/1.0 allows. */
const NO_HOST = "http://localhost";
/** After `http://` and at least one character of host. */
const HOST_AT = 7;

/**
 * Where the path begins in a request's URL. All readers of paths use this, so that none disagrees
 * whatever the host is.
 */
export function pathAt(url: string): number {
  return url.indexOf("/", HOST_AT);
}

/** The path in the URL of a request, as it was sent. */
export function pathOf(url: string): string {
  const end = url.indexOf("?", HOST_AT);
  return url.slice(pathAt(url), end === -1 ? undefined : end);
}

/** The request with an absolute URL; a Problem if its Host is invalid or duplicated. */
export function addressed(request: Request): Request | Problem {
  const host = request.headers.get("host");
  const { url } = request;
  if (host === null && url.startsWith("/")) {
    return new Request(`${NO_HOST}${url}`, request);
  }
  // Duplicate Host headers are joined by a comma: a proxy in front of us may have used either.
  if (url.startsWith("http://") && !host?.includes(",")) return request;
  const detail = "The Host header is missing, doubled, or names no host";
  return new Problem(400, "malformed", detail, CLOSING);
}

/** Closes the connection instead of reading the rest of the body. */
export const CLOSING = { headers: { connection: "close" } } as const;

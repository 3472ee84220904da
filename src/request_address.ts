import { Problem } from "../modules/kernel/mod.ts";

/** Of a request that names no host, as HTTP/1.0 may. */
const NO_HOST = "http://localhost";
/** Behind `http://`: a host may be of one character. */
const HOST_AT = 7;

/**
 * Where the path begins in the URL of a request. Whoever reads a path begins
 * here, so that no two see different ones whatever the host is.
 */
export function pathAt(url: string): number {
  return url.indexOf("/", HOST_AT);
}

/** The request with an absolute URL; a Problem if its Host is invalid or duplicated. */
export function addressed(request: Request): Request | Problem {
  const host = request.headers.get("host");
  const { url } = request;
  if (host === null && url.startsWith("/")) {
    return new Request(`${NO_HOST}${url}`, request);
  }
  // Several Host headers come joined by a comma: whoever is in front of us may have gone by another one.
  if (url.startsWith("http://") && !host?.includes(",")) return request;
  const detail = "The Host header is missing, doubled, or names no host";
  return new Problem(400, "malformed", detail, CLOSING);
}

/** Closes the connection instead of reading the rest of the body. */
export const CLOSING = { headers: { connection: "close" } } as const;

import type { RecordedClick, Visit } from "./click_recorder.ts";

/** What a request says of its visitor; `query` is the link's. */
export function visitOf(request: Request, ip: string, query: string): Visit {
  const { headers } = request;
  return {
    query,
    ip,
    user_agent: headers.get("user-agent") ?? "",
    referrer: headers.get("referer"),
  };
}

/** Redirects a click. */
export function sendOn(taken: RecordedClick): Response {
  if (taken.location === null) {
    return plain(404, `Nothing to see here now (${taken.routed.verdict})`);
  }
  return new Response(null, {
    status: 302,
    headers: { location: taken.location, "cache-control": "no-store" },
  });
}

/** Headers in which browsers announce a prefetch. */
const PREFETCH_HEADERS = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/** Whether a browser only looks ahead. */
export function isPrefetch(headers: Headers): boolean {
  return PREFETCH_HEADERS.some((name) => {
    const purpose = headers.get(name)?.toLowerCase();
    if (purpose === undefined) return false;
    return purpose.includes("prefetch") || purpose.includes("preview");
  });
}

/** An answer that scripts of any origin may read. */
export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  return new Response(body === null ? null : JSON.stringify(body), {
    status,
    headers: {
      ...headers,
      "content-type": "application/json",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "access-control-allow-origin": "*",
    },
  });
}

/** An answer in words. */
export function plain(
  status: number,
  text: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      ...headers,
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}

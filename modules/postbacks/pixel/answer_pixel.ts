/** One transparent pixel. */
const GIF = Buffer.from(
  "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
  "base64",
);
const HEADERS = {
  "access-control-allow-origin": "*",
  "cache-control": "no-store",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};
const PREFLIGHT = {
  ...HEADERS,
  "access-control-allow-headers": "content-type",
  "access-control-allow-methods": "GET, POST",
};

/** Whether a request at a pixel's address reports anything. */
export function isReport({ method }: Request): boolean {
  return method === "GET" || method === "POST";
}

/** The answer to a page, which learns nothing by it: neither whether a click is known nor what became of its sale. */
export function pixelAnswer({ method }: Request): Response {
  if (method === "OPTIONS") {
    return new Response(null, { status: 204, headers: PREFLIGHT });
  }
  if (method !== "GET" && method !== "HEAD") {
    return new Response(null, { status: 204, headers: HEADERS });
  }
  const headers = { ...HEADERS, "content-type": "image/gif" };
  return new Response(method === "HEAD" ? null : GIF, { headers });
}

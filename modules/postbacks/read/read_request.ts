import { newId, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { RawPostback } from "../../sources/mod.ts";

/** Maximum body size. */
export const BODY_BYTES_MAX = 65_536;

/** Reads a request; null if its body is too large. */
export async function readRequest(
  request: Request,
  input: { clock: Clock; ip: string },
): Promise<RawPostback | null> {
  const body = await readBody(request);
  if (body === undefined) return null;
  return {
    id: newId(input.clock),
    received_at: input.clock.nowMs(),
    method: request.method,
    url: pathAndQuery(request),
    headers: headersOf(request),
    body,
    ip: input.ip,
  };
}

/**
 * Cookies never identify a postback's sender, and a browser would send those of a signed-in
 * user.
 */
function headersOf({ headers }: Request): Record<string, string> {
  return Object.fromEntries(
    [...headers].filter(([name]) => name !== "cookie" && name !== "cookie2"),
  );
}

/** Path and query as sent. A request without a host has no URL that can be parsed. */
export function pathAndQuery({ url }: Request): string {
  return url.slice(url.indexOf("/", url.indexOf("//") + 2));
}

/**
 * Reads the body; null if there is none, undefined if it is too large, without reading all of
 * it.
 */
async function readBody(
  request: Request,
): Promise<Uint8Array | null | undefined> {
  if (request.body === null) return null;
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > BODY_BYTES_MAX) return undefined;
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body) {
      length += chunk.length;
      if (length > BODY_BYTES_MAX) return undefined;
      chunks.push(chunk);
    }
  } catch (cause) {
    // The sender hung up, which is no failure of ours; nobody reads this answer.
    throw new Problem(400, "malformed", "The body is incomplete", { cause });
  }
  return Buffer.concat(chunks);
}

import { newId, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { RawPostback } from "../../sources/mod.ts";

/** The most of a body that is read. */
export const BODY_BYTES_MAX = 65_536;

/** Takes a request as it came; null where its body is larger than is allowed. */
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

/** No postback is judged by a cookie, and a browser sends those of whoever signed in here. */
function headersOf({ headers }: Request): Record<string, string> {
  return Object.fromEntries(
    [...headers].filter(([name]) => name !== "cookie" && name !== "cookie2"),
  );
}

/** Path and query as sent: a request without a host has no address that can be parsed. */
export function pathAndQuery({ url }: Request): string {
  return url.slice(url.indexOf("/", url.indexOf("//") + 2));
}

/** The bytes of the body; null without one, undefined where it is too large, which is known before all of it is here. */
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
    // Nobody reads the answer, but it is the sender who hung up: no failure of ours.
    throw new Problem(400, "malformed", "The body was cut off", { cause });
  }
  return Buffer.concat(chunks);
}

import { sendRequest } from "../../deliveries/mod.ts";
import type { SenderDeps } from "../../deliveries/mod.ts";
import { parseObject } from "../../sources/mod.ts";
import type { JsonFields } from "../../sources/mod.ts";

/** A request to a store or payment provider that brought no answer to go on with; trying again may help. */
export class Unreached extends Error {}

/** An answer of a store. */
export interface OutsideAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Null if it isn't a JSON object. */
  body: JsonFields | null;
}

/** An answer as text. */
interface OutsideText extends Pick<OutsideAnswer, "status" | "headers"> {
  text: string;
}

/** A request to a store or payment provider. */
export interface OutsideRequest {
  url: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  timeout_ms: number;
}

const SERVER_ERROR = 500;
const WAIT = new Set([408, 425, 429]);

/** Asks a store. Throws `Unreached` as `readOutside` does. */
export async function askOutside(
  sender: SenderDeps,
  request: OutsideRequest,
): Promise<OutsideAnswer> {
  const headers = { accept: "application/json", ...request.headers };
  const { text, ...answer } = await readOutside(sender, {
    ...request,
    headers,
  });
  return { ...answer, body: parseObject(text) };
}

/**
 * Asks through the guarded sender of postbacks. Throws `Unreached` where nobody answered, or an
 * answer says to come again.
 */
export async function readOutside(
  sender: SenderDeps,
  { url, method = "GET", headers = {}, body, timeout_ms }: OutsideRequest,
): Promise<OutsideText> {
  const sent = await sendRequest(sender, {
    method,
    url,
    headers,
    body: body ?? null,
    timeout_ms,
  });
  const { hostname } = new URL(url);
  const { http_status, error, response_body, response_headers } = sent;
  if (http_status === null) {
    throw new Unreached(`${hostname} did not answer: ${error ?? "no reason"}`);
  }
  if (http_status >= SERVER_ERROR || WAIT.has(http_status)) {
    throw new Unreached(`${hostname} answered ${http_status}`);
  }
  const text = Buffer.from(response_body ?? []).toString("utf8");
  return { status: http_status, headers: response_headers ?? {}, text };
}

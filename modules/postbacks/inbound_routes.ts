import { Elysia } from "elysia";
import { Problem, QueueFullError } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { problemOf, RETRY_AFTER_S } from "./inbound/answer.ts";
import { BODY_BYTES_MAX, readRequest } from "./inbound/read_request.ts";
import type { Receiver } from "./inbound/receiver.ts";

/** What the postback addresses need. */
export interface InboundDeps {
  clock: Clock;
  receiver: Receiver;
  addressOf(request: Request): string;
}

/** `GET|POST /v1/postback`. A HEAD books nothing: it is refused like any other method. */
export function inboundRoutes(deps: InboundDeps) {
  return new Elysia({ name: "postbacks-in" }).all(
    "/v1/postback",
    ({ request }) => answerPostback(deps, request),
    { parse: "none" },
  );
}

async function answerPostback(
  deps: InboundDeps,
  request: Request,
): Promise<Response> {
  if (request.method !== "GET" && request.method !== "POST") {
    throw new Problem(
      405,
      "method_not_allowed",
      "A postback comes by GET or POST",
      { headers: { allow: "GET, POST" } },
    );
  }
  const ip = deps.addressOf(request);
  const raw = await readRequest(request, { clock: deps.clock, ip });
  if (raw === null) {
    const detail = `The body is larger than ${BODY_BYTES_MAX} bytes`;
    throw new Problem(413, "too_large", detail);
  }
  const answer = await receive(deps, raw);
  if (answer.body !== null) {
    return Response.json(answer.body, { status: answer.status });
  }
  throw Object.assign(problemOf(answer), { postback_id: raw.id });
}

/** What could not even be kept is for the sender to send again. */
async function receive(
  deps: InboundDeps,
  raw: Parameters<Receiver["receive"]>[0],
) {
  try {
    return await deps.receiver.receive(raw);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const is_busy = cause instanceof QueueFullError;
    const detail = is_busy
      ? "Too much at once"
      : "The postback was not recorded";
    throw new Problem(503, "unavailable", detail, {
      headers: { "retry-after": String(RETRY_AFTER_S) },
      cause,
    });
  }
}

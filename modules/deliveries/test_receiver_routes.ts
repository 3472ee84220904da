import { Elysia } from "elysia";
import { readBodyWithin } from "../http/mod.ts";
import {
  exceededHeaders,
  Limiter,
  networkOf,
  Problem,
  retryAfterS,
} from "../kernel/mod.ts";
import type { Clock, Rate } from "../kernel/mod.ts";
import { heardText, TEST_RECEIVER_PATH } from "./test_receiver.ts";

/** Requests per network: enough to try with, too few to be of use as anything else. */
const RATE: Rate = { at_once: 60, refill: 10, refill_ms: 1_000 };
const NETWORKS_MAX = 10_000;
const BODY_BYTES_MAX = 65_536;

export interface TestReceiverDeps {
  clock: Clock;
  addressOf(request: Request): string;
}

/** The route that plays an affiliate's tracker: it repeats what it hears, and stores nothing. */
export function testReceiverRoutes(deps: TestReceiverDeps) {
  const limiter = new Limiter({ keys_max: NETWORKS_MAX });
  return new Elysia({ name: "test-receiver" }).all(
    TEST_RECEIVER_PATH,
    async ({ request }) => {
      const { method } = request;
      if (method !== "GET" && method !== "POST") throw wrongMethod();
      const network = networkOf(deps.addressOf(request));
      const wait_ms = limiter.take(network, RATE, deps.clock.nowMs());
      if (wait_ms > 0) throw tooMany(retryAfterS(wait_ms));
      const body = await readBody(request);
      const text = heardText({
        method,
        query: new URL(request.url).search,
        content_type: request.headers.get("content-type") ?? "",
        body,
      });
      // A browser shows it as text and nothing else, whoever made the address.
      const headers = {
        "content-type": "text/plain; charset=utf-8",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      };
      return new Response(text, { headers });
    },
    { parse: "none" },
  );
}

async function readBody(request: Request): Promise<string> {
  const bytes = await readBodyWithin(request, BODY_BYTES_MAX);
  if (bytes !== null) return new TextDecoder().decode(bytes);
  const detail = `The body is larger than ${BODY_BYTES_MAX} bytes`;
  throw new Problem(413, "too_large", detail);
}

function wrongMethod(): Problem {
  const detail = "Send postbacks by GET or POST";
  return new Problem(405, "method_not_allowed", detail, {
    headers: { allow: "GET, POST" },
  });
}

function tooMany(wait_s: number): Problem {
  const detail = "Too many requests to the test receiver";
  return new Problem(429, "rate_limited", detail, {
    headers: exceededHeaders({ limit: RATE.at_once, wait_s }),
  });
}

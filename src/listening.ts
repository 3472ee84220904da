import type { Config } from "./config.ts";
import { Problem } from "../modules/kernel/mod.ts";
import { problemResponse } from "./problem_response.ts";
import { clientAddress } from "./client_address.ts";

/** The largest body that any route takes. */
const BODY_BYTES_MAX = 1_048_576;
const CLOSE_TIMEOUT_MS = 10_000;

/** What answers requests. */
export interface Handlers {
  /** Answers a request of a link, given the address of whoever sent it. */
  redirect(request: Request, ip: string): Promise<Response>;
  app: { handle(request: Request): Response | Promise<Response> };
}

/** A socket that listens, and answers once it has been opened. */
export interface Listening {
  /** Where it listens. */
  url: string;
  /** The address of whoever sent a request. */
  addressOf(request: Request): string;
  open(handlers: Handlers): void;
  /** Takes no more, and waits for what is under way. */
  close(): Promise<void>;
}

/**
 * Listens. The redirect is answered in front of everything else, so that a
 * visitor waits for nothing that the API needs.
 */
export function startListening(
  config: Pick<Config, "host" | "port" | "trusted_proxies">,
  logError: (what: string, error: unknown) => void,
): Listening {
  const { trusted_proxies } = config;
  // Only for the routes of the app: a weak reference per redirect would keep the collector busy.
  const peers = new WeakMap<Request, string>();
  const addressOf = (request: Request, peer: string) => {
    const forwarded_for =
      trusted_proxies.length === 0
        ? null
        : request.headers.get("x-forwarded-for");
    return clientAddress(peer, forwarded_for, trusted_proxies);
  };
  const failed = (error: unknown) => {
    logError("redirect failed", error);
    return unavailable();
  };
  let handlers: Handlers | undefined;
  const server = Bun.serve({
    hostname: config.host,
    port: config.port,
    // What announces its length is refused by name; the server cuts the rest off.
    maxRequestBodySize: BODY_BYTES_MAX * 64,
    fetch(request, server) {
      if (handlers === undefined) return unavailable();
      const { url } = request;
      const peer = server.requestIP(request)?.address ?? "";
      const is_redirect = isRedirect(url);
      const is_plain = is_redirect && request.method === "GET";
      const problem = is_plain ? null : whyUnreadable(request);
      if (problem !== null) return problemResponse(problem, logError);
      if (is_redirect) {
        return handlers
          .redirect(request, addressOf(request, peer))
          .catch(failed);
      }
      peers.set(request, peer);
      return handlers.app.handle(request);
    },
    error(error) {
      logError("request failed", error);
      return new Response("Internal error\n", { status: 500 });
    },
  });
  return {
    url: `http://${hostOf(server.hostname ?? config.host)}:${server.port}`,
    addressOf: (request) => addressOf(request, peers.get(request) ?? ""),
    open(opened) {
      handlers = opened;
    },
    async close() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
      await Promise.race([server.stop(), promise]);
      clearTimeout(timer);
      await server.stop(true);
    },
  };
}

/** What no route would read. Without a sound Host the server gives a bare path for a URL, in which routes go astray. */
function whyUnreadable(request: Request): Problem | null {
  if (request.url.startsWith("/")) {
    const detail = "The Host header is missing or names no host";
    return new Problem(400, "malformed", detail);
  }
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced <= BODY_BYTES_MAX) return null;
  const detail = `The body is larger than ${BODY_BYTES_MAX} bytes`;
  return new Problem(413, "too_large", detail);
}

/** Without a sound Host the URL is a bare path: that is no redirect, whatever is in it. */
function isRedirect(url: string): boolean {
  const path = url.indexOf("/", 8);
  return path > 0 && url.startsWith("/c/", path) && url.startsWith("http");
}

function hostOf(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}

function unavailable(): Response {
  return new Response("Not available right now\n", {
    status: 503,
    headers: { "retry-after": "5", "cache-control": "no-store" },
  });
}

import type { Config } from "./config.ts";
import { Problem } from "../modules/kernel/mod.ts";
import { STATEMENT_BYTES_MAX } from "../modules/reconciliation/mod.ts";
import { problemResponse } from "./problem_response.ts";
import { clientAddress } from "./client_address.ts";

/** The largest body that any route takes, but for those that take a file as it comes. */
const BODY_BYTES_MAX = 1_048_576;
/** Statements, and what a form puts around one. */
const UPLOAD_BYTES_MAX = STATEMENT_BYTES_MAX + BODY_BYTES_MAX;
const UPLOAD_PATH = /^\/api\/v1\/(?:reconciliations|imports)(?:\?|$)/;
/** Who sends a file may pause for so long. */
const UPLOAD_IDLE_S = 60;
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
    // What announces its length is refused by name; what does not is bounded as it is read.
    maxRequestBodySize: UPLOAD_BYTES_MAX,
    fetch(request, server) {
      if (handlers === undefined) return unavailable();
      const { url } = request;
      const peer = server.requestIP(request)?.address ?? "";
      const is_redirect = isRedirect(url);
      const is_plain = is_redirect && request.method === "GET";
      const is_upload = !is_redirect && isUpload(request);
      const problem = is_plain ? null : whyUnreadable(request, is_upload);
      if (problem !== null) return problemResponse(problem, logError);
      if (is_redirect) {
        return handlers
          .redirect(request, addressOf(request, peer))
          .catch(failed);
      }
      if (is_upload) server.timeout(request, UPLOAD_IDLE_S);
      else if (isUnannounced(request)) {
        const { app } = handlers;
        return boundedRequest(request).then((taken) => {
          if (taken instanceof Problem) return problemResponse(taken, logError);
          peers.set(taken, peer);
          return app.handle(taken);
        });
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
function whyUnreadable(request: Request, is_upload: boolean): Problem | null {
  if (request.url.startsWith("/")) {
    const detail = "The Host header is missing or names no host";
    return new Problem(400, "malformed", detail);
  }
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (is_upload || announced <= BODY_BYTES_MAX) return null;
  return tooLarge();
}

function tooLarge(): Problem {
  const detail = `The body is larger than ${BODY_BYTES_MAX} bytes`;
  return new Problem(413, "too_large", detail);
}

/** A file that is read as it comes, and bounded by whoever reads it. */
function isUpload(request: Request): boolean {
  const { url, method } = request;
  const path = url.slice(url.indexOf("/", 8));
  return method === "POST" && UPLOAD_PATH.test(path);
}

/** Postbacks bound what they read themselves; the routes of the API read whatever comes. */
function isUnannounced({ url, headers }: Request): boolean {
  const is_api = url.startsWith("/api/", url.indexOf("/", 8));
  return is_api && headers.get("transfer-encoding") !== null;
}

/** The request with its body in hand; a Problem where that is too large, which is known before all of it is here. */
async function boundedRequest(request: Request): Promise<Request | Problem> {
  const chunks: Uint8Array[] = [];
  let byte_count = 0;
  try {
    for await (const chunk of request.body ?? []) {
      byte_count += chunk.length;
      if (byte_count > BODY_BYTES_MAX) return tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    return new Problem(400, "malformed", "The body was cut off", { cause });
  }
  const { url, method, headers } = request;
  return new Request(url, { method, headers, body: Buffer.concat(chunks) });
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

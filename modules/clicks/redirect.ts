import type { ClickRecorder, RecordedClick, Visit } from "./click_recorder.ts";
import { readSlug } from "./read_slug.ts";
import {
  Histogram,
  readBodyContent,
  readJsonTree,
  ticksMs,
} from "../kernel/mod.ts";
import type { JsonNode, Template } from "../kernel/mod.ts";

const BEACON = "/beacon";
const BEACON_BYTES_MAX = 16_384;
/** Closes the connection instead of reading the rest of the body. */
const CLOSING = { connection: "close" };

/** Answers to links in other systems' forms. */
export interface OldLinkAnswers {
  answer(
    request: Request,
    path_at: number,
    ipOf: () => string,
  ): Promise<Response> | undefined;
  /** Whether a path below `/c/` means a link, or the two that one is made of. */
  knowsOwn(address: { path: string; query: string }): boolean;
  answerOwn(
    request: Request,
    ip: string,
    address: { path: string; query: string },
  ): Promise<Response | undefined>;
}

/**
 * Serves `/c/{slug}`, which counts the click and redirects, and its beacon, which returns the id.
 */
export class Redirector {
  readonly #recorder: ClickRecorder;
  readonly #old_links: OldLinkAnswers;
  /** Seconds from a click's request to its redirect. */
  readonly seconds = new Histogram();

  constructor(recorder: ClickRecorder, old_links: OldLinkAnswers) {
    this.#recorder = recorder;
    this.#old_links = old_links;
  }

  /**
   * Answers another system's link; undefined where the request is none, so that somebody else
   * answers. `path_at` is where its path begins, `ipOf` finds the sender's address.
   */
  answerOld(
    request: Request,
    path_at: number,
    ipOf: () => string,
  ): Promise<Response> | undefined {
    const began_ms = ticksMs();
    const answer = this.#old_links.answer(request, path_at, ipOf);
    return answer?.then((response) => {
      this.seconds.observe((ticksMs() - began_ms) / 1_000);
      return response;
    });
  }

  /** Handles a request whose path begins with `/c/`; `ip` is the sender's address. */
  async answer(request: Request, ip: string): Promise<Response> {
    const began_ms = ticksMs();
    const { slug, query } = readAddress(request.url);
    if (slug.endsWith(BEACON)) {
      const of = slug.slice(0, -BEACON.length);
      return await this.#beacon(request, ip, of, query);
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      return plain(405, "Method not allowed", {
        ...CLOSING,
        allow: "GET, HEAD",
      });
    }
    if (isPrefetch(request.headers)) {
      return plain(503, "Not counted: this is a prefetch");
    }
    const recorder = this.#recorder;
    const exact = recorder.known(slug);
    const pair = slug.includes("/") ? { path: `/c/${slug}`, query } : null;
    if (
      exact === undefined &&
      pair !== null &&
      this.#old_links.knowsOwn(pair)
    ) {
      return await this.#answerOwn(request, ip, pair);
    }
    const meant = exact === undefined ? readSlug(slug, query) : { slug, query };
    const link = exact ?? (await recorder.resolve(meant.slug));
    if (link === undefined) {
      return await this.#answerOwn(request, ip, pair ?? { path: "", query });
    }
    const fallback = recorder.domainFallback(request);
    const visit = visitOf(request, ip, meant.query, fallback);
    if (request.method === "HEAD") return sendOn(recorder.preview(link, visit));
    const answer = sendOn(await recorder.record(link, visit));
    this.seconds.observe((ticksMs() - began_ms) / 1_000);
    return answer;
  }

  /** Two ids, or three of impact.com's; whatever is none of them is no link, and ends where its domain says. */
  async #answerOwn(
    request: Request,
    ip: string,
    address: { path: string; query: string },
  ): Promise<Response> {
    const began_ms = ticksMs();
    const answer = await this.#old_links.answerOwn(request, ip, address);
    if (answer === undefined) {
      const fallback = this.#recorder.domainFallback(request);
      const visit = visitOf(request, ip, address.query, fallback);
      const location = this.#recorder.strayLocation(request, visit);
      return location === null ? plain(404, "No such link") : sendTo(location);
    }
    this.seconds.observe((ticksMs() - began_ms) / 1_000);
    return answer;
  }

  /**
   * A click without a redirect, sent by a page: parameters come in the query or in a form,
   * multipart or JSON body. Any origin may call it, and cookies are ignored.
   */
  async #beacon(
    request: Request,
    ip: string,
    slug: string,
    query: string,
  ): Promise<Response> {
    if (request.method === "OPTIONS") {
      return json(204, null, { "access-control-allow-methods": "POST" });
    }
    if (request.method !== "POST") {
      return plain(405, "Method not allowed", { allow: "POST" });
    }
    const recorder = this.#recorder;
    const link =
      recorder.known(slug) ?? (await recorder.resolve(readSlug(slug, "").slug));
    if (link === undefined) return plain(404, "No such link", CLOSING);
    const body = await readBytes(request, BEACON_BYTES_MAX);
    if (body === "too large") return plain(413, "Too large", CLOSING);
    if (body === "cut off") return plain(400, "The body is incomplete");
    const type = request.headers.get("content-type") ?? "";
    const whole = [query, bodyAsQuery(body.bytes, type)]
      .filter((part) => part !== "")
      .join("&");
    const taken = await recorder.record(link, visitOf(request, ip, whole));
    const { verdict } = taken.routed;
    return json(200, { click_id: taken.click_id, verdict });
  }
}

/** Reads a body, refusing one that is too large before all of it has arrived. */
async function readBytes(
  request: Request,
  bytes_max: number,
): Promise<{ bytes: Uint8Array } | "too large" | "cut off"> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > bytes_max) return "too large";
  const chunks: Uint8Array[] = [];
  let byte_count = 0;
  try {
    for await (const chunk of request.body ?? []) {
      byte_count += chunk.length;
      if (byte_count > bytes_max) return "too large";
      chunks.push(chunk);
    }
  } catch {
    return "cut off";
  }
  return { bytes: Buffer.concat(chunks) };
}

function readAddress(url: string): { slug: string; query: string } {
  const from = url.indexOf("/c/", url.indexOf("//") + 2) + 3;
  const mark = url.indexOf("?", from);
  const hash = url.indexOf("#", from);
  const end = hash < 0 ? url.length : hash;
  const path_end = mark < 0 || mark > end ? end : mark;
  const slug_end = url[path_end - 1] === "/" ? path_end - 1 : path_end;
  const query = path_end === end ? "" : url.slice(path_end + 1, end);
  return { slug: url.slice(from, slug_end), query };
}

/** The visit that a request is; `query` is the link's. */
export function visitOf(
  request: Request,
  ip: string,
  query: string,
  domain_fallback: Template | null = null,
): Visit {
  const { headers } = request;
  return {
    domain_fallback,
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
  return sendTo(taken.location);
}

/** Redirects, this time only. */
export function sendTo(location: string): Response {
  const headers = { location, "cache-control": "no-store" };
  return new Response(null, { status: 302, headers });
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

/** The object and its nested `params`. */
const DEPTH_MAX = 2;

/** Converts a beacon's body to a link's query; empty if it can't be read. */
function bodyAsQuery(bytes: Uint8Array, content_type: string): string {
  const content = readBodyContent(bytes, content_type);
  if (content.kind === "form") return content.query;
  if (content.kind === "unread") return "";
  const tree = readJsonTree(content.text, { depth_max: DEPTH_MAX });
  return tree?.kind === "object" ? pairsOf(tree).join("&") : "";
}

function pairsOf(node: JsonNode): string[] {
  if (node.kind !== "object") return [];
  return node.entries.flatMap(([name, child]): string[] => {
    if (child.kind !== "scalar") return name === "params" ? pairsOf(child) : [];
    const pair = [name, child.value].map((text) =>
      encodeURIComponent(text.toWellFormed()),
    );
    return [pair.join("=")];
  });
}

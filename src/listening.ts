import type { Config } from "./config.ts";
import { handOnCaller } from "../modules/access/mod.ts";
import { listFormat } from "../modules/http/mod.ts";
import { Problem, randomToken, ticksMs } from "../modules/kernel/mod.ts";
import type { Cidr } from "../modules/kernel/mod.ts";
import { STATEMENT_BYTES_MAX } from "../modules/reconciliation/mod.ts";
import {
  announcesTooMuch,
  BODY_BYTES_MAX,
  tooLarge,
  withBoundedBody,
} from "./bounded_request.ts";
import {
  clientAddress,
  addressed,
  isTrusted,
  pathAt,
} from "./request_address.ts";
import { problemResponse } from "./problem_response.ts";
import { isEverywhere } from "./setting_checks.ts";
import type { AnsweredRequest } from "./request_log.ts";

const TAKEN = /^[\w.-]{1,64}$/;
const PREFIX_BYTES = 6;

/** The header with a request's id, both ways. */
const REQUEST_ID = "x-request-id";

/** Takes a request's own id, or makes one that is unique in this process. */
class RequestIds {
  readonly #prefix = randomToken(PREFIX_BYTES);
  #count = 0;

  of(request: Request): string {
    const given = request.headers.get(REQUEST_ID);
    if (given !== null && TAKEN.test(given)) return given;
    this.#count += 1;
    return `${this.#prefix}-${this.#count.toString(36)}`;
  }
}

/** Sender addresses and ids of the requests in progress. */
class SeenRequests {
  // Only of the app's requests: a weak reference per redirect would burden the garbage collector.
  readonly #seen = new WeakMap<Request, { peer: string; id: string }>();
  readonly #trusted: readonly Cidr[];

  constructor(trusted_proxies: readonly Cidr[]) {
    this.#trusted = trusted_proxies;
  }

  /** Requests forwarded by a peer that isn't trusted. */
  untrusted = 0;

  add(request: Request, seen: { peer: string; id: string }): void {
    const is_forwarded = request.headers.has("x-forwarded-for");
    if (is_forwarded && !isTrusted(seen.peer, this.#trusted)) {
      this.untrusted += 1;
    }
    this.#seen.set(request, seen);
  }

  /** Copies the sender and id of the request for a whole list to one for a page. */
  adopt(page: Request, whole: Request): void {
    const seen = this.#seen.get(whole);
    if (seen !== undefined) this.#seen.set(page, seen);
  }

  /** Copies what is known of a request, including its caller, to the one derived from it. */
  handOn(from: Request, to: Request): void {
    if (from === to) return;
    this.adopt(to, from);
    handOnCaller(from, to);
  }

  idOf(request: Request): string | undefined {
    return this.#seen.get(request)?.id;
  }

  /** The sender's address, behind the proxies that are trusted. */
  addressOf(
    request: Request,
    peer = this.#seen.get(request)?.peer ?? "",
  ): string {
    const forwarded_for =
      this.#trusted.length === 0
        ? null
        : request.headers.get("x-forwarded-for");
    return clientAddress(peer, forwarded_for, this.#trusted);
  }
}

/** The largest statement, and the form around it. */
const UPLOAD_BYTES_MAX = STATEMENT_BYTES_MAX + BODY_BYTES_MAX;
const API_PATH = "/api/";
const UPLOAD_PATH =
  /^\/api\/v1\/(?:reconciliations|imports|moves(?:\/shadow)?)(?:\?|$)/;
const LIVE_PATH = /^\/api\/v1\/(?:reports\/)?live(?:\?|$)/;
/** Maximum pause of a client that uploads a file or reads a whole list. */
const FILE_IDLE_S = 60;
/** Maximum pause of a client that sends any other body. */
const IDLE_S = 10;
const REPORT_PATH = /^\/api\/v1\/reports(?:\?|$)/;
/** The longest wait for an answer once a request is there whole; the most that Bun takes. */
const ANSWER_S = 255;
const NOSNIFF = { "x-content-type-options": "nosniff" };

type Answered = Response | Promise<Response>;

/** Passes a request with a bounded body to its handler. */
export type Bounded = (
  handle: (request: Request, options: { is_streamed: boolean }) => Answered,
) => Answered;

/** The request handlers. */
export interface Handlers {
  /** Answers a click on a link, given the sender's address. */
  redirector: {
    answer(request: Request, ip: string): Promise<Response>;
    /** Answers another system's link; undefined for any other request. */
    answerOld(
      request: Request,
      path_at: number,
      ipOf: () => string,
    ): Promise<Response> | undefined;
  };
  app: { handle(request: Request): Answered };
  /** Answers a request to the API; takes its body only if it admits it. */
  api: { answer(request: Request, bounded: Bounded): Promise<Response> };
  /** Called with each answered request but clicks. */
  answered?(answered: AnsweredRequest): void;
}

/** A listening socket; answers requests once opened. */
export interface Listening {
  /** The address it listens on. */
  url: string;
  /** Where this machine reaches it. */
  listener: { address: string; port: number };
  /** The sender's address of a request. */
  addressOf(request: Request): string;
  /** The id of a request passed to the app. */
  requestIdOf(request: Request): string | undefined;
  /** Copies the sender and id of the request for a whole list to one for a page. */
  adopt(page: Request, whole: Request): void;
  /** Copies what is known of a request to the one derived from it. */
  handOn(from: Request, to: Request): void;
  /** How many requests a peer forwarded that isn't trusted. */
  untrustedForwarded(): number;
  open(handlers: Handlers): void;
  /** Ends each connection with its next answer, so that proxies open none again. */
  leave(): void;
  /** Whether it is about to stop. */
  isLeaving(): boolean;
  /** Stops accepting and waits for requests in progress, however long they take. */
  close(): Promise<void>;
  /** Stops accepting and ends every connection. */
  drop(): Promise<void>;
}

/** Where to listen, and whether other processes do so on the same port. */
export type ListeningConfig = Pick<
  Config,
  "host" | "port" | "trusted_proxies"
> & { shares_port?: boolean | undefined };

/**
 * Starts listening. The redirect is handled before everything else, so that visitors never wait for
 * the API.
 */
export function startListening(
  config: ListeningConfig,
  logError: (what: string, error: unknown, request_id?: string) => void,
): Listening {
  const seen = new SeenRequests(config.trusted_proxies);
  const request_ids = new RequestIds();
  const failed = (error: unknown) => {
    logError("redirect failed", error);
    return unavailable();
  };
  const refuse = (problem: Problem) => problemResponse(problem, logError);
  let handlers: Handlers | undefined;
  let is_leaving = false;
  const server = Bun.serve({
    hostname: config.host,
    port: config.port,
    reusePort: config.shares_port === true,
    // A body that announces its size is refused by name; others are bounded while being read.
    maxRequestBodySize: UPLOAD_BYTES_MAX,
    fetch(given, server) {
      if (handlers === undefined) return unavailable();
      const peer = server.requestIP(given)?.address ?? "";
      const request = addressed(given);
      if (request instanceof Problem) return refuse(request);
      const path_at = pathAt(request.url);
      const click = answerClick(handlers.redirector, request, {
        path_at,
        refuse,
        ipOf: () => seen.addressOf(request, peer),
      });
      if (click instanceof Response) return click;
      if (click !== undefined) {
        const answer = click.catch(failed);
        return is_leaving ? answer.then(lastOf) : answer;
      }
      const id = request_ids.of(request);
      seen.add(request, { peer, id });
      const { app, api, answered } = handlers;
      const done = timed(answered, { request, request_id: id });
      const bounded = boundedBy(request, path_at, {
        ...{ seen, refuse },
        pause: (seconds) => server.timeout(given, seconds),
      });
      const answer = secured(
        request.url.startsWith(API_PATH, path_at)
          ? api.answer(request, bounded)
          : bounded((taken) => app.handle(taken)),
        id,
        done,
      );
      return is_leaving ? answer.then(lastOf) : answer;
    },
    error(error) {
      logError("request failed", error);
      return internalError();
    },
  });
  return {
    ...addressOf(server, config),
    ...knownOf(seen),
    open(opened) {
      handlers = opened;
    },
    leave: () => void (is_leaving = true),
    isLeaving: () => is_leaving,
    ...closersOf(server),
  };
}

/** The answer to a click on a link; undefined where a request is none. */
function answerClick(
  redirector: Handlers["redirector"],
  request: Request,
  known: {
    path_at: number;
    refuse(problem: Problem): Response;
    ipOf(): string;
  },
): Answered | undefined {
  const { path_at, refuse, ipOf } = known;
  const { url } = request;
  if (!url.startsWith("/c/", path_at)) {
    const is_ours =
      url.startsWith(API_PATH, path_at) || url.startsWith("/v1/", path_at);
    return is_ours ? undefined : redirector.answerOld(request, path_at, ipOf);
  }
  if (isLargeClick(request)) return refuse(tooLarge());
  return redirector.answer(request, ipOf());
}

/** The questions that are answered from the requests in progress. */
function knownOf(
  seen: SeenRequests,
): Pick<
  Listening,
  "addressOf" | "requestIdOf" | "handOn" | "adopt" | "untrustedForwarded"
> {
  return {
    addressOf: (request) => seen.addressOf(request),
    requestIdOf: (request) => seen.idOf(request),
    handOn: (from, to) => seen.handOn(from, to),
    adopt: (page, whole) => seen.adopt(page, whole),
    untrustedForwarded: () => seen.untrusted,
  };
}

function addressOf(
  server: Bun.Server<undefined>,
  config: ListeningConfig,
): Pick<Listening, "url" | "listener"> {
  const { hostname = config.host, port = config.port } = server;
  return {
    url: `http://${hostOf(hostname)}:${port}`,
    listener: { address: reachableAt(hostname), port },
  };
}

/** Passes a request on with its body bounded, and its pauses. */
function boundedBy(
  request: Request,
  path_at: number,
  {
    seen,
    refuse,
    pause,
  }: {
    seen: SeenRequests;
    refuse(problem: Problem): Response;
    pause(seconds: number): void;
  },
): Bounded {
  return (handle) => {
    const [sending_s, waiting_s] = pausesOf(request, path_at);
    pause(sending_s);
    if (isUpload(request, path_at)) {
      return handle(request, { is_streamed: true });
    }
    return withBoundedBody(request, (taken) => {
      if (taken instanceof Problem) return refuse(taken);
      pause(waiting_s);
      seen.handOn(request, taken);
      return handle(taken, { is_streamed: false });
    });
  };
}

/** An answer after which the connection ends. */
function lastOf(response: Response): Response {
  response.headers.set("connection", "close");
  return response;
}

/** Both ways to close. */
function closersOf(
  server: Bun.Server<undefined>,
): Pick<Listening, "close" | "drop"> {
  return { close: () => server.stop(), drop: () => server.stop(true) };
}

/** Uploads are streamed, and bounded by their reader. */
function isUpload({ url, method }: Request, path_at: number): boolean {
  return method === "POST" && UPLOAD_PATH.test(url.slice(path_at));
}

/** Maximum pauses, in seconds: while a client sends, and while it waits and reads. */
function pausesOf(request: Request, path_at: number): [number, number] {
  if (!isFile(request, path_at)) return [IDLE_S, ANSWER_S];
  // A report's file is counted for long before its first byte.
  const is_report = REPORT_PATH.test(request.url.slice(path_at));
  return [FILE_IDLE_S, is_report ? ANSWER_S : FILE_IDLE_S];
}

/** An upload, a list that is streamed whole, or a stream of events. */
function isFile(request: Request, path_at: number): boolean {
  if (isUpload(request, path_at)) return true;
  const { url, headers } = request;
  if (!url.startsWith(API_PATH, path_at)) return false;
  if (LIVE_PATH.test(url.slice(path_at))) return true;
  return listFormat(headers.get("accept")) !== null;
}

/** A plain click's body is ignored. */
function isLargeClick(request: Request): boolean {
  return request.method !== "GET" && announcesTooMuch(request);
}

/** Measures from now on until a request is answered. */
function timed(
  answered: Handlers["answered"],
  asked: Pick<AnsweredRequest, "request" | "request_id">,
): (response: Response) => void {
  if (answered === undefined) return () => {};
  const began_ms = ticksMs();
  return ({ status }) =>
    answered({ ...asked, status, ms: Math.round(ticksMs() - began_ms) });
}

/** Keeps browsers from guessing another content type. */
async function secured(
  answer: Answered,
  request_id: string,
  answered: (response: Response) => void,
): Promise<Response> {
  const response = await answer;
  answered(response);
  response.headers.set(REQUEST_ID, request_id);
  response.headers.set("x-content-type-options", "nosniff");
  return response;
}

/** The address of this machine to connect to, where it listens on all. */
function reachableAt(hostname: string): string {
  if (!isEverywhere(hostname)) return hostname;
  return hostname.includes(":") ? "::1" : "127.0.0.1";
}

function hostOf(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}

function internalError(): Response {
  return new Response("Internal error\n", { status: 500, headers: NOSNIFF });
}

function unavailable(): Response {
  return new Response("Not available right now\n", {
    status: 503,
    headers: { ...NOSNIFF, "retry-after": "5", "cache-control": "no-store" },
  });
}

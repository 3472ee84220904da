import { Elysia } from "elysia";
import {
  Counter,
  Histogram,
  newId,
  Problem,
  QueueFullError,
  ticksMs,
  traced,
} from "../kernel/mod.ts";
import type { Clock, Tracer } from "../kernel/mod.ts";
import type { Database } from "../../db/mod.ts";
import { readClickFacts } from "../clicks/mod.ts";
import { isReport, pixelAnswer } from "./pixel/answer_pixel.ts";
import { problemOf, RETRY_AFTER_S } from "./receive/work.ts";
import type {
  RawPostback,
  SourceConfig,
  SourceDirectory,
} from "../sources/mod.ts";
import {
  answerShop,
  findAddress,
  heeds429,
  INBOUND_ROUTES,
  isShop,
  publicAddress,
  splitShop,
  StepFault,
  styledAnswer,
} from "../sources/mod.ts";
import {
  BODY_BYTES_MAX,
  pathAndQuery,
  readRequest,
  splitUrl,
} from "./read/read_request.ts";
import type { Answered, Receiver } from "./receive/receiver.ts";

/** The outcome of a postback that could not be judged, for a fault of ours. */
const UNAVAILABLE = "unavailable";
const PLAIN_TEXT = { "content-type": "text/plain; charset=utf-8" };
/** Maximum size of a shop's body. */
const SHOP_BYTES_MAX = 262_144;
/** Most series of outcomes by source. */
const SERIES_MAX = 1_000;

/** Counts of the postbacks that were answered. */
export class PostbackCounts {
  /** Seconds from a postback's request to its answer. */
  readonly seconds = new Histogram();
  /** By outcome and the source's id, `none` where it came to no source, or the fault is ours. */
  readonly outcomes = new Counter(["outcome", "source"], SERIES_MAX, [
    [UNAVAILABLE, "none"],
  ]);

  /** Counts one that is answered. */
  add(outcome: string, source_id: number | undefined, began_ms: number): void {
    this.seconds.observe((ticksMs() - began_ms) / 1_000);
    // A fault of ours is no refusal of that source, and one series that begins at zero shows its first.
    const of = outcome === UNAVAILABLE ? "none" : String(source_id ?? "none");
    this.outcomes.add(outcome, of);
  }
}

export interface InboundDeps {
  clock: Clock;
  postback_counts: PostbackCounts;
  /** Absent where nothing is traced. */
  tracer?: Tracer | undefined;
  receiver: Receiver;
  addressOf(request: Request): string;
  /** Answers whoever opens the tracker's bare address, which with parameters is a platform's. */
  openBare(): Response;
  db: Database;
  /** The UUID that stands for a click id where only a UUID fits. */
  clickIdToUuid(click_id: string): string | null;
  postbacks: { sources: Pick<SourceDirectory, "byKey"> };
  public_url: string;
}

/**
 * Our addresses and the platforms' own, by GET or POST. HEAD must not book anything, so it is
 * refused like any other method, but for a shop that tries its address.
 */
export function inboundRoutes(deps: InboundDeps) {
  const app = new Elysia({ name: "postbacks-in" });
  for (const route of INBOUND_ROUTES) {
    app.all(
      route,
      // Elysia looks at the function's text: without `async` it misses what is thrown later.
      async ({ request }) =>
        route === "/" && isBare(request)
          ? deps.openBare()
          : route === INSTALL_ROUTE
            ? answerInstall(deps, request)
            : route === PIXEL_ROUTE
              ? answerPixel(deps, request)
              : answerPostback(deps, request),
      { parse: "none" },
    );
  }
  return app;
}

/** Addresses that read nothing but a body. */
const BODIES_ONLY: ReadonlySet<string> = new Set(["skan", "aak", "install"]);

function isBare(request: Request): boolean {
  return request.method === "GET" && pathAndQuery(request) === "/";
}

const PIXEL_ROUTE = "/v1/pixel/:key";
const INSTALL_ROUTE = "/v1/install";
const ANY_ORIGIN = { "access-control-allow-origin": "*" };
const PREFLIGHT = {
  ...ANY_ORIGIN,
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "content-type",
};

/** Takes a page's sale; whatever becomes of it, the page is answered alike. */
async function answerPixel(
  deps: InboundDeps,
  request: Request,
): Promise<Response> {
  const answer = pixelAnswer(request);
  if (!isReport(request)) return answer;
  try {
    await answerPostback(deps, request);
  } catch (error) {
    // Faults of ours are counted; a refusal is kept with its reason, or was too much.
    if (!(error instanceof Problem)) throw error;
  }
  return answer;
}

/** Answers an install with its deep link; a page in the app may report it, from any origin. */
async function answerInstall(
  deps: InboundDeps,
  request: Request,
): Promise<Response> {
  if (request.method === "OPTIONS") {
    return new Response(null, { status: 204, headers: PREFLIGHT });
  }
  try {
    const answer = await answerPostback(deps, request);
    answer.headers.set("access-control-allow-origin", "*");
    return answer;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw Object.assign(error, {
      headers: { ...error.headers, ...ANY_ORIGIN },
    });
  }
}

/** The rest of the answer to an app: its click, and where the visitor wanted to go. */
async function handOver(
  { db, clickIdToUuid }: InboundDeps,
  { answer, read }: Answered,
): Promise<Record<string, unknown>> {
  if (read?.result.kind !== "event") return {};
  const { click_id, install } = read.result.event;
  if (install?.via !== "referrer") return {};
  const differs = answer.body?.["differs"];
  const is_other = Array.isArray(differs) && differs.includes("install");
  const app_account_token = clickIdToUuid(click_id);
  // Another install of the same click isn't told what the first one was.
  if (is_other || answer.outcome === "queued") {
    return { click_id, app_account_token };
  }
  const clicks = await readClickFacts(db, [click_id]).catch(comeAgain);
  const { deep_link = null, known } = clicks.get(click_id) ?? {};
  return { click_id, app_account_token, deep_link, ...known };
}

/** The install is recorded by now: sent again, it is a duplicate that is answered whole. */
function comeAgain(cause: unknown): never {
  const detail =
    "The install was recorded, and where its click leads can't be read now: send it again";
  const headers = { "retry-after": String(RETRY_AFTER_S) };
  throw new Problem(503, "unavailable", detail, { headers, cause });
}

async function answerPostback(
  deps: InboundDeps,
  request: Request,
): Promise<Response> {
  const began_ms = ticksMs();
  const shop = shopAt(deps, request);
  const question =
    shop === null ? null : answerQuestion(shop, request, deps.public_url);
  if (question !== null) return question;
  const given = await takeRequest(deps, request);
  const { answered, raw } = await receiveAll(deps, shop, given, began_ms);
  const { answer, read } = answered;
  const styled = styledAnswer({
    ...answer,
    style: read?.answer ?? "problem",
    postback_id: raw.id,
    return_text: valueOf(read, "return"),
    parameters: read?.parameters ?? [],
  });
  if (styled !== null) {
    const { status, text } = styled;
    const headers = { "content-type": styled.content_type };
    return new Response(text, { status, headers });
  }
  if (answer.body !== null) {
    const body = { ...answer.body, ...(await handOver(deps, answered)) };
    return Response.json(body, { status: answer.status });
  }
  const problem = problemOf(answer);
  if (answer.status === 429) {
    throw heeds429(read?.source?.preset ?? null)
      ? problem
      : asUnavailable(problem);
  }
  throw Object.assign(problem, { postback_id: raw.id });
}

/** The same for a sender that takes 429 for final, and sends again after a server's fault alone. */
function asUnavailable({ detail, headers }: Problem): Problem {
  const options = headers === undefined ? {} : { headers };
  return new Problem(503, "unavailable", detail, options);
}

/** Answers a shop that tries its address, or asks it something before it sends orders; null for any other request. */
function answerQuestion(
  { preset, shop_secrets: secrets = [] }: SourceConfig,
  request: Request,
  public_url: string,
): Response | null {
  if (request.method === "HEAD") {
    return new Response("", { headers: PLAIN_TEXT });
  }
  if (request.method !== "GET" || !isShop(preset)) return null;
  const { path, query } = splitUrl(pathAndQuery(request));
  const headers = Object.fromEntries(request.headers);
  const url = `${publicAddress(public_url)}${path}`;
  try {
    const answer = answerShop(preset, { query, headers, secrets, url });
    if (answer === null) return null;
    const { content_type, text } = answer;
    return new Response(text, { headers: { "content-type": content_type } });
  } catch (error) {
    if (!(error instanceof StepFault)) throw error;
    const { code, detail } = error.refusal;
    throw new Problem(401, code, detail);
  }
}

/**
 * Receives a request, or each of several that a shop sends as one. The answer is that of the one that
 * fares worst, so that the shop sends all again where one has to come again: those that were recorded count once.
 */
async function receiveAll(
  deps: InboundDeps,
  shop: SourceConfig | null,
  given: RawPostback,
  began_ms: number,
): Promise<{ answered: Answered; raw: RawPostback }> {
  let worst: { answered: Answered; raw: RawPostback } | null = null;
  for (const raw of partsOf(deps, shop, given)) {
    const answered = await tracedReceive(deps, raw).catch((error: unknown) => {
      deps.postback_counts.add(UNAVAILABLE, undefined, began_ms);
      throw error;
    });
    const { answer, read } = answered;
    deps.postback_counts.add(answer.outcome, read?.source?.id, began_ms);
    if (worst === null || answer.status > worst.answered.answer.status) {
      worst = { answered, raw };
    }
  }
  if (worst === null) throw new Error("A request has no part");
  return worst;
}

/** The requests of which one consists. */
function partsOf(
  { clock }: InboundDeps,
  shop: SourceConfig | null,
  raw: RawPostback,
): RawPostback[] {
  if (shop === null || !isShop(shop.preset) || raw.body === null) return [raw];
  const [first, ...others] = splitShop(shop.preset, raw.body);
  return [
    { ...raw, body: first ?? raw.body },
    ...others.map((body) => ({ ...raw, body, id: newId(clock) })),
  ];
}

async function takeRequest(
  deps: InboundDeps,
  request: Request,
): Promise<RawPostback> {
  const { path, query } = splitUrl(pathAndQuery(request));
  const address = findAddress(request.method, path, query);
  if (address === null) throw new Problem(404, "not_found", "Not found");
  const allowed = BODIES_ONLY.has(address.kind) ? ["POST"] : ["GET", "POST"];
  if (!allowed.includes(request.method)) {
    const detail = `Send postbacks by ${allowed.join(" or ")}`;
    const headers = { allow: allowed.join(", ") };
    throw new Problem(405, "method_not_allowed", detail, { headers });
  }
  const ip = deps.addressOf(request);
  // An order of many items, each with its taxes and discounts, is longer than what anybody else sends.
  const at_shop = shopAt(deps, request) !== null;
  const bytes_max = at_shop ? SHOP_BYTES_MAX : BODY_BYTES_MAX;
  const input = { clock: deps.clock, ip, bytes_max };
  const raw = await readRequest(request, input);
  if (raw !== null) return raw;
  const detail = `The body is larger than ${bytes_max} bytes`;
  throw new Problem(413, "too_large", detail);
}

/** The shop's source to whose own address it came; null for any other. */
function shopAt(deps: InboundDeps, request: Request): SourceConfig | null {
  const { path, query } = splitUrl(pathAndQuery(request));
  const address = findAddress("POST", path, query);
  if (address?.kind !== "source" || address.source_key === null) return null;
  const { sources } = deps.postbacks;
  const source = sources.byKey(address.source_key, deps.clock.nowMs());
  return source?.shop_secrets === undefined ? null : source;
}

function valueOf(read: Answered["read"], name: string): string | null {
  return read?.parameters.find((given) => given.name === name)?.value ?? null;
}

/** Receives a postback in a span with the checks that it passed, by their names alone. */
async function tracedReceive(
  deps: InboundDeps,
  raw: RawPostback,
): Promise<Answered> {
  const { tracer } = deps;
  if (tracer === undefined) return await receive(deps, raw);
  return await traced(tracer, "postback", async (span) => {
    const answered = await receive(deps, raw);
    const { answer, read } = answered;
    for (const { step, ok } of read?.trace.steps ?? []) {
      span?.note(step, { ok });
    }
    const source_id = read?.source?.id;
    const facts = {
      "tallyho.postback.outcome": answer.outcome,
      ...(source_id === undefined ? {} : { "tallyho.source.id": source_id }),
    };
    span?.end({ facts });
    return answered;
  });
}

/** If the postback could not even be stored, the sender has to retry. */
async function receive(deps: InboundDeps, raw: RawPostback): Promise<Answered> {
  try {
    return await deps.receiver.receive(raw);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const is_busy = cause instanceof QueueFullError;
    const detail = is_busy
      ? "Too many requests"
      : "The postback was not recorded";
    throw new Problem(503, "unavailable", detail, {
      headers: { "retry-after": String(RETRY_AFTER_S) },
      cause,
    });
  }
}

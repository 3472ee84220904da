import { callerOf } from "../modules/access/mod.ts";
import type { Principal } from "../modules/access/mod.ts";
import {
  alternatives,
  cutOf,
  invalid,
  isFile,
  isPartyRole,
  notFound,
  routeKey,
  withOwnId,
} from "../modules/http/mod.ts";
import type {
  ApiDescription,
  AppRoute,
  Cut,
  Narrowed,
  PartyRole,
  RowRules,
} from "../modules/http/mod.ts";
import { Problem } from "../modules/kernel/mod.ts";

interface Answering {
  handle(request: Request): Response | Promise<Response>;
}

interface RoleCutDeps {
  /** Answers requests. */
  app: Answering;
  rules: RowRules;
  handOn(from: Request, to: Request): void;
}

/** Requests for a thing whose owner is wanted, with all its fields. */
const UNCUT = new WeakSet<Request>();

/** The party that a request was narrowed to. */
const NARROWED = new WeakMap<Request, string>();

/** Marks the request for a page as narrowed as that for the whole list was. */
export function keepNarrowed(page: Request, whole: Request): void {
  const party = NARROWED.get(whole);
  if (party !== undefined) NARROWED.set(page, party);
}

/**
 * Refuses a party's request that wasn't narrowed to its rows: its path leads around the
 * edge, or its caller became somebody else while a list was sent.
 */
export function refuseUnnarrowed({ request }: { request: Request }): void {
  const caller = callerOf(request);
  const party = caller === undefined ? null : partyOf(caller);
  if (party !== null && NARROWED.get(request) !== party) throw notFound();
}

/** The party that a caller acts for; null if it acts for none. */
function partyOf(caller: Principal): string | null {
  const { role } = caller;
  return isPartyRole(role) ? `${role} ${caller[`${role}_id`]}` : null;
}

/** Narrows a party's requests to its own rows, before they are handled. */
export class RoleCut {
  readonly #deps: RoleCutDeps;

  constructor(deps: RoleCutDeps) {
    this.#deps = deps;
  }

  /** Answers a request; throws 404 if what it asks for isn't its caller's own. */
  async handle(
    request: Request,
    route: AppRoute,
    principal: Principal | null,
  ): Promise<Response> {
    const { app, rules, handOn } = this.#deps;
    if (principal === null || !isPartyRole(principal.role)) {
      return await app.handle(request);
    }
    const { role } = principal;
    const own_id = principal[`${role}_id`];
    const narrowing = rules.narrow(route, { role, own_id }, request.url);
    const { url, first, body } = narrowing;
    if (first !== undefined) {
      const refused = await this.#refusal(request, first, own_id);
      if (refused !== null) return refused;
    }
    let narrowed = url === request.url ? request : new Request(url, request);
    if (body !== undefined) narrowed = await withBody(request, body, own_id);
    if (narrowed !== request) handOn(request, narrowed);
    NARROWED.set(narrowed, `${role} ${own_id}`);
    return await app.handle(narrowed);
  }

  /** Reads a thing, and throws 404 unless its field has the caller's id. */
  async #refusal(
    request: Request,
    { url, field }: { url: string; field: string },
    own_id: number | null,
  ): Promise<Response | null> {
    const { app, handOn } = this.#deps;
    const reading = new Request(url, { headers: JSON_ONLY });
    handOn(request, reading);
    UNCUT.add(reading);
    const caller = callerOf(request);
    if (caller !== undefined) NARROWED.set(reading, partyOf(caller) ?? "");
    const answer = await app.handle(reading);
    if (answer.status === 404) throw notFound();
    if (!answer.ok) return answer;
    const thing = (await answer.json()) as Readonly<Record<string, unknown>>;
    if (own_id === null || thing[field] !== own_id) throw notFound();
    return null;
  }
}

/** The request with its caller's id in a field of its body, if it gives none that is hidden. */
async function withBody(
  request: Request,
  { field, hides }: NonNullable<Narrowed["body"]>,
  own_id: number | null,
): Promise<Request> {
  let body: unknown;
  try {
    body = await request.json();
  } catch (cause) {
    throw new Problem(400, "malformed", "The body is no JSON", { cause });
  }
  const hidden = hides.find((name) => isGiven(body, name.split(".")));
  if (hidden !== undefined) throw invalid(hidden, "is unknown");
  const { url, method, headers } = request;
  const own = JSON.stringify(withOwnId(body, field, own_id));
  return new Request(url, { method, headers, body: own });
}

/** Whether a body has a field at a path. */
function isGiven(
  body: unknown,
  [name = "", ...rest]: readonly string[],
): boolean {
  if (typeof body !== "object" || body === null) return false;
  if (!Object.hasOwn(body, name)) return false;
  return rest.length === 0 || isGiven(Reflect.get(body, name), rest);
}

const JSON_ONLY = { accept: "application/json" };

/** An answer of a handler, before it is sent. */
interface Answered {
  request: Request;
  /** The route's path, with parameter names. */
  route: string;
  response: unknown;
}

/** Cuts the fields of answers to what a party's role may see. */
export class FieldCuts {
  readonly #api: ApiDescription;
  readonly #cuts = new Map<string, Cut>();

  constructor(api: ApiDescription) {
    this.#api = api;
  }

  /** Returns the answer as its caller may see it; nothing if it stays as it is. */
  answer({ request, route, response }: Answered): unknown {
    const role = callerOf(request)?.role;
    if (!isPartyRole(role) || UNCUT.has(request)) return;
    if (response === undefined || response instanceof Response) return;
    const method = request.method === "HEAD" ? "GET" : request.method;
    const cut = this.#cutOf(routeKey({ method, path: route }), role);
    return response instanceof Promise ? response.then(cut) : cut(response);
  }

  #cutOf(key: string, role: PartyRole): Cut {
    const name = `${role} ${key}`;
    const known = this.#cuts.get(name);
    if (known !== undefined) return known;
    const answers = Object.values(this.#api[key]?.answers ?? {});
    const schemas = answers
      .flatMap(alternatives)
      .flatMap((one) => (one === null || isFile(one) ? [] : [one]));
    const cut = cutOf(schemas, role);
    this.#cuts.set(name, cut);
    return cut;
  }
}

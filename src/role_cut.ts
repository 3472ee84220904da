import { callerOf } from "../modules/access/mod.ts";
import type { Principal } from "../modules/access/mod.ts";
import {
  alternatives,
  cutOf,
  idIn,
  invalid,
  isFile,
  isPartyRole,
  notFound,
  routeKey,
  RowRules,
  rowSchemas,
  withOwnId,
} from "../modules/http/mod.ts";
import type {
  ApiDescription,
  AppRoute,
  Cut,
  BodyCheck,
  FirstRead,
  PartyLimits,
  PartyRole,
} from "../modules/http/mod.ts";
import { Problem } from "../modules/kernel/mod.ts";
import type { SeenRows } from "../modules/reports/mod.ts";
import { withBody } from "./with_body.ts";

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

/** The parties that a caller is limited to, as a text; null if it sees all rows. */
function partyOf(caller: Principal): string | null {
  const limits = limitsOf(caller);
  return isLimited(limits) ? JSON.stringify([caller.role, limits]) : null;
}

/** The parties whose rows a caller sees. */
export function limitsOf(caller: Principal): PartyLimits {
  const { role, affiliate_ids, advertiser_ids } = caller;
  if (!isPartyRole(role)) {
    return {
      ...(affiliate_ids === null ? {} : { affiliate: affiliate_ids }),
      ...(advertiser_ids === null ? {} : { advertiser: advertiser_ids }),
    };
  }
  const own_id = caller[`${role}_id`];
  return { [role]: own_id === null ? [] : [own_id] };
}

/** Whether there are rows that a caller may not see. */
export function isLimited(limits: PartyLimits): boolean {
  return Object.keys(limits).length > 0;
}

/** Narrows a party's requests to its own rows, before they are handled. */
export class RoleCut {
  readonly #deps: RoleCutDeps;

  constructor(deps: RoleCutDeps) {
    this.#deps = deps;
  }

  /** Throws 404 if it isn't stated which rows of a route its caller sees. */
  check(route: AppRoute, principal: Principal | null): void {
    if (principal === null) return;
    const { role } = principal;
    const limits = limitsOf(principal);
    if (!this.#deps.rules.isStated(route, { role, limits })) throw notFound();
  }

  /** Answers a request; throws 404 if what it asks for isn't its caller's own. */
  async handle(
    request: Request,
    route: AppRoute,
    principal: Principal | null,
  ): Promise<Response> {
    const { app, rules, handOn } = this.#deps;
    const limits = principal === null ? {} : limitsOf(principal);
    if (principal === null || !isLimited(limits)) {
      return await app.handle(request);
    }
    const { role } = principal;
    const narrowing = rules.narrow(route, { role, limits }, request.url);
    const { url, first, bodies } = narrowing;
    for (const one of first) {
      const refused = await this.#refusal(request, one);
      if (refused !== null) return refused;
    }
    let narrowed = url === request.url ? request : new Request(url, request);
    if (bodies.length > 0) {
      const body = await this.#checkedBody(request, bodies);
      if (body instanceof Response) return body;
      narrowed = withBody(request, body, url);
    }
    if (narrowed !== request) handOn(request, narrowed);
    NARROWED.set(narrowed, partyOf(principal) ?? "");
    return await app.handle(narrowed);
  }

  /** Reads a thing, and throws 404 unless its field has one of the values. */
  async #refusal(
    request: Request,
    { url, field, values }: FirstRead,
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
    if (!values.includes(thing[field] ?? null)) throw notFound();
    return null;
  }

  /** The body with its caller's id where one is missing; 404 if it names another's thing. */
  async #checkedBody(
    request: Request,
    checks: readonly BodyCheck[],
  ): Promise<string | Response> {
    let body = await readBody(request);
    for (const { field, ids, thing, hides = [] } of checks) {
      const hidden = hides.find((name) => isGiven(body, name.split(".")));
      if (hidden !== undefined) throw invalid(hidden, "is unknown");
      if (thing === undefined) {
        body = withOwnId(body, field, ids);
        continue;
      }
      const id = idIn(body, field);
      const path = thing.path.replace(":id", String(id));
      const url = new URL(request.url).origin + path;
      const named = { url, field: thing.field, values: ids };
      const refused = await this.#refusal(request, named);
      if (refused !== null) return refused;
    }
    return JSON.stringify(body);
  }
}

/** Which rows of lists a caller sees, and how, for rows that come without being asked for. */
export class RowCuts {
  readonly #api: ApiDescription;
  readonly #read: () => readonly AppRoute[];
  #opened: { rules: RowRules; routes: readonly AppRoute[] } | undefined;

  constructor(api: ApiDescription, readRoutes: () => readonly AppRoute[]) {
    this.#api = api;
    this.#read = readRoutes;
  }

  /** How a caller sees rows of a list; null if it may not read the list. */
  of(caller: Principal, key: string): SeenRows | null {
    const { rules, routes } = this.#open();
    const route = routes.find((one) => routeKey(one) === key);
    if (route?.roles?.includes(caller.role) !== true) return null;
    const { role } = caller;
    const limits = limitsOf(caller);
    if (!rules.isStated(route, { role, limits })) return null;
    const schemas = rowSchemas(this.#api[key] ?? { summary: "", answers: {} });
    return {
      role,
      whose: JSON.stringify(limits),
      isSeen: (row) => rules.isSeen(route, { role, limits }, row),
      present: isPartyRole(role) ? cutOf(schemas, role) : (row) => row,
    };
  }

  #open() {
    if (this.#opened !== undefined) return this.#opened;
    const routes = this.#read();
    const rules = new RowRules(routes, this.#api);
    return (this.#opened = { rules, routes });
  }
}

async function readBody(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    throw new Problem(400, "malformed", "The body is no JSON", { cause });
  }
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

import {
  alternatives,
  entityTag,
  isFile,
  isKnownTag,
  routeKey,
} from "../modules/http/mod.ts";
import type {
  ApiDescription,
  RouteDescription,
  TaggedView,
} from "../modules/http/mod.ts";

/** Reads one thing, whose path ends with its id or with what its parent has one of. */
const READS_ONE = /^GET \/api\/v1\/.*(?:\/:\w+|\/payment-details|\/tolerance)$/;

/** Describes the tags of whatever is read by itself and isn't a resource, such as a payment. */
export function withAnswerTags(api: ApiDescription): ApiDescription {
  return Object.fromEntries(
    Object.entries(api).map(([key, description]) => [
      key,
      viewOf(key, description) === null ? description : tagged(description),
    ]),
  );
}

function tagged(description: RouteDescription): RouteDescription {
  return {
    ...description,
    answers: { ...description.answers, 304: null },
    shows_tag: true,
    condition: "If-None-Match",
  };
}

/** The schema of the one that a route reads; null if it reads several, or tags it itself. */
function viewOf(key: string, description: RouteDescription) {
  const { answers, condition } = description;
  if (!READS_ONE.test(key) || condition !== undefined) return null;
  const views = alternatives(answers[200] ?? null).flatMap((answer) =>
    answer === null || isFile(answer) ? [] : [answer],
  );
  return views.length === 1 ? (views[0] ?? null) : null;
}

/** An answer of a handler, before it is sent. */
interface Answered {
  request: Request;
  /** The route's path, with parameter names. */
  route: string;
  response: unknown;
  set: { headers: Record<string, string | number | undefined> };
}

/** Tags what is read by itself, or answers 304 to whoever has it. */
export class AnswerTags {
  readonly #views = new Map<string, TaggedView>();

  constructor(api: ApiDescription) {
    for (const [key, description] of Object.entries(api)) {
      const view = viewOf(key, description);
      if (view === null) continue;
      const { moving = [] } = description;
      this.#views.set(key, { view, moving });
    }
  }

  /** Returns the 304; otherwise nothing, and the answer stays. */
  answer({ request, route, response, set }: Answered): Response | undefined {
    const method = request.method === "HEAD" ? "GET" : request.method;
    const view = this.#views.get(routeKey({ method, path: route }));
    if (view === undefined || response instanceof Response) return;
    if (typeof response !== "object" || response === null) return;
    const headers = {
      etag: entityTag(response, view),
      "cache-control": "private, no-cache",
    };
    const known = request.headers.get("if-none-match");
    if (known !== null && isKnownTag(known, headers.etag)) {
      return new Response(null, { status: 304, headers });
    }
    Object.assign(set.headers, headers);
  }
}

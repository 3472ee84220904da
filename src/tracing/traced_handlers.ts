import type { RequestRules } from "../../modules/http/mod.ts";
import type { Tracer } from "../../modules/kernel/mod.ts";
import type { Handlers } from "../listening.ts";
import { routeOf } from "../request_log.ts";

const FAILED = 500;
type Rules = Pick<RequestRules, "routesAt">;

/** Traces the requests that aren't clicks, each by its route's pattern. */
export function tracedHandlers<Some extends Pick<Handlers, "app" | "api">>(
  handlers: Some,
  tracer: Tracer | undefined,
  rules: Rules,
): Some {
  if (tracer === undefined) return handlers;
  const { app, api } = handlers;
  return {
    ...handlers,
    app: {
      handle: (request: Request) =>
        inSpan(tracer, rules, request, async () => await app.handle(request)),
    },
    api: {
      answer: (...asked: Parameters<typeof api.answer>) =>
        inSpan(tracer, rules, asked[0], () => api.answer(...asked)),
    },
  };
}

/** Traces redirects. A visitor's trace is its own: no browser's is continued. */
export function tracedRedirector(
  redirector: Handlers["redirector"],
  tracer: Tracer | undefined,
): Handlers["redirector"] {
  if (tracer === undefined) return redirector;
  return {
    answer: (request, ip) =>
      redirectSpan(tracer, () => redirector.answer(request, ip)),
    answerOld(...asked) {
      const span = tracer.begin("redirect", { kind: "server" });
      // A span that isn't ended is never sent: most requests aren't old links.
      const answer = span.run(() => redirector.answerOld(...asked));
      return answer && ended(span, answer);
    },
  };
}

async function redirectSpan(
  tracer: Tracer,
  work: () => Promise<Response>,
): Promise<Response> {
  const span = tracer.begin("redirect", { kind: "server" });
  return await ended(span, span.run(work));
}

/** Ends a span with its redirect. */
async function ended(
  span: ReturnType<Tracer["begin"]>,
  answer: Promise<Response>,
): Promise<Response> {
  try {
    const response = await answer;
    span.end({ facts: { "http.response.status_code": response.status } });
    return response;
  } catch (error) {
    span.end({ is_failed: true });
    throw error;
  }
}

async function inSpan(
  tracer: Tracer,
  rules: Rules,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  const traceparent = request.headers.get("traceparent");
  const span = tracer.begin("request", { kind: "server", traceparent });
  const { method, route } = routeOf(rules, request);
  const name = `${method ?? "OTHER"} ${route ?? "unknown"}`;
  const known = {
    "http.request.method": method ?? "_OTHER",
    ...(route === null ? {} : { "http.route": route }),
  };
  try {
    const response = await span.run(answer);
    const { status } = response;
    const facts = { ...known, "http.response.status_code": status };
    span.end({ name, facts, is_failed: status >= FAILED });
    return response;
  } catch (error) {
    span.end({ name, facts: known, is_failed: true });
    throw error;
  }
}

import { Elysia, NotFoundError } from "elysia";
import { accessRoutes, authenticate } from "../modules/access/mod.ts";
import type { Passwords } from "../modules/access/mod.ts";
import { campaignRoutes } from "../modules/campaigns/mod.ts";
import type { Configuration } from "../modules/campaigns/mod.ts";
import { clickRoutes } from "../modules/clicks/mod.ts";
import type { ClickRoutesDeps } from "../modules/clicks/mod.ts";
import { allowedMethods, RequestRules } from "../modules/http/mod.ts";
import { Problem } from "../modules/kernel/mod.ts";
import type { Cidr, Clock, SealKey } from "../modules/kernel/mod.ts";
import { payoutRoutes, writePaymentDetails } from "../modules/payouts/mod.ts";
import { deliveryRoutes } from "../modules/deliveries/mod.ts";
import {
  inboundRoutes,
  postbackRoutes,
  troubleshootRoutes,
} from "../modules/postbacks/mod.ts";
import { sourceRoutes } from "../modules/sources/mod.ts";
import type { PostbackParts, Receiver } from "../modules/postbacks/mod.ts";
import type { SenderDeps } from "../modules/deliveries/mod.ts";
import { reconciliationRoutes } from "../modules/reconciliation/mod.ts";
import type { ReconciliationParts } from "../modules/reconciliation/mod.ts";
import { API, apiRoutes, appRoute } from "./api_routes.ts";
import { problemResponse } from "./problem_response.ts";
import { systemRoutes } from "./system_routes.ts";
import type { SystemDeps } from "./system_routes.ts";
import { taskRoutes } from "./task_routes.ts";
import type { TaskRoutesDeps } from "./task_routes.ts";

/** Dependencies of all modules' routes. */
export interface AppDeps extends SystemDeps, TaskRoutesDeps, ClickRoutesDeps {
  postbacks: PostbackParts;
  reconciliation: ReconciliationParts;
  clock: Clock;
  configuration: Configuration;
  default_timezone: string;
  receiver: Receiver;
  /** Prices conversions that waited for an exchange rate. */
  priceHeld(): Promise<number>;
  allowed_targets: readonly Cidr[];
  seal_key: SealKey;
  sender: SenderDeps;
  addressOf(request: Request): string;
  passwords: Passwords;
  logError(line: string, error: unknown, request_id?: string): void;
  requestIdOf(request: Request): string | undefined;
}

/** The app: the routes of all modules, and the document that describes them. */
export function createApp(deps: AppDeps) {
  let rules: RequestRules | undefined;
  const rulesOf = () => {
    rules ??= new RequestRules(app.routes.map(appRoute), API);
    return rules;
  };
  const app = moduleRoutes({
    ...deps,
    rules: rulesOf,
    checkRequest: (request, path) => rulesOf().check(request, path),
  });
  return app.use(apiRoutes(() => app.routes));
}

/** The routes of all modules. `onError` comes first: it doesn't apply to routes added before it. */
function moduleRoutes(deps: AppDeps & { rules(): RequestRules }) {
  return new Elysia({
    normalize: false,
    // Otherwise Elysia looks for the path after the host's fourth character, and misses it when the
    // host is short.
    handler: { standardHostname: false },
  })
    .onError(async ({ error, request }) => {
      const known =
        error instanceof NotFoundError
          ? await methodProblem(deps, request).catch((thrown) => thrown)
          : error;
      return problemResponse(
        known ?? error,
        deps.logError,
        deps.requestIdOf(request),
      );
    })
    .use(systemRoutes(deps))
    .use(taskRoutes(deps))
    .use(inboundRoutes(deps))
    .use(accessRoutes(deps))
    .use(
      campaignRoutes({
        ...deps,
        writePaymentDetails: (tx, affiliate_id, details) =>
          writePaymentDetails(tx, deps, { affiliate_id, details }),
      }),
    )
    .use(clickRoutes(deps))
    .use(payoutRoutes(deps))
    .use(postbackRoutes(deps))
    .use(deliveryRoutes(deps))
    .use(sourceRoutes(deps))
    .use(troubleshootRoutes(deps))
    .use(reconciliationRoutes(deps));
}

/** The answer to a wrong method on a known path; null if the path is unknown to the caller. */
async function methodProblem(
  deps: AppDeps & { rules(): RequestRules },
  request: Request,
): Promise<Problem | null> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith("/api/")) return null;
  const routes = deps.rules().routesAt(pathname);
  if (routes.length === 0) return null;
  const { role } = await authenticate(deps, request);
  const own = routes.filter(({ roles }) => roles?.includes(role) ?? true);
  if (own.length === 0) return null;
  const allow = allowedMethods(own);
  const detail = `Cannot ${request.method} here: ${allow} are allowed`;
  return new Problem(405, "method_not_allowed", detail, { headers: { allow } });
}

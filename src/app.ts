import { Elysia } from "elysia";
import { accessRoutes } from "../modules/access/mod.ts";
import type { Passwords } from "../modules/access/mod.ts";
import { campaignRoutes } from "../modules/campaigns/mod.ts";
import type { Configuration } from "../modules/campaigns/mod.ts";
import { clickRoutes } from "../modules/clicks/mod.ts";
import type { ClickRoutesDeps } from "../modules/clicks/mod.ts";
import type { Cidr, Clock, SealKey } from "../modules/kernel/mod.ts";
import { payoutRoutes, writePaymentDetails } from "../modules/payouts/mod.ts";
import {
  deliveryRoutes,
  inboundRoutes,
  postbackRoutes,
  sourceRoutes,
  troubleshootRoutes,
} from "../modules/postbacks/mod.ts";
import type {
  PostbackParts,
  Receiver,
  SenderDeps,
} from "../modules/postbacks/mod.ts";
import { reconciliationRoutes } from "../modules/reconciliation/mod.ts";
import type { ReconciliationParts } from "../modules/reconciliation/mod.ts";
import { apiRoutes } from "./api_routes.ts";
import { problemResponse } from "./problem_response.ts";
import { systemRoutes } from "./system_routes.ts";
import type { SystemDeps } from "./system_routes.ts";
import { taskRoutes } from "./task_routes.ts";
import type { TaskRoutesDeps } from "./task_routes.ts";

/** What the routes of all modules need. */
export interface AppDeps extends SystemDeps, TaskRoutesDeps, ClickRoutesDeps {
  postbacks: PostbackParts;
  reconciliation: ReconciliationParts;
  clock: Clock;
  configuration: Configuration;
  default_timezone: string;
  receiver: Receiver;
  /** Prices what waited for a rate. */
  priceHeld(): Promise<number>;
  allowed_targets: readonly Cidr[];
  seal_key: SealKey;
  sender: SenderDeps;
  addressOf(request: Request): string;
  passwords: Passwords;
  logError(line: string, error: unknown): void;
}

/** The app: the routes of all modules, and the document that describes them. */
export function createApp(deps: AppDeps) {
  const app = moduleRoutes(deps);
  return app.use(apiRoutes(() => app.routes));
}

/** The routes of all modules. `onError` comes first: it does not apply to what was added before it. */
function moduleRoutes(deps: AppDeps) {
  return new Elysia({
    normalize: false,
    // Else a path is looked for behind the fourth character of the host, and a short one hides its beginning.
    handler: { standardHostname: false },
  })
    .onError(({ error }) => problemResponse(error, deps.logError))
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

import { Elysia } from "elysia";
import type { Database } from "../../db/mod.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import { checked, readId, readList, resourceRoutes } from "../http/mod.ts";
import type { SenderDeps } from "./send_request.ts";
import { TESTED_HEADERS, TestThrottle } from "./test_send.ts";
import {
  WEBHOOK_DELIVERY_LIST,
  WEBHOOK_SECRETS,
  WEBHOOKS,
  WebhookTestBody,
} from "./webhooks/resources.ts";
import { testWebhook } from "./webhooks/test_webhook.ts";
import {
  addWebhookSecret,
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  readWebhook,
  removeWebhookSecret,
} from "./webhooks/webhook.ts";
import type { WebhookDeps } from "./webhooks/webhook.ts";
import {
  listWebhookDeliveries,
  readWebhookDelivery,
  retryWebhookDelivery,
} from "./webhooks/webhook_deliveries.ts";

export interface WebhookRoutesDeps
  extends GuardDeps, Omit<WebhookDeps, "own_urls"> {
  db: Database;
  sender: SenderDeps;
}

/** Routes for webhooks, also for affiliates, who set up their own. */
export function webhookRoutes(deps: WebhookRoutesDeps) {
  const own = { ...deps, own_urls: [deps.public_url] };
  return new Elysia({ name: "webhooks" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .use(webhookCrud(own))
    .use(webhookCommands(own));
}

type Deps = WebhookRoutesDeps & WebhookDeps;

function webhookCrud(deps: Deps) {
  return new Elysia({ name: "webhook-crud" })
    .use(
      resourceRoutes<typeof WEBHOOKS, Principal>(WEBHOOKS, {
        list: (_call, page) => listWebhooks(deps, page),
        read: ({ params }, db = deps.db) =>
          readWebhook({ ...deps, db }, readId(params.id)),
        create: ({ principal }, body) =>
          createWebhook(deps, body, {
            user_id: principal.user_id ?? null,
            is_affiliate: principal.role === "affiliate",
          }),
        change: ({ params, principal, check }, patch) =>
          changeWebhook(
            checked(deps, check),
            readId(params.id),
            patch,
            principal.user_id ?? null,
          ),
        remove: ({ params, check }) =>
          deleteWebhook(checked(deps, check), readId(params.id)),
      }),
    )
    .use(
      resourceRoutes(WEBHOOK_SECRETS, {
        create: ({ params }) => addWebhookSecret(deps, readId(params.id)),
        remove: ({ params }) =>
          removeWebhookSecret(deps, readId(params.id), params.secret_id),
      }),
    );
}

function webhookCommands(deps: Deps) {
  const { db, clock } = deps;
  const throttle = new TestThrottle();
  return new Elysia({ name: "webhook-commands", prefix: "/webhooks" })
    .post(
      "/:id/test",
      async ({ params, body, set }) => {
        const id = readId(params.id);
        const sent = await testWebhook({ ...deps, throttle }, id, body?.type);
        Object.assign(set.headers, TESTED_HEADERS);
        return sent;
      },
      { body: WebhookTestBody },
    )
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .get("/:id/deliveries", ({ params, query, principal }) => {
      const list = readList(query, WEBHOOK_DELIVERY_LIST, principal);
      return listWebhookDeliveries(db, readId(params.id), list);
    })
    .get("/:id/deliveries/:delivery_id", ({ params }) =>
      readWebhookDelivery(db, whereOf(params)),
    )
    .post("/:id/deliveries/:delivery_id/retry", async ({ params }) => {
      await retryWebhookDelivery(db, whereOf(params), clock.nowMs());
      return await readWebhookDelivery(db, whereOf(params));
    });
}

function whereOf(params: { id: string; delivery_id: string }) {
  return { webhook_id: readId(params.id), id: params.delivery_id };
}

import { Type } from "@sinclair/typebox";
import type { Static, TSchema } from "@sinclair/typebox";
import { oneOf, TIMES } from "../../http/mod.ts";
import { NETWORK_EVENTS } from "../../notices/mod.ts";
import { DELIVERY_STATES } from "../delivery_state.ts";
import { NewWebhook, NewWebhookSecret, Webhook } from "./webhook_answers.ts";

const closed = { additionalProperties: false };
const id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const orNull = <T extends TSchema>(schema: T) =>
  Type.Union([schema, Type.Null()]);

const WebhookBody = Type.Object(
  {
    url: Type.String({
      minLength: 1,
      maxLength: 2048,
      examples: ["https://hooks.example/tallyho"],
    }),
    events: Type.Array(oneOf(NETWORK_EVENTS), {
      minItems: 1,
      maxItems: NETWORK_EVENTS.length,
      uniqueItems: true,
      examples: [["conversion.recorded"]],
    }),
    affiliate_id: Type.Optional(orNull(id)),
    advertiser_id: Type.Optional(orNull(id)),
    campaign_id: Type.Optional(orNull(id)),
    enabled: Type.Optional(Type.Boolean()),
  },
  closed,
);

const WebhookPatch = Type.Partial(
  Type.Pick(WebhookBody, ["url", "events", "enabled"], closed),
);

/** Asks for a new secret, which is always made by us. */
const SecretBody = Type.Optional(orNull(Type.Object({}, closed)));

/** Body of a test: the event to send a sample of; the first of the webhook's by default. */
export const WebhookTestBody = Type.Optional(
  orNull(Type.Object({ type: Type.Optional(oneOf(NETWORK_EVENTS)) }, closed)),
);

export type WebhookInput = Static<typeof WebhookBody>;
export type WebhookChange = Static<typeof WebhookPatch>;

/** The API resource of webhooks. */
export const WEBHOOKS = {
  path: "/webhooks",
  one: "a webhook",
  many: "webhooks",
  body: WebhookBody,
  patch: WebhookPatch,
  filters: {
    q: "text",
    affiliate_id: "id",
    advertiser_id: "id",
    campaign_id: "id",
    enabled: "boolean",
    ...TIMES,
  },
  sorts: ["id", "created_at", "url"],
  view: Webhook,
  moving: ["health", "destination", "waiting"],
  made: NewWebhook,
  problems: [
    "invalid_url",
    "macro_in_authority",
    "malformed_macro",
    "not_http",
    "target_not_allowed",
    "too_many_webhooks",
    "unknown_macro",
    "webhook_to_itself",
  ],
  deletes: true,
  own: { affiliate: { filter: "affiliate_id", also: ["q"] } },
} as const;

/** Whose a webhook is, for the routes below it. */
export const OWN_WEBHOOK = {
  affiliate: { field: "affiliate_id", of: "/api/v1/webhooks/:id" },
} as const;

/** The API resource of a webhook's signing secrets. */
export const WEBHOOK_SECRETS = {
  path: "/webhooks/:id/secrets",
  key: "secret_id",
  one: "a secret of a webhook",
  many: "the secrets of a webhook",
  body: SecretBody,
  view: NewWebhookSecret,
  problems: ["too_many_secrets"],
  deletes: true,
  delete_problems: ["in_use"],
  own: OWN_WEBHOOK,
} as const;

/** Filters and sorts of the deliveries of a webhook. */
export const WEBHOOK_DELIVERY_LIST = {
  filters: {
    event_id: "uuid",
    type: NETWORK_EVENTS,
    state: { many: DELIVERY_STATES },
    ...TIMES,
  },
  sorts: ["-created_at"],
} as const;

import { Type } from "@sinclair/typebox";
import { described, named, nullable, oneOf, Time, Uuid } from "../http/mod.ts";
import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { ROLES } from "../access/mod.ts";
import { ACTIONS, ACTOR_KINDS, AUDIT_LIST } from "./audit_line.ts";

const text = Type.String();
const party = nullable(Type.Integer({ minimum: 1 }));
const values = nullable(
  Type.Record(Type.String(), Type.Unknown(), {
    examples: [{ name: "Winter shoes" }],
  }),
);

const AuditLine = named(
  "AuditLine",
  Type.Object({
    id: Uuid,
    at: Time,
    kind: described(
      "Who it was: `guest` wasn't signed in, `system` is the program itself.",
      oneOf(ACTOR_KINDS),
    ),
    user_id: nullable(Uuid),
    token_id: nullable(Uuid),
    session_id: nullable(Uuid),
    job: described("Name of the job.", nullable(text)),
    task_id: described(
      "The task that made the change, for whoever asked for it.",
      nullable(Uuid),
    ),
    name: described(
      "Name of the user, token, job or command, as it was then.",
      nullable(text),
    ),
    role: nullable(oneOf(ROLES)),
    actor_affiliate_id: described("The affiliate it acted for.", party),
    actor_advertiser_id: described("The advertiser it acted for.", party),
    via: described(
      "The task or job that did it on behalf of whom it was asked by, or `bulk`.",
      nullable(text),
    ),
    address: nullable(text),
    user_agent: nullable(text),
    request_id: nullable(text),
    route: described(
      "Method and path, with names for its ids.",
      nullable(Type.String({ examples: ["PATCH /api/v1/campaigns/:id"] })),
    ),
    action: oneOf(ACTIONS),
    resource: Type.String({ examples: ["campaigns"] }),
    resource_id: described(
      "Its id; several parts have `/` between them.",
      Type.String({ examples: ["7"] }),
    ),
    campaign_id: described("Whose row it is.", party),
    affiliate_id: described("Whose row it is.", party),
    advertiser_id: described("Whose row it is.", party),
    before: described(
      "The changed fields as they were; null for what is new. A secret is `[secret]`.",
      values,
    ),
    after: described(
      "The changed fields as they are now; null for what is deleted. A secret is `[secret]`; of long values the first 2,000 characters stand here.",
      values,
    ),
  }),
);

/** The API resource of the audit. */
export const AUDIT = {
  path: "/audit",
  one: "a line of the audit",
  many: "lines of the audit: who changed what, when and from where",
  ...AUDIT_LIST,
  view: AuditLine,
} as const;

/** API description of this module's routes. */
export const AUDIT_API: ApiDescription = resourceApi(AUDIT);

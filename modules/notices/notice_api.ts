import { Type } from "@sinclair/typebox";
import { described, named } from "../http/mod.ts";
import type { ApiDescription, OwnRows } from "../http/mod.ts";

/** They are about the caller itself. */
const NOBODYS: OwnRows = { affiliate: "none", advertiser: "none" };

const NotificationChoices = named(
  "NotificationChoices",
  Type.Object({
    events: described(
      "Whether each event is told; empty for a token that is no user's.",
      Type.Record(Type.String(), Type.Boolean(), {
        examples: [{ "payment.paid": true }],
      }),
    ),
    mail: described("Whether the tracker sends mails.", Type.Boolean()),
  }),
);

/** API description of this module's routes. */
export const NOTICE_API: ApiDescription = {
  "GET /api/v1/me/notifications": {
    summary: "Gets which events the caller is told by mail",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 200: NotificationChoices },
  },
  "PUT /api/v1/me/notifications": {
    summary: "Replaces which events the caller is told by mail",
    description:
      "Events that aren't named are on. Some can't be turned off, such as `payment_details.changed`.",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 200: NotificationChoices },
    problems: ["session_required"],
  },
};

import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { Problem } from "../kernel/mod.ts";
import { guard, ROLES } from "../access/mod.ts";
import type { GuardDeps, Mailer } from "../access/mod.ts";
import { readChoices, setChoices } from "./notify.ts";
import type { Choices } from "./notify.ts";

export interface NoticeRoutesDeps extends GuardDeps {
  /** Absent where no mail is sent. */
  mailer?: Mailer | undefined;
}

const EVENTS_MAX = 50;

const ChoicesBody = Type.Object(
  {
    events: Type.Record(
      Type.String({ pattern: "^[a-z_.]{1,60}$" }),
      Type.Boolean(),
      {
        maxProperties: EVENTS_MAX,
        additionalProperties: false,
        examples: [{ "payment.paid": false }],
      },
    ),
  },
  { additionalProperties: false },
);

/** Routes of which events the caller is told by mail. */
export function noticeRoutes(deps: NoticeRoutesDeps) {
  const { db, mailer } = deps;
  const show = (events: Choices) => ({ events, mail: mailer !== undefined });
  return new Elysia({ name: "notices", prefix: "/api/v1" })
    .use(guard(deps, ROLES))
    .get("/me/notifications", async ({ principal }) => {
      const { role, user_id = null } = principal;
      return show(await readChoices(db, { user_id, role }));
    })
    .put(
      "/me/notifications",
      async ({ principal, body }) => {
        const { role, user_id } = principal;
        if (user_id === undefined) {
          const detail = "The token is nobody's: sign in, or use one of a user";
          throw new Problem(403, "session_required", detail);
        }
        return show(await setChoices(db, { user_id, role }, body.events));
      },
      { body: ChoicesBody },
    );
}

import { Type } from "@sinclair/typebox";
import { DayOrTime, IDS_MAX, Uuid } from "../http/mod.ts";
import {
  Invitation,
  NewInvitation,
  NewToken,
  SessionView,
  Token,
  User,
} from "./access_answers.ts";
import { INVITATION_LIST } from "./invitation.ts";
import { ROLES } from "./roles.ts";
import { SESSION_LIST } from "./session_list.ts";
import { TOKEN_LIST } from "./token.ts";
import { USER_LIST } from "./user.ts";

const role = Type.Union(ROLES.map((name) => Type.Literal(name)));
const party = Type.Optional(
  Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
);
/** Parties that a manager is limited to. */
const parties = Type.Optional(
  Type.Union([
    Type.Array(Type.Integer({ minimum: 1 }), { maxItems: IDS_MAX }),
    Type.Null(),
  ]),
);
const PARTIES = {
  affiliate_id: party,
  advertiser_id: party,
  affiliate_ids: parties,
  advertiser_ids: parties,
};
const closed = { additionalProperties: false };
/** Postgres texts can't contain NUL. */
const name = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: "^[^\\u0000]*$",
});
/** A name, which may be left out or null. */
export const OptionalName = Type.Optional(Type.Union([name, Type.Null()]));

/** The API resource of users; a deleted one is disabled. */
export const USERS = {
  path: "/users",
  one: "a user",
  many: "users",
  body: Type.Object(
    {
      email: Type.String(),
      password: Type.String(),
      name: OptionalName,
      role,
      ...PARTIES,
    },
    closed,
  ),
  patch: Type.Object(
    {
      name: OptionalName,
      role: Type.Optional(role),
      ...PARTIES,
      disabled: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
  ...USER_LIST,
  view: User,
  deletes: true,
  problems: ["already_exists", "last_admin"],
  delete_problems: ["last_admin"],
} as const;

/** The API resource of invitations; a deleted one is revoked and stays in the list. */
export const INVITATIONS = {
  path: "/invitations",
  one: "an invitation",
  many: "invitations",
  body: Type.Object({ email: Type.String(), role, ...PARTIES }, closed),
  ...INVITATION_LIST,
  view: Invitation,
  made: NewInvitation,
  deletes: true,
  removed: Invitation,
  problems: ["already_exists"],
} as const;

/** The API resource of sessions; a deleted one is ended. */
export const SESSIONS = {
  path: "/sessions",
  one: "a session",
  many: "sessions",
  ...SESSION_LIST,
  view: SessionView,
  moving: ["last_seen_at", "expires_at", "current"],
  deletes: true,
} as const;

/** The API resource of tokens; a deleted one is revoked and stays in the list. */
export const TOKENS = {
  path: "/tokens",
  one: "a token",
  many: "tokens",
  body: Type.Object(
    {
      name,
      role: Type.Optional(role),
      ...PARTIES,
      user_id: Type.Optional(Uuid),
      scopes: Type.Optional(
        Type.Array(Type.String({ maxLength: 60, examples: ["links:write"] }), {
          minItems: 1,
          maxItems: 100,
        }),
      ),
      expires_at: Type.Optional(DayOrTime),
    },
    closed,
  ),
  ...TOKEN_LIST,
  view: Token,
  moving: ["last_used_at"],
  made: NewToken,
  problems: ["missing_scope", "session_required", "user_disabled"],
  deletes: true,
  removed: Token,
} as const;

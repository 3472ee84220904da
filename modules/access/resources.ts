import { Type } from "@sinclair/typebox";
import { NewToken, Token, User } from "./access_answers.ts";
import { ROLES } from "./roles.ts";
import { TOKEN_LIST } from "./token.ts";
import { USER_LIST } from "./user.ts";

const role = Type.Union(ROLES.map((name) => Type.Literal(name)));
const party = Type.Optional(
  Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
);
const closed = { additionalProperties: false };

/** The API resource of users; a deleted one is disabled. */
export const USERS = {
  path: "/users",
  one: "a user",
  many: "users",
  body: Type.Object(
    {
      email: Type.String(),
      password: Type.String(),
      role,
      affiliate_id: party,
      advertiser_id: party,
    },
    closed,
  ),
  patch: Type.Object({ disabled: Type.Optional(Type.Boolean()) }, closed),
  ...USER_LIST,
  view: User,
  deletes: true,
  problems: ["already_exists"],
} as const;

/** The API resource of tokens; a deleted one is revoked and stays in the list. */
export const TOKENS = {
  path: "/tokens",
  one: "a token",
  many: "tokens",
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200 }),
      role,
      affiliate_id: party,
      advertiser_id: party,
      expires_at: Type.Optional(Type.String()),
    },
    closed,
  ),
  ...TOKEN_LIST,
  view: Token,
  made: NewToken,
  deletes: true,
  removed: Token,
} as const;

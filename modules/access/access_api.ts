import { resourceApi } from "../http/mod.ts";
import type { ApiDescription, OwnRows } from "../http/mod.ts";
import { Principal, User } from "./access_answers.ts";
import { TOKENS, USERS } from "./resources.ts";

/** They are about the caller itself. */
const NOBODYS: OwnRows = { affiliate: "none", advertiser: "none" };

/** API description of this module's routes. */
export const ACCESS_API: ApiDescription = {
  "POST /api/v1/session": {
    summary: "Signs in and sets the session's cookie",
    answers: { 201: User },
    problems: ["wrong_origin", "rate_limited", "wrong_password"],
  },
  "GET /api/v1/session": {
    summary: "Gets the signed-in user",
    own: NOBODYS,
    answers: { 200: Principal },
    signed_in: true,
  },
  "DELETE /api/v1/session": {
    summary: "Signs out",
    own: NOBODYS,
    answers: { 204: null },
    signed_in: true,
  },
  ...resourceApi(USERS),
  ...resourceApi(TOKENS),
};

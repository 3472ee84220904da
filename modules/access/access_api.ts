import { resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { Principal, User } from "./access_answers.ts";
import { TOKENS, USERS } from "./resources.ts";

/** API description of this module's routes. */
export const ACCESS_API: ApiDescription = {
  "POST /api/v1/session": {
    summary: "Signs in and sets the session's cookie",
    answers: { 201: User },
    problems: ["wrong_origin", "rate_limited", "wrong_password"],
  },
  "GET /api/v1/session": {
    summary: "Gets the signed-in user",
    answers: { 200: Principal },
    signed_in: true,
  },
  "DELETE /api/v1/session": {
    summary: "Signs out",
    answers: { 204: null },
    signed_in: true,
  },
  ...resourceApi(USERS),
  ...resourceApi(TOKENS),
};

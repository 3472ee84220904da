import { listOf } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { NewToken, Principal, Token, User } from "./access_answers.ts";

/** API description of this module's routes. */
export const ACCESS_API: ApiDescription = {
  "POST /api/v1/session": {
    summary: "Signs in and sets the session's cookie",
    answers: { 201: User },
    problems: ["wrong_origin", "rate_limited", "wrong_password"],
  },
  "GET /api/v1/session": {
    summary: "Says who is signed in",
    answers: { 200: Principal },
    signed_in: true,
  },
  "DELETE /api/v1/session": {
    summary: "Signs out",
    answers: { 204: null },
    signed_in: true,
  },
  "GET /api/v1/users": {
    summary: "Lists users",
    answers: { 200: listOf(User) },
    filters: {},
  },
  "POST /api/v1/users": { summary: "Creates a user", answers: { 201: User } },
  "GET /api/v1/tokens": {
    summary: "Lists tokens without their text",
    answers: { 200: listOf(Token) },
    filters: {},
  },
  "POST /api/v1/tokens": {
    summary: "Creates a token and shows its text once",
    answers: { 201: NewToken },
  },
  "DELETE /api/v1/tokens/:id": {
    summary: "Revokes a token",
    answers: { 200: Token },
  },
};

import { Type } from "@sinclair/typebox";
import { resourceApi, Uuid } from "../http/mod.ts";
import type { ApiDescription, OwnRows } from "../http/mod.ts";
import {
  Me,
  NewPasswordReset,
  NewSecondStep,
  Principal,
  RecoveryCodes,
  SecondStepNeeded,
  User,
} from "./access_answers.ts";
import { INVITATIONS, SESSIONS, TOKENS, USERS } from "./resources.ts";

/** They are about the caller itself. */
const NOBODYS: OwnRows = { affiliate: "none", advertiser: "none" };

/** Routes of what is the caller's as a person, whatever party it acts for. */
function aboutCaller(routes: ApiDescription): ApiDescription {
  return Object.fromEntries(
    Object.entries(routes).map(([key, route]) => [
      key,
      { ...route, own: NOBODYS, limited: NOBODYS },
    ]),
  );
}

/** API description of this module's routes. */
export const ACCESS_API: ApiDescription = {
  "POST /api/v1/session": {
    summary: "Signs in and sets the session's cookie",
    description:
      "Where the user's second step is on, `totp` is needed: without it the answer is 200 with a ticket for `POST /session/second-step`, and no session.",
    answers: { 201: User, 200: SecondStepNeeded },
    problems: ["wrong_origin", "rate_limited", "wrong_password", "wrong_code"],
  },
  "POST /api/v1/session/second-step": {
    summary: "Signs in by the ticket of a right password and a code",
    answers: { 201: User },
    problems: ["wrong_origin", "rate_limited", "wrong_code", "ticket_expired"],
  },
  "POST /api/v1/session/totp": {
    summary: "Makes a secret for an authenticator",
    description:
      "The second step is on once a first code confirms it. Needs the password again.",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 201: NewSecondStep },
    problems: [
      "session_required",
      "wrong_password",
      "second_step_on",
      "rate_limited",
    ],
  },
  "POST /api/v1/session/totp/confirm": {
    summary: "Turns the second step on by a first code",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 200: RecoveryCodes },
    problems: [
      "session_required",
      "wrong_code",
      "second_step_on",
      "rate_limited",
    ],
  },
  "POST /api/v1/session/totp/remove": {
    summary: "Turns the second step off by a code",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 204: null },
    problems: ["session_required", "wrong_code", "rate_limited"],
  },
  "DELETE /api/v1/users/:id/totp": {
    summary: "Turns off the second step of a user who lost it",
    answers: { 204: null },
  },
  "GET /api/v1/session": {
    summary: "Gets the signed-in user",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 200: Principal },
    signed_in: true,
  },
  "DELETE /api/v1/session": {
    summary: "Signs out",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 204: null },
    signed_in: true,
  },
  "POST /api/v1/session/password": {
    summary: "Changes the own password and ends all other sessions",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 204: null },
    problems: ["session_required", "wrong_password", "rate_limited"],
  },
  "GET /api/v1/me": {
    summary: "Gets who asks, for whom, and what it may",
    own: NOBODYS,
    limited: NOBODYS,
    answers: { 200: Me },
  },
  "DELETE /api/v1/sessions": {
    summary: "Ends all of one's own sessions, or another user's",
    own: NOBODYS,
    limited: NOBODYS,
    description:
      "Signs the caller out everywhere, this session included. An admin may name another user.",
    answers: { 204: null },
    query: Type.Object({ user_id: Type.Optional(Uuid) }),
    problems: ["session_required"],
  },
  "POST /api/v1/invitations/accept": {
    summary: "Accepts an invitation, which makes the user and signs it in",
    answers: { 201: User },
    problems: [
      "wrong_origin",
      "unknown_link",
      "link_used",
      "link_revoked",
      "link_expired",
      "wrong_email",
      "already_exists",
      "rate_limited",
    ],
  },
  "POST /api/v1/setup": {
    summary: "Makes the first admin by the link printed at the start",
    description:
      "Only while there is no admin. The one that it makes is signed in.",
    answers: { 201: User },
    problems: [
      "wrong_origin",
      "unknown_link",
      "link_used",
      "already_exists",
      "rate_limited",
    ],
  },
  "POST /api/v1/users/:id/reset": {
    summary: "Makes a link with which the user sets a new password",
    answers: { 201: NewPasswordReset },
    problems: ["user_disabled"],
  },
  "POST /api/v1/password-resets": {
    summary: "Sets a new password by a link and ends all sessions of the user",
    answers: { 200: User },
    problems: [
      "wrong_origin",
      "unknown_link",
      "link_used",
      "link_revoked",
      "link_expired",
      "user_disabled",
      "rate_limited",
    ],
  },
  ...resourceApi(INVITATIONS),
  ...aboutCaller(resourceApi(SESSIONS)),
  ...resourceApi(USERS),
  ...aboutCaller(resourceApi(TOKENS)),
};

import { listOf, resourceApi } from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { APPLICATION_LIST } from "./application_list.ts";
import {
  Application,
  ApprovedApplication,
  Questions,
  Received,
} from "./sign_up_answers.ts";
import { QuestionsBody } from "./sign_up_model.ts";

/** The API resource of the network's questions. */
export const QUESTIONS = {
  path: "/sign-up-questions",
  single: true,
  one: "the questions that are asked of who applies",
  many: "questions",
  put: QuestionsBody,
  view: Questions,
} as const;

/** API descriptions of the sign-up routes. */
export const SIGN_UP_API: ApiDescription = {
  ...resourceApi(QUESTIONS),
  "GET /api/v1/sign-up": {
    summary: "Gets the questions of who wants to become an affiliate",
    description: "404 where sign-up is closed (`TALLYHO_SIGN_UP`).",
    answers: { 200: Questions },
    problems: ["not_found"],
  },
  "POST /api/v1/applications": {
    summary: "Applies to become an affiliate",
    description:
      "The answer is the same whether the email is known or not. 404 where sign-up is closed (`TALLYHO_SIGN_UP`).",
    answers: { 202: Received },
    problems: ["not_found", "rate_limited"],
  },
  "GET /api/v1/applications": {
    summary: "Lists applications to become an affiliate",
    ...APPLICATION_LIST,
    answers: { 200: listOf(Application) },
  },
  "GET /api/v1/applications/:id": {
    summary: "Gets an application to become an affiliate",
    answers: { 200: Application },
  },
  "POST /api/v1/applications/:id/approve": {
    summary: "Approves an application",
    description:
      "Makes an affiliate, and a link that works once, which is sent by mail where a server is set. Approving it again makes another link.",
    answers: { 200: ApprovedApplication },
    problems: ["already_decided", "already_exists"],
  },
  "POST /api/v1/applications/:id/refuse": {
    summary: "Refuses an application",
    answers: { 200: Application },
    problems: ["already_decided"],
  },
};

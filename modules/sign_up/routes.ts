import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import { notFound, readList, resourceRoutes } from "../http/mod.ts";
import {
  apply,
  approveApplication,
  listApplications,
  readApplication,
  refuseApplication,
} from "./application.ts";
import type { SignUpDeps } from "./application.ts";
import { APPLICATION_LIST } from "./application_list.ts";
import { ApplyThrottle } from "./apply_throttle.ts";
import { readQuestions, writeQuestions } from "./questions.ts";
import { QUESTIONS } from "./sign_up_api.ts";
import { ApplicationBody, RefusalBody } from "./sign_up_model.ts";

export interface SignUpRoutesDeps extends SignUpDeps, GuardDeps {
  db: SignUpDeps["db"];
  public_url: string;
  default_timezone: string;
  /** Whether anybody may apply. */
  sign_up: "open" | "closed";
  addressOf(request: Request): string;
}

/** `sign-up` and `applications`: becoming an affiliate. */
export function signUpRoutes(deps: SignUpRoutesDeps) {
  return new Elysia({ name: "sign-up", prefix: "/api/v1" })
    .use(openRoutes(deps))
    .use(decisionRoutes(deps));
}

/** Routes of those who have no account. */
function openRoutes(deps: SignUpRoutesDeps) {
  const throttle = new ApplyThrottle(deps.clock);
  return new Elysia({ name: "sign-up-open" })
    .get("/sign-up", async () => {
      if (deps.sign_up === "closed") throw notFound();
      return { questions: await readQuestions(deps.db) };
    })
    .post(
      "/applications",
      async ({ request, body, set }) => {
        if (deps.sign_up === "closed") throw notFound();
        const address = deps.addressOf(request);
        throttle.take(address);
        await apply(deps, body, address);
        set.status = 202;
        return { status: "received" as const };
      },
      { body: ApplicationBody },
    );
}

function decisionRoutes(deps: SignUpRoutesDeps) {
  return new Elysia({ name: "sign-up-decisions" })
    .use(guard(deps, ["admin", "manager"]))
    .use(
      resourceRoutes(QUESTIONS, {
        read: async (_, db = deps.db) => ({
          questions: await readQuestions(db),
        }),
        replace: ({ check }, { questions }) =>
          writeQuestions(deps.db, questions, check),
      }),
    )
    .get("/applications", ({ query, principal }) =>
      listApplications(deps, readList(query, APPLICATION_LIST, principal)),
    )
    .get("/applications/:id", ({ params }) =>
      readApplication(deps.db, params.id),
    )
    .post("/applications/:id/approve", ({ params }) =>
      approveApplication(deps, params.id),
    )
    .post(
      "/applications/:id/refuse",
      ({ params, body }) => refuseApplication(deps, params.id, body.reason),
      { body: RefusalBody },
    );
}

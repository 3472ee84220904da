import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "./guard.ts";
import { ROLES } from "./roles.ts";
import { signedIn, verifyOwn } from "./session_requests.ts";
import type { SigningDeps } from "./session_requests.ts";
import { readUser } from "./user.ts";

const closed = { additionalProperties: false };
/** A code of an authenticator, or a recovery code. */
export const Code = Type.String({
  minLength: 6,
  maxLength: 40,
  pattern: "^[0-9A-Za-z ]*$",
  examples: ["492039"],
});
const EnrolBody = Type.Object({ password: Type.String() }, closed);
const CodeBody = Type.Object({ code: Code }, closed);

/** Routes of one's own second step. */
export function secondStepRoutes(deps: SigningDeps) {
  const { second_step } = deps;
  return new Elysia({ name: "access-second-step" })
    .use(guard(deps, ROLES))
    .post(
      "/session/totp",
      async ({ principal, request, body, set }) => {
        const asked = { principal, request };
        const user = await verifyOwn(deps, asked, body.password);
        set.status = 201;
        return await second_step.enrol(user);
      },
      { body: EnrolBody },
    )
    .post(
      "/session/totp/confirm",
      async ({ principal, body }) => {
        const user_id = signedIn(principal);
        const codes = await second_step.confirm(user_id, body.code);
        return { recovery_codes: codes };
      },
      { body: CodeBody },
    )
    .post(
      "/session/totp/remove",
      async ({ principal, body, set }) => {
        const user_id = signedIn(principal);
        await second_step.check(user_id, body.code);
        await second_step.clear(user_id);
        set.status = 204;
      },
      { body: CodeBody },
    );
}

/** An admin clears the second step of somebody who lost it. */
export function clearingRoutes(deps: SigningDeps) {
  return new Elysia({ name: "access-clear-second-step" })
    .use(guard(deps, ["admin"]))
    .delete("/users/:id/totp", async ({ params, set }) => {
      await readUser(deps, params.id);
      await deps.second_step.clear(params.id);
      set.status = 204;
    });
}

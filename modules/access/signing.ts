import { eq } from "drizzle-orm";
import { users } from "../../db/schema/mod.ts";
import { invalid, orNotFound } from "../http/mod.ts";
import type { Principal } from "./roles.ts";
import { SecondStep } from "./second_step.ts";
import { signedIn, verifyOwn } from "./session_requests.ts";
import type { SessionRoutesDeps, SigningDeps } from "./session_requests.ts";
import { SignIn } from "./sign_in.ts";

/** Shows that whoever asks is the person who signed in. */
export interface OwnProof {
  password?: string | undefined;
  /** A code of the authenticator, or a recovery code, where the second step is on. */
  totp?: string | undefined;
}

/** The parts that all routes of people share. */
export interface Signing {
  sign_in: SignIn;
  second_step: SecondStep;
  /**
   * Returns the signed-in user after the second step, or the password where that is off;
   * otherwise throws a Problem. A token can't act for a person.
   */
  confirm(
    asked: { request: Request; principal: Principal },
    proof: OwnProof,
  ): Promise<{ id: string; email: string }>;
}

/** Makes the parts, once for all routes: what they remember of wrong tries is one. */
export function createSigning(deps: SessionRoutesDeps): Signing {
  const sign_in = new SignIn(deps);
  const second_step = new SecondStep(deps);
  const all: SigningDeps = { ...deps, sign_in, second_step };
  return {
    sign_in,
    second_step,
    async confirm(asked, { password, totp }) {
      const id = signedIn(asked.principal);
      if (await second_step.isOn(id)) {
        if (totp === undefined) {
          throw invalid("totp", "is needed, as the second step is on");
        }
        await second_step.check(id, totp);
        const [row] = await deps.db
          .select()
          .from(users)
          .where(eq(users.id, id));
        return orNotFound(row);
      }
      if (password === undefined) {
        throw invalid("password", "is needed once more");
      }
      return await verifyOwn(all, asked, password);
    },
  };
}

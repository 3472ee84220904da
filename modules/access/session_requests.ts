import { eq } from "drizzle-orm";
import { users } from "../../db/schema/mod.ts";
import { orNotFound } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Report, SealKey } from "../kernel/mod.ts";
import type { GuardDeps } from "./guard.ts";
import type { Passwords } from "./passwords.ts";
import type { Principal } from "./roles.ts";
import type { SecondStep } from "./second_step.ts";
import { isSameOrigin } from "./session.ts";
import type { SessionOrigin } from "./session.ts";
import type { SignIn } from "./sign_in.ts";
import { presentUser } from "./user.ts";
import type { UserRow, UserView } from "./user.ts";

export interface SessionRoutesDeps extends GuardDeps {
  addressOf(request: Request): string;
  passwords: Passwords;
  seal_key: SealKey;
  report?: Report | undefined;
}

/** The dependencies, and the parts that all routes of people share. */
export interface SigningDeps extends SessionRoutesDeps {
  sign_in: SignIn;
  second_step: SecondStep;
}

/** The part of a response that a handler sets. */
export interface Setting {
  status?: number | string;
  headers: Record<string, string | number | undefined>;
}

/** Opens a session of a user, whose cookie the response sets. */
export async function openSession(
  deps: SessionRoutesDeps,
  { request, set }: { request: Request; set: Setting },
  user: UserRow,
): Promise<UserView> {
  const origin: SessionOrigin = {
    address: deps.addressOf(request),
    user_agent: request.headers.get("user-agent"),
  };
  set.headers["set-cookie"] = await deps.sessions.open(user.id, origin);
  set.status = 201;
  const ip = deps.addressOf(request);
  deps.report?.("sign_in", { outcome: "ok", user_id: user.id, ip });
  return presentUser(user);
}

/** A browser may open a session from our own pages only. */
export function checkOrigin(
  { public_url }: Pick<GuardDeps, "public_url">,
  request: Request,
): void {
  if (!request.headers.has("origin")) return;
  if (isSameOrigin(request, public_url)) return;
  throw new Problem(
    403,
    "wrong_origin",
    "The Origin header names another site",
  );
}

/** The user who asks by a session; a token can't act for a person. */
export function signedIn({ kind, id }: Principal): string {
  if (kind === "session") return id;
  const detail = "A token can't do this: sign in";
  throw new Problem(403, "session_required", detail);
}

/** The signed-in user, who shows the own password once more. */
export async function verifyOwn(
  deps: SigningDeps,
  { request, principal }: { request: Request; principal: Principal },
  password: string,
): Promise<UserRow> {
  const [row] = await deps.db
    .select({ email: users.email })
    .from(users)
    .where(eq(users.id, signedIn(principal)));
  const { email } = orNotFound(row);
  const ip = deps.addressOf(request);
  const user = await deps.sign_in.try({ email, password, ip });
  if (user === null) throw wrongPassword();
  return user;
}

/** The refusal of an email or a password. */
export function wrongPassword(): Problem {
  return new Problem(401, "wrong_password", "Wrong email or password");
}

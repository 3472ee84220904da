import type { Actor } from "../db/mod.ts";
import type { Admitted } from "./admission.ts";

interface ActorDeps {
  addressOf(request: Request): string;
  requestIdOf(request: Request): string | undefined;
}

/** Who a request's changes are by, as the audit names them. */
export function actorOf(
  { addressOf, requestIdOf }: ActorDeps,
  request: Request,
  { route, principal }: Admitted,
): Actor {
  const { method, path } = route;
  const from = {
    address: addressOf(request),
    user_agent: request.headers.get("user-agent")?.slice(0, 300),
    request_id: requestIdOf(request),
    route: `${method} ${path}`,
    ...(path.startsWith("/api/v1/bulk/") ? { via: "bulk" } : {}),
  };
  if (principal === null) return { kind: "guest", ...from };
  const { kind, id, role, affiliate_id, advertiser_id, session_id } = principal;
  const is_token = kind === "token";
  return {
    kind: is_token ? "token" : "user",
    user_id: principal.user_id,
    token_id: is_token ? id : undefined,
    session_id,
    role,
    affiliate_id,
    advertiser_id,
    ...from,
  };
}

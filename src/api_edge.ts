import { actAs } from "../db/mod.ts";
import type { Principal } from "../modules/access/mod.ts";
import {
  EXTERNAL_ID,
  hashStream,
  hashWhole,
  keyOf,
  takesKey,
} from "../modules/http/mod.ts";
import type {
  AppRoute,
  ExternalIds,
  Idempotency,
} from "../modules/http/mod.ts";
import { Problem } from "../modules/kernel/mod.ts";
import { actorOf } from "./actor_of.ts";
import type { Admission, Admitted } from "./admission.ts";
import { refuseUnread } from "./bounded_request.ts";
import type { Bounded } from "./listening.ts";
import { problemResponse } from "./problem_response.ts";
import { pathOf } from "./request_address.ts";
import { isLimited, limitsOf } from "./role_cut.ts";
import type { RoleCut } from "./role_cut.ts";
import { withBody } from "./with_body.ts";

export interface ApiEdgeDeps {
  admission: Admission;
  external_ids: ExternalIds;
  idempotency: Idempotency;
  app: Pick<RoleCut, "check" | "handle">;
  logError(line: string, error: unknown, request_id?: string): void;
  requestIdOf(request: Request): string | undefined;
  addressOf(request: Request): string;
  handOn(from: Request, to: Request): void;
  /** Marks the answer to what may have changed something. */
  changed(answer: Response, caller: Principal): Promise<Response>;
}

/** Conventions of all requests to the API, in front of the app. */
export class ApiEdge {
  readonly #deps: ApiEdgeDeps;

  constructor(deps: ApiEdgeDeps) {
    this.#deps = deps;
  }

  /** Answers a request; its body is taken only if it is admitted. */
  async answer(request: Request, bounded: Bounded): Promise<Response> {
    const { admission, app } = this.#deps;
    try {
      const { route, principal } = await admission.admit(request);
      app.check(route, principal);
      const answerIt = () =>
        bounded((taken, { is_streamed }) =>
          this.#once(taken, { route, principal, is_streamed }).catch(
            (error: unknown) => this.#refuse(request, error),
          ),
        );
      if (route.method === "GET") return await answerIt();
      const actor = actorOf(this.#deps, request, { route, principal });
      const answer = await actAs(actor, answerIt);
      return principal === null
        ? answer
        : await this.#deps.changed(answer, principal);
    } catch (error) {
      return refuseUnread(request, this.#refuse(request, error));
    }
  }

  /** Handles a request once if it has an idempotency key. */
  async #once(
    request: Request,
    { route, principal, is_streamed }: Admitted & { is_streamed: boolean },
  ): Promise<Response> {
    const key = takesKey(route) ? keyOf(request) : null;
    if (key === null || principal === null) {
      return await this.#handle(request, route, principal);
    }
    const { idempotency, handOn } = this.#deps;
    const hashed = is_streamed
      ? hashStream(request, rightsOf(principal))
      : hashWhole(request, rightsOf(principal), await bytesOf(request));
    handOn(request, hashed.request);
    const keyed = {
      ...hashed,
      key,
      caller: `${principal.kind} ${principal.id}`,
      method: request.method,
      path: pathOf(request.url),
    };
    return await idempotency.answer(keyed, () =>
      this.#handle(hashed.request, route, principal),
    );
  }

  async #handle(
    request: Request,
    route: AppRoute,
    principal: Principal | null,
  ): Promise<Response> {
    const { app, external_ids, handOn } = this.#deps;
    const bytes = external_ids.mayBeIn(route) ? await bytesOf(request) : null;
    const body = bytes === null ? undefined : referringJson(bytes);
    const url = await external_ids.replace(
      route,
      { url: request.url, body },
      { conceals: isConcealing(principal) || isBulk(route) },
    );
    if (bytes === null && url === request.url) {
      return await app.handle(request, route, principal);
    }
    const resolved =
      bytes === null
        ? new Request(url, request)
        : withBody(
            request,
            body === undefined ? bytes : JSON.stringify(body),
            url,
          );
    handOn(request, resolved);
    return await app.handle(resolved, route, principal);
  }

  #refuse(request: Request, error: unknown): Response {
    const { logError, requestIdOf } = this.#deps;
    return problemResponse(error, logError, requestIdOf(request));
  }
}

/** The role and party that a caller's answers are cut to. */
function rightsOf(principal: Principal): string {
  return JSON.stringify([principal.role, limitsOf(principal)]);
}

/** The whole body; a Problem if it was cut off. */
async function bytesOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch (cause) {
    throw new Problem(400, "malformed", "The body is incomplete", { cause });
  }
}

/** A body as JSON if it names an external id; what can't be read is left to the route. */
function referringJson(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!text.includes(EXTERNAL_ID)) return undefined;
  try {
    return JSON.parse(text.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** A bulk names an unknown reference by its item. */
function isBulk({ path }: AppRoute): boolean {
  return path.startsWith("/api/v1/bulk/");
}

/** Whether a caller may not learn what exists outside of its own. */
function isConcealing(principal: Principal | null): boolean {
  return principal !== null && isLimited(limitsOf(principal));
}

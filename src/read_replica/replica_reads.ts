import { callerOf } from "../../modules/access/mod.ts";
import type { Principal } from "../../modules/access/mod.ts";
import { routeKey } from "../../modules/http/mod.ts";
import type { ApiDescription, RequestRules } from "../../modules/http/mod.ts";
import { isoTime, ticksMs } from "../../modules/kernel/mod.ts";
import { pathOf } from "../request_address.ts";
import { LAST_POSITION, parsePosition, positionText } from "./log_position.ts";
import { ReadMarks } from "./read_marks.ts";
import { readThere } from "./read_place.ts";
import type { ReadReplica } from "./read_replica.ts";
import { isMoving, isReadThere } from "./replica_routes.ts";

/** The header, of answers to changes and of requests, with a position that a read must not be before. */
const READ_AFTER = "tallyho-read-after";
/** The time up to which the rows of an answer from the replica are complete. */
const AS_OF = "tallyho-as-of";
const COOKIE = "tallyho_read_after";
const COOKIE_VALUE = /(?:^|;\s*)tallyho_read_after=([0-9A-F/]{3,17})(?:;|$)/;
/** Longer than any replica that is used lags. */
const COOKIE_S = 60;

interface Answering {
  handle(request: Request): Response | Promise<Response>;
}

export interface ReplicaReadsDeps {
  replica: Pick<
    ReadReplica,
    "db" | "has" | "position" | "as_of_ms" | "suspect" | "reads"
  >;
  rules: Pick<RequestRules, "routesAt">;
  descriptions: ApiDescription;
  /** Whether cookies are for encrypted connections only. */
  is_secure: boolean;
}

/**
 * Answers requests for lists, reports and exports from a replica, and all others from the primary.
 * Who changed something reads from the primary until the replica has replayed the change.
 */
export class ReplicaReads {
  readonly #deps: ReplicaReadsDeps;
  readonly #marks = new ReadMarks();

  constructor(deps: ReplicaReadsDeps) {
    this.#deps = deps;
  }

  /** The app, with its reads sent to where they belong. */
  of(app: Answering): Answering {
    return { handle: (request) => this.#answer(app, request) };
  }

  /** Marks an answer to a change, so that its caller's reads don't come before it. */
  async markChange(answer: Response, caller: Principal): Promise<Response> {
    const found = await this.#deps.replica.position();
    // A position that isn't known is after everything.
    const position = found ?? LAST_POSITION;
    this.#marks.note(nameOf(caller), { position, at_ms: ticksMs() });
    const text = positionText(position);
    answer.headers.set(READ_AFTER, text);
    if (caller.kind === "session") {
      const secure = this.#deps.is_secure ? "; Secure" : "";
      answer.headers.append(
        "set-cookie",
        `${COOKIE}=${text}; Path=/api/v1; HttpOnly; SameSite=Lax; Max-Age=${COOKIE_S}${secure}`,
      );
    }
    return answer;
  }

  async #answer(app: Answering, request: Request): Promise<Response> {
    const { replica } = this.#deps;
    const key = this.#keyOf(request);
    if (key === null) return await app.handle(request);
    if (!isReadThere(key, this.#deps.descriptions[key])) {
      const answer = await app.handle(request);
      const caller = callerOf(request);
      const is_marked = isMoving(key) && answer.ok && caller !== undefined;
      return is_marked ? await this.markChange(answer, caller) : answer;
    }
    const { db, as_of_ms } = replica;
    if (db === null || as_of_ms === null) {
      replica.reads.add("primary", "replica");
    } else if (!this.#mayRead(request)) {
      replica.reads.add("primary", "own_change");
    } else {
      const { result, fault } = await readThere({ db, as_of_ms }, () =>
        app.handle(request),
      );
      if (fault === undefined) {
        replica.reads.add("replica", "");
        result.headers.set(AS_OF, isoTime(as_of_ms));
        return result;
      }
      replica.reads.add("primary", "fault");
      replica.suspect();
    }
    return await app.handle(request);
  }

  /** Whether the replica has all that a request's caller changed. */
  #mayRead(request: Request): boolean {
    const { replica } = this.#deps;
    const caller = callerOf(request);
    const own =
      caller === undefined ? null : this.#marks.of(nameOf(caller), ticksMs());
    const cookies = request.headers.get("cookie") ?? "";
    const texts = [
      request.headers.get(READ_AFTER),
      COOKIE_VALUE.exec(cookies)?.[1] ?? null,
    ];
    const given = texts.map((text) => parsePosition(text ?? ""));
    return [own, ...given].every((one) => one === null || replica.has(one));
  }

  /** The key of a read's route; null for a change. */
  #keyOf({ method, url }: Request): string | null {
    if (method !== "GET" && method !== "HEAD") return null;
    const routes = this.#deps.rules.routesAt(pathOf(url));
    const route = routes.find((one) => one.method === "GET");
    return route === undefined ? null : routeKey(route);
  }
}

/** A user's sessions and tokens are one caller. */
function nameOf({ kind, id, user_id }: Principal): string {
  return user_id === undefined ? `${kind} ${id}` : `user ${user_id}`;
}

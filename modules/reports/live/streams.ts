import type { Principal } from "../../access/mod.ts";
import { exceededHeaders, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { isPartyRole } from "../../http/mod.ts";
import { askerName } from "../asker_name.ts";
import { HEARTBEAT } from "./event_text.ts";
import { Listener } from "./listener.ts";

const STREAMS_MAX = 100;
const STREAMS_OF_CALLER_MAX = 5;
/** Of all users and tokens of an affiliate or advertiser. */
const STREAMS_OF_PARTY_MAX = 15;
/** Of all affiliates and advertisers, so that the office has some left. */
const STREAMS_OF_PARTIES_MAX = 80;
const RETRY_AFTER_S = 60;
/** How long a caller whose rights are gone still listens. */
const RIGHTS_MS = 30_000;
/** Looks between two comments. */
const HEARTBEAT_LOOKS = 15;

/** Who opens a stream. */
export interface StreamCaller {
  principal: Principal;
  /** Finds out again who asks; a Problem if nobody may any more. */
  readAgain(): Promise<Principal>;
}

interface OpenStream extends StreamCaller {
  listener: Listener;
  checked_ms: number;
  is_checking: boolean;
  looks: number;
}

interface StreamsDeps {
  clock: Clock;
  failed(what: string, error: unknown): void;
}

/** All open streams: how many there may be, and whether their callers may still listen. */
export class Streams {
  readonly #deps: StreamsDeps;
  readonly #open = new Set<OpenStream>();
  #is_stopping = false;

  constructor(deps: StreamsDeps) {
    this.#deps = deps;
  }

  /** Opens a stream; a Problem if there are too many. */
  open(caller: StreamCaller, ended: () => void): Listener {
    if (this.#is_stopping) {
      throw new Problem(503, "unavailable", "The tracker is stopping");
    }
    this.#checkNumber(caller.principal);
    const listener = new Listener(() => {
      this.#open.delete(stream);
      ended();
    });
    const checked_ms = this.#deps.clock.nowMs();
    const stream = {
      ...{ ...caller, listener, checked_ms },
      ...{ is_checking: false, looks: 0 },
    };
    this.#open.add(stream);
    return listener;
  }

  /** Sends comments, and ends the streams of those who may not listen any more. */
  look(): void {
    const now_ms = this.#deps.clock.nowMs();
    for (const stream of this.#open) {
      stream.looks += 1;
      if (stream.looks % HEARTBEAT_LOOKS === 0) stream.listener.send(HEARTBEAT);
      const is_due = now_ms - stream.checked_ms >= RIGHTS_MS;
      if (is_due && !stream.is_checking) void this.#check(stream, now_ms);
    }
  }

  /** Ends all streams; no more are opened. */
  stop(): void {
    this.#is_stopping = true;
    for (const { listener } of this.#open) listener.end("stopping");
  }

  #checkNumber(caller: Principal): void {
    const count = (isOne: (principal: Principal) => boolean) =>
      [...this.#open].filter(({ principal }) => isOne(principal)).length;
    const own = count((one) => callerName(one) === callerName(caller));
    if (own >= STREAMS_OF_CALLER_MAX) {
      throw tooMany(`You have ${own} open`, STREAMS_OF_CALLER_MAX);
    }
    if (isPartyRole(caller.role)) {
      const { role } = caller;
      const of_party = count((one) => askerName(one) === askerName(caller));
      if (of_party >= STREAMS_OF_PARTY_MAX) {
        const found = `Your ${role}'s users have ${of_party} open`;
        throw tooMany(found, STREAMS_OF_PARTY_MAX);
      }
      const of_parties = count((one) => isPartyRole(one.role));
      if (of_parties >= STREAMS_OF_PARTIES_MAX) {
        const found = `All affiliates and advertisers have ${of_parties} open`;
        throw tooMany(found, STREAMS_OF_PARTIES_MAX);
      }
    }
    if (this.#open.size >= STREAMS_MAX) {
      throw tooMany(`All together have ${this.#open.size} open`, STREAMS_MAX);
    }
  }

  async #check(stream: OpenStream, now_ms: number): Promise<void> {
    const { listener, principal, readAgain } = stream;
    stream.is_checking = true;
    try {
      const now = await readAgain();
      if (rightsOf(now) !== rightsOf(principal)) listener.end("rights_changed");
      stream.checked_ms = now_ms;
    } catch (error) {
      // While the database is away nobody is known, and nothing is sent.
      if (error instanceof Problem) listener.end("unauthenticated");
      else this.#deps.failed("a stream's caller could not be read", error);
    } finally {
      stream.is_checking = false;
    }
  }
}

/** A user with all its sessions and tokens, or a token that is no user's. */
function callerName({ user_id, id }: Principal): string {
  return user_id ?? id;
}

function rightsOf(principal: Principal): string {
  const { role, scopes = null, affiliate_id, advertiser_id } = principal;
  const { affiliate_ids, advertiser_ids } = principal;
  const parties = [affiliate_id, advertiser_id, affiliate_ids, advertiser_ids];
  return JSON.stringify([role, scopes, parties]);
}

function tooMany(found: string, limit: number): Problem {
  const detail = `${found}, of ${limit} streams: close one first`;
  const headers = exceededHeaders({ limit, wait_s: RETRY_AFTER_S });
  return new Problem(429, "too_many_streams", detail, { headers });
}

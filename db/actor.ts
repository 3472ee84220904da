import { AsyncLocalStorage } from "node:async_hooks";

/** Who changes something: named in the audit with each change. */
export interface Actor {
  /** `guest`: nobody is signed in, such as whoever follows an invitation. */
  kind: "user" | "token" | "job" | "command" | "guest";
  user_id?: string | undefined;
  token_id?: string | undefined;
  session_id?: string | undefined;
  job?: string | undefined;
  task_id?: string | undefined;
  name?: string | undefined;
  role?: string | undefined;
  affiliate_id?: number | null | undefined;
  advertiser_id?: number | null | undefined;
  via?: string | undefined;
  address?: string | undefined;
  user_agent?: string | undefined;
  request_id?: string | undefined;
  route?: string | undefined;
}

const ACTORS = new AsyncLocalStorage<Actor>();

/** Runs work as an actor: whatever it changes is the actor's change. */
export async function actAs<T>(
  actor: Actor,
  work: () => PromiseLike<T> | T,
): Promise<T> {
  // A query begins when it is awaited, which has to be in here.
  return await ACTORS.run(actor, async () => await work());
}

/** Who acts; undefined in what the program does by itself. */
export function currentActor(): Actor | undefined {
  return ACTORS.getStore();
}

/**
 * The statement that names an actor in its transaction, or that nobody acts there any more, for
 * the triggers that write the audit.
 */
export function namingStatement(actor: Actor | undefined): [string, string[]] {
  const text = actor === undefined ? "" : JSON.stringify(actor);
  return ["select set_config('tallyho.actor', $1, true)", [text]];
}

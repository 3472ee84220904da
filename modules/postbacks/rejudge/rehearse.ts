import { isRepeatable, postgresCode } from "../../../db/mod.ts";
import { newId, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { RawPostback } from "../../sources/mod.ts";
import type { Receiver } from "../receive/receiver.ts";

/** The result of rehearsing a postback. */
export type Rehearsed = Awaited<ReturnType<Receiver["rehearse"]>>[number];

export interface RehearseDeps {
  clock: Clock;
  receiver: Pick<Receiver, "rehearse">;
}

const TRIES_MAX = 5;

/**
 * Judges postbacks in order and rolls everything back, under new ids, since theirs may be on
 * record already. If a real postback wins a race for the same conversion, tries everything
 * again.
 */
export async function rehearse(
  { clock, receiver }: RehearseDeps,
  raws: readonly RawPostback[],
  options?: Parameters<Receiver["rehearse"]>[1],
): Promise<Rehearsed[]> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const tried = raws.map((raw) => ({ ...raw, id: newId(clock) }));
    const judged = await receiver
      .rehearse(tried, options)
      .catch((error: unknown) => {
        if (isRepeatable(error) || postgresCode(error) === "23505") return [];
        throw error;
      });
    if (judged.length === raws.length) return judged;
  }
  throw new Problem(
    503,
    "unavailable",
    "The same conversions keep changing: try again",
    { headers: { "retry-after": "1" } },
  );
}

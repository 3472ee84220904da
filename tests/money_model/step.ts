import type { Answer } from "../api_client.ts";
import type { MoneyWorld } from "./money_world.ts";

/** A step for both the tracker and the model. */
export interface Step {
  /** Name in the log of steps. */
  name: string;
  /** Sends the request; may be called again for the same request. */
  send(): Promise<Answer>;
  /** Applies it to the model; returns what is wrong with the responses, or null. */
  judge(answers: readonly Answer[]): string | null;
  /** Whether it may be sent twice concurrently. */
  is_twice?: boolean;
}

/** Draws a step; null if there is nothing to apply it to. */
export type Draw = (world: MoneyWorld) => Promise<Step | null> | Step | null;

/** Compares a response with the expected one: null for 2xx, or the refusal's code. */
export function answered(
  answers: readonly Answer[],
  code: string | null,
): string | null {
  for (const { status, body } of answers) {
    const is_good = status >= 200 && status < 300;
    if (code === null ? is_good : body["code"] === code) continue;
    return `it answered ${status} ${Bun.inspect(body)}, and should ${code ?? "be done"}`;
  }
  return null;
}

/** Picks one of several; undefined if there are none. */
export function anyOf<T>(
  { chance }: MoneyWorld,
  choices: Iterable<T>,
): T | undefined {
  const all = [...choices];
  return all[chance.between(0, all.length)];
}

import type { Answer } from "../api_client.ts";
import type { MoneyWorld } from "./money_world.ts";

/** Something that is done to the tracker and to the model. */
export interface Step {
  /** As it stands in the list of what was done. */
  name: string;
  /** Does it; again, it is the same. */
  send(): Promise<Answer>;
  /** Does it to the model, and gives what is wrong with the answers, or null. */
  judge(answers: readonly Answer[]): string | null;
  /** Whether it may be said twice at once. */
  is_twice?: boolean;
}

/** Draws a step; null where there is nothing to do it to. */
export type Draw = (world: MoneyWorld) => Promise<Step | null> | Step | null;

/** Compares how a request was answered with how it should be: null for 2xx, or the code of the refusal. */
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

/** One of several, or undefined where there is none. */
export function anyOf<T>(
  { chance }: MoneyWorld,
  choices: Iterable<T>,
): T | undefined {
  const all = [...choices];
  return all[chance.between(0, all.length)];
}

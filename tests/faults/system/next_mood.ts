import { ticksMs } from "../../../modules/kernel/mod.ts";

/** Moods by host: the next host that is asked anything gets one, and has it for a while. */
export class NextMood<Mood extends string> {
  readonly #by_host = new Map<string, { mood: Mood; ends_ms: number }>();
  #next: { mood: Mood; lasts_ms: number; taken: () => void } | undefined;

  /** Sets a mood of the next host that is asked; resolves once it is over, with whether anybody asked in time. */
  async strike(
    mood: Mood,
    lasts_ms: number,
    waits_ms: number,
  ): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let is_taken = false;
    const taken = () => {
      is_taken = true;
      resolve();
    };
    this.#next = { mood, lasts_ms, taken };
    await Promise.race([promise, Bun.sleep(waits_ms)]);
    this.#next = undefined;
    if (is_taken) await Bun.sleep(lasts_ms);
    return is_taken;
  }

  /** The mood of a host that is asked; undefined if it has none. */
  of(host: string): Mood | undefined {
    const given = this.#by_host.get(host);
    if (given !== undefined && ticksMs() < given.ends_ms) return given.mood;
    if (this.#next === undefined) return undefined;
    const { mood, lasts_ms, taken } = this.#next;
    this.#next = undefined;
    this.#by_host.set(host, { mood, ends_ms: ticksMs() + lasts_ms });
    taken();
    return mood;
  }
}

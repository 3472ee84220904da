/**
 * Checks of a worker since it last said something. They are counted and not timed: a process that was
 * stopped itself for a while, as by a pause of the machine, would take that for the worker's silence.
 */
export class WorkerSilence {
  #checks = 0;

  /** The worker said something. */
  heard(): void {
    this.#checks = 0;
  }

  /** A check went by; it is answered, or the next follows a second later. */
  checked(): void {
    this.#checks += 1;
  }

  /** Whether more than so many checks went by. */
  isLongerThan(checks: number): boolean {
    return this.#checks > checks;
  }
}

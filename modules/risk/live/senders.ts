const SOURCES_MAX = 2_000;
const ADDRESSES_MAX = 500;

/**
 * From which addresses each source's accepted postbacks came, since this process started. Bounded:
 * the source that was silent the longest is forgotten first, and of one with very many addresses
 * nothing is said.
 */
export class Senders {
  readonly #of = new Map<number, { total: number; by: Map<string, number> }>();

  /** Where a postback of a source stands among those before; null if nothing can be said. */
  read(source_id: number, address: string) {
    const known = this.#of.get(source_id);
    if (known === undefined || known.by.size >= ADDRESSES_MAX) return null;
    const seen = known.by.get(address) ?? 0;
    return { seen, of: known.total, address };
  }

  /** Notes an accepted postback; call it after the commit. */
  note(source_id: number, address: string): void {
    const known = this.#of.get(source_id) ?? { total: 0, by: new Map() };
    known.total++;
    if (known.by.size < ADDRESSES_MAX || known.by.has(address)) {
      known.by.set(address, (known.by.get(address) ?? 0) + 1);
    }
    this.#of.delete(source_id);
    this.#of.set(source_id, known);
    if (this.#of.size <= SOURCES_MAX) return;
    for (const oldest of this.#of.keys()) {
      this.#of.delete(oldest);
      return;
    }
  }
}

import { Problem } from "../../kernel/mod.ts";

const IN_ALL_MAX = 3;
const RETRY_AFTER_S = 5;

/**
 * Lets an advertiser's dry run through where it has none under way, and few have. Each holds a
 * connection, and live sales of the same tiers wait for it.
 */
export class DryRunGate {
  readonly #under_way = new Set<number>();

  async run<T>(advertiser_id: number, work: () => Promise<T>): Promise<T> {
    if (this.#under_way.has(advertiser_id)) {
      throw underWay("Your dry run before this one is still under way");
    }
    if (this.#under_way.size >= IN_ALL_MAX) {
      throw underWay("Others try postbacks out just now: try again");
    }
    this.#under_way.add(advertiser_id);
    try {
      return await work();
    } finally {
      this.#under_way.delete(advertiser_id);
    }
  }
}

function underWay(detail: string): Problem {
  const headers = { "retry-after": String(RETRY_AFTER_S) };
  return new Problem(409, "dry_run_under_way", detail, { headers });
}

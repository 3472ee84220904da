import type { Database } from "../../db/mod.ts";
import { verifyLedger } from "./verify_ledger.ts";
import type { Verification } from "./verify_ledger.ts";

/** Verifies the ledger on request; concurrent requests share one run. */
export class LedgerVerifier {
  readonly #db: Database;
  readonly #ticks = new Set<() => void>();
  #running: Promise<Verification> | null = null;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Responds with JSON, preceded by a blank line for each piece checked, so that no
   * proxy in between drops the connection as idle.
   */
  answer(): Response {
    const encoder = new TextEncoder();
    let tick = () => {};
    const body = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        tick = () => controller.enqueue(encoder.encode("\n"));
        this.#ticks.add(tick);
        try {
          const result = await this.#verify();
          if (!this.#ticks.delete(tick)) return;
          controller.enqueue(encoder.encode(JSON.stringify(result)));
          controller.close();
        } catch (error) {
          if (this.#ticks.delete(tick)) controller.error(error);
        }
      },
      cancel: () => {
        this.#ticks.delete(tick);
      },
    });
    return new Response(body, {
      headers: { "content-type": "application/json" },
    });
  }

  async #verify(): Promise<Verification> {
    this.#running ??= verifyLedger(this.#db, () => {
      for (const tick of this.#ticks) tick();
    });
    try {
      return await this.#running;
    } finally {
      this.#running = null;
    }
  }
}

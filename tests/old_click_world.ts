import { expect } from "bun:test";
import type { OldClick } from "../modules/clicks/mod.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import type { TestService } from "./harness.ts";

export const DAY_MS = 86_400_000;

/** A tracker whose network has moved here, and helpers for clicks from before. */
export class OldClickWorld {
  readonly setup: Setup;
  readonly #service: TestService;
  #made = 0;

  constructor(service: TestService, setup: Setup) {
    this.#service = service;
    this.setup = setup;
  }

  static async open(service: TestService): Promise<OldClickWorld> {
    return new OldClickWorld(service, await setUp(service.api));
  }

  /** An id as Keitaro's look. */
  newId(): string {
    this.#made += 1;
    return `2f8k${this.#made}c5h1v0`;
  }

  /** A click of three days ago on the world's link. */
  oldClick(change: Partial<OldClick> = {}): OldClick {
    const { link_id } = this.setup;
    const clicked_at = this.#service.clock.nowMs() - 3 * DAY_MS;
    return { old_id: this.newId(), clicked_at, link_id, ...change };
  }

  /** Imports clicks, and returns the words of their verdicts. */
  async importAll(rows: OldClick[], move_id = "m1"): Promise<string[]> {
    const batch = { move_id, rows };
    const { verdicts } = await this.#service.old_clicks.import(batch);
    return verdicts.map((verdict) =>
      verdict.kind === "refuse" ? verdict.code : verdict.kind,
    );
  }

  /** Imports a click, and returns its old id with ours. */
  async imported(change: Partial<OldClick> = {}, move_id = "m1") {
    const row = this.oldClick(change);
    expect(await this.importAll([row], move_id)).toEqual(["create"]);
    const found = await this.#service.old_clicks.find([row.old_id]);
    return { ...row, click_id: found.get(row.old_id) ?? "" };
  }

  /** Clicks as the API lists them. */
  async clicksOf(query: string): Promise<Record<string, unknown>[]> {
    const path = `/clicks?limit=500&${query}`;
    type List = { data: Record<string, unknown>[] };
    return (await this.#service.api.call<List>("GET", path)).data;
  }
}

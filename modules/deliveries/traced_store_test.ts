import { expect, test } from "bun:test";
import type { Span, Tracer } from "../kernel/mod.ts";
import type { DeliveryStore } from "./delivery_store.ts";
import { tracedStore } from "./traced_store.ts";

/** A tracer that keeps what it is told. */
function listener(): { tracer: Tracer; heard: string[] } {
  const heard: string[] = [];
  const begin = (name: string): Span => ({
    run: (work) => work(),
    note: (_, facts) => heard.push(`${name} ${JSON.stringify(facts)}`),
    end: ({ is_failed = false } = {}) =>
      heard.push(`${name} ${is_failed ? "failed" : "ended"}`),
  });
  return { tracer: { begin }, heard };
}

const STORE: DeliveryStore = {
  claim: async () => [],
  finish: async () => {
    throw new Error("The database is away");
  },
  events: { claim: async () => [], finish: async () => [] },
  ready: async () => [],
  expire: async () => 0,
  breaker: async () => {},
};

test("tracedStore() makes spans of claims and results, with their number, and of failures", async () => {
  const { tracer, heard } = listener();
  const store = tracedStore(STORE, tracer);
  expect(await store.claim([], 0)).toEqual([]);
  await expect(store.finish([])).rejects.toThrow("away");
  expect(await store.events.finish([])).toEqual([]);
  expect(heard.toSorted()).toEqual([
    "claim deliveries ended",
    'claim deliveries {"tallyho.deliveries":0}',
    "finish deliveries ended",
    "finish deliveries failed",
    'finish deliveries {"tallyho.deliveries":0}',
    'finish deliveries {"tallyho.deliveries":0}',
  ]);
});

test("tracedStore() is the store itself where nothing is traced", () => {
  expect(tracedStore(STORE, undefined)).toBe(STORE);
});

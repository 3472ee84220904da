import type { ThreadAnswer } from "../rollups/mod.ts";
import { makeBatch, memoryOf } from "./drain_batch.ts";
import type { BatchRequest, DrainBatch } from "./drain_batch.ts";
import { GeoReader, RepeatMemory } from "./enrich/mod.ts";
import type { GeoFiles } from "./enrich/mod.ts";
import { Enricher } from "./enrich_click.ts";
import type { IpStorage } from "./enrich_click.ts";
import { VisitorFiles } from "./visitor_files.ts";

/** The first message to the thread. */
export interface WorkerSetup {
  geo: GeoFiles;
  /** Which visitors are remembered, and where they are kept. */
  repeats: { window_ms: number; entries_max: number; directory: string };
  ip_storage: IpStorage;
  ip_key: Uint8Array;
}

/** A message from the thread; with `failed` it goes on. */
export type WorkerMessage =
  ThreadAnswer<DrainBatch> | { failed: { what: string; error: string } };

declare const self: Worker;

let parts: { enricher: Enricher; visitors: VisitorFiles } | undefined;

self.onmessage = ({ data }: MessageEvent<WorkerSetup | BatchRequest>) => {
  try {
    answer(data);
  } catch (error) {
    post({ fatal: String(error) });
  }
};

function answer(message: WorkerSetup | BatchRequest): void {
  if ("geo" in message) {
    parts = partsOf(message);
    return;
  }
  if (parts === undefined) throw new Error("The thread was not set up");
  const { enricher, visitors } = parts;
  const { buffer, byteOffset, length } = message.bytes;
  const bytes = Buffer.from(buffer, byteOffset, length);
  visitors.restore(message);
  const batch = makeBatch(enricher, { ...message, bytes });
  visitors.keep(batch.next);
  post({ answer: batch }, memoryOf(batch));
}

function partsOf(setup: WorkerSetup) {
  const repeats = new RepeatMemory(setup.repeats);
  const geo = GeoReader.of(setup.geo);
  const visitors = new VisitorFiles({
    directory: setup.repeats.directory,
    memory: repeats,
    failed: (what, error) => post({ failed: { what, error: String(error) } }),
  });
  return { enricher: new Enricher({ ...setup, geo, repeats }), visitors };
}

function post(message: WorkerMessage, transfer: ArrayBufferLike[] = []): void {
  self.postMessage(message, { transfer: transfer as ArrayBuffer[] });
}

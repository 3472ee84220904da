import { makeBatch, memoryOf } from "./drain_batch.ts";
import type { BatchRequest, DrainBatch } from "./drain_batch.ts";
import { GeoReader, RepeatMemory } from "./enrich/mod.ts";
import type { GeoFiles } from "./enrich/mod.ts";
import { Enricher } from "./enrich_click.ts";
import type { IpStorage } from "./enrich_click.ts";

/** The first message to the thread. */
export interface WorkerSetup {
  geo: GeoFiles;
  repeats: { window_ms: number; entries_max: number };
  ip_storage: IpStorage;
  ip_key: Uint8Array;
}

/** A message from the thread. */
export type WorkerAnswer = { batch: DrainBatch } | { error: string };

declare const self: Worker;

let enricher: Enricher | undefined;

self.onmessage = ({ data }: MessageEvent<WorkerSetup | BatchRequest>) => {
  try {
    answer(data);
  } catch (error) {
    post({ error: String(error) });
  }
};

function answer(message: WorkerSetup | BatchRequest): void {
  if ("geo" in message) {
    enricher = new Enricher({
      ...message,
      geo: GeoReader.of(message.geo),
      repeats: new RepeatMemory(message.repeats),
    });
    return;
  }
  if (enricher === undefined) throw new Error("The thread was not set up");
  const { buffer, byteOffset, length } = message.bytes;
  const bytes = Buffer.from(buffer, byteOffset, length);
  const batch = makeBatch(enricher, { ...message, bytes });
  post({ batch }, memoryOf(batch));
}

function post(message: WorkerAnswer, transfer: ArrayBufferLike[] = []): void {
  self.postMessage(message, { transfer: transfer as ArrayBuffer[] });
}

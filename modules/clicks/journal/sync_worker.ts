/** The thread that runs the journal's syncs, and nothing else. */
import { fdatasyncSync } from "node:fs";

/** The result of one sync: null, or the error. */
export type SyncAnswer = { message: string; code: string | undefined } | null;

declare const self: Worker;

self.onmessage = ({ data }: MessageEvent<number>) => {
  self.postMessage(sync(data));
};

function sync(descriptor: number): SyncAnswer {
  try {
    fdatasyncSync(descriptor);
    return null;
  } catch (error) {
    const { code } = error as { code?: string };
    return { message: String(error), code };
  }
}

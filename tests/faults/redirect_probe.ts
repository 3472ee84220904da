/**
 * Opens a link repeatedly in its own thread, so that an attack in the test's thread doesn't slow
 * it.
 */

/** A command for the probe: open a link until told to stop. */
export type ProbeRequest = { url: string } | "stop";

/** Duration of each redirect, and responses that weren't redirects. */
export interface Probed {
  latencies_ms: number[];
  others: string[];
}

declare const self: Worker;

const PAUSE_MS = 5;

let is_stopped = false;

self.onmessage = ({ data }: MessageEvent<ProbeRequest>) => {
  if (data === "stop") is_stopped = true;
  else void probe(data.url).then((probed) => self.postMessage(probed));
};

async function probe(url: string): Promise<Probed> {
  const probed: Probed = { latencies_ms: [], others: [] };
  while (!is_stopped) {
    const from_ms = performance.now();
    try {
      const { status } = await fetch(url, { redirect: "manual" });
      if (status !== 302) probed.others.push(String(status));
    } catch (error) {
      probed.others.push(String(error));
    }
    probed.latencies_ms.push(performance.now() - from_ms);
    await Bun.sleep(PAUSE_MS);
  }
  return probed;
}

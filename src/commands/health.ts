import { processConfig } from "../config.ts";

/** `tallyho health`: asks the tracker that runs with these settings whether it is ready; exit 1 where it isn't. */
export async function healthCommand(): Promise<number> {
  const { host, port } = processConfig();
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const url = `http://${name.includes(":") ? `[${name}]` : name}:${port}/readyz`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    console.log(await response.text());
    return response.ok ? 0 : 1;
  } catch (error) {
    console.error(`Not reachable at ${url}: ${String(error)}`);
    return 1;
  }
}

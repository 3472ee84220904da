/**
 * A load generator over raw sockets: each connection sends a request, waits for
 * the whole answer, and sends the next. Run as a process of its own, so that it
 * shares no event loop with what it measures; prints its findings as JSON.
 *
 *     bun tests/bench/load_client.ts '{"url":"http://127.0.0.1:3000/c/x","connections":64,"duration_ms":3000}'
 */

/** What to send, and for how long. */
export interface LoadOptions {
  url: string;
  connections: number;
  duration_ms: number;
  headers?: Record<string, string>;
  /** Appended to the query with the number of the request, so that no two are alike. */
  counter?: string;
}

/** What came of it. Latencies are in milliseconds. */
export interface LoadResult {
  requests: number;
  by_status: Record<string, number>;
  seconds: number;
  per_second: number;
  p50_ms: number;
  p99_ms: number;
  p999_ms: number;
}

/** Runs a load in a process of its own. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const child = Bun.spawn(
    [process.execPath, import.meta.path, JSON.stringify(options)],
    { stdout: "pipe", stderr: "inherit" },
  );
  const text = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error("The load client failed");
  return JSON.parse(text) as LoadResult;
}

async function load(options: LoadOptions): Promise<LoadResult> {
  const url = new URL(options.url);
  const latencies_ms: number[] = [];
  const by_status: Record<string, number> = {};
  const began = performance.now();
  const ends = began + options.duration_ms;
  let sent = 0;
  const request = () => {
    const counter =
      options.counter === undefined ? "" : `${options.counter}${sent}`;
    sent++;
    const headers = Object.entries(options.headers ?? {})
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join("");
    return `GET ${url.pathname}${url.search}${counter} HTTP/1.1\r\nhost: ${url.host}\r\n${headers}\r\n`;
  };
  const connections = Array.from({ length: options.connections }, () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let started = 0;
    let pending = "";
    const send = (socket: { write(text: string): number; end(): void }) => {
      started = performance.now();
      if (started >= ends) {
        socket.end();
        resolve();
      } else {
        socket.write(request());
      }
    };
    void Bun.connect({
      hostname: url.hostname,
      port: Number(url.port),
      socket: {
        open: send,
        data(socket, chunk) {
          pending += chunk.toString("latin1");
          const end = answerEnd(pending);
          if (end < 0) return;
          const status = pending.slice(9, 12);
          by_status[status] = (by_status[status] ?? 0) + 1;
          latencies_ms.push(performance.now() - started);
          pending = pending.slice(end);
          send(socket);
        },
        close: () => resolve(),
        error: (_socket, error) => reject(error),
        connectError: (_socket, error) => reject(error),
      },
    });
    return promise;
  });
  await Promise.all(connections);
  const seconds = (performance.now() - began) / 1000;
  latencies_ms.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies_ms[Math.floor((latencies_ms.length - 1) * share)] ?? 0;
  return {
    requests: latencies_ms.length,
    by_status,
    seconds,
    per_second: latencies_ms.length / seconds,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
    p999_ms: at(0.999),
  };
}

/** Where the first answer ends; -1 while it is not all here. */
function answerEnd(text: string): number {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return -1;
  const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  const end = head + 4 + Number(length ?? 0);
  return text.length >= end ? end : -1;
}

if (import.meta.main) {
  const options = JSON.parse(process.argv[2] ?? "{}") as LoadOptions;
  process.stdout.write(JSON.stringify(await load(options)));
}

/**
 * A load generator over raw sockets: each connection sends a request, waits for
 * the whole answer, and sends the next; at a fixed rate requests fall due by the
 * clock, and wait for a free connection. Run as a process of its own, so that it
 * shares no event loop with what it measures; prints its findings as JSON.
 *
 *     bun tests/bench/load_client.ts '{"url":"http://127.0.0.1:3000/c/x","connections":64,"duration_ms":3000}'
 */

/** A load: requests, rate and duration. */
export interface LoadOptions {
  url: string;
  connections: number;
  duration_ms: number;
  headers?: Record<string, string>;
  /** Query suffix, followed by the request's number, so that every request differs. */
  counter?: string;
  /**
   * File with one path and query per line, each sent once; the load ends at its
   * end at the latest.
   */
  paths_file?: string;
  /** Requests due per second; without it, as fast as they are answered. */
  per_second?: number;
}

/** Result of a load. Latencies are in milliseconds from when a request was due. */
export interface LoadResult {
  requests: number;
  by_status: Record<string, number>;
  seconds: number;
  per_second: number;
  p50_ms: number;
  p99_ms: number;
  p999_ms: number;
  /** CPU time of the client itself. */
  cpu_seconds: number;
}

/** Runs a load in its own process. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const child = Bun.spawn(
    [process.execPath, import.meta.path, JSON.stringify(options)],
    { stdout: "pipe", stderr: "inherit" },
  );
  const text = await new Response(child.stdout).text();
  if ((await child.exited) !== 0) throw new Error("The load client failed");
  return JSON.parse(text) as LoadResult;
}

interface Connection {
  write(text: string): number;
  end(): void;
}

/** The requests of a load in order; undefined after the last. */
async function requestsOf(
  options: LoadOptions,
): Promise<() => string | undefined> {
  const url = new URL(options.url);
  const headers = Object.entries(options.headers ?? {})
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  const after = ` HTTP/1.1\r\nhost: ${url.host}\r\n${headers}\r\n`;
  let sent = 0;
  if (options.paths_file !== undefined) {
    const text = await Bun.file(options.paths_file).text();
    const requests = text
      .split("\n")
      .filter((path) => path !== "")
      .map((path) => Buffer.from(`GET ${path}${after}`).toString("latin1"));
    return () => requests[sent++];
  }
  const { counter } = options;
  return () => {
    const part = counter === undefined ? "" : `${counter}${sent}`;
    sent++;
    return `GET ${url.pathname}${url.search}${part}${after}`;
  };
}

/** State of a running load. */
interface Run {
  options: LoadOptions;
  next(): string | undefined;
  latencies_ms: number[];
  by_status: Record<string, number>;
  ends: number;
  /** Due times of requests that found no free connection. */
  due: number[];
  idle: { send(at: number): void; close(): void }[];
}

async function load(options: LoadOptions): Promise<LoadResult> {
  const next = await requestsOf(options);
  const cpu_before = process.cpuUsage();
  const began = performance.now();
  const run: Run = {
    options,
    next,
    latencies_ms: [],
    by_status: {},
    ends: began + options.duration_ms,
    due: [],
    idle: [],
  };
  const connections = Array.from({ length: options.connections }, () =>
    connect(run),
  );
  const { per_second } = options;
  const timer =
    per_second === undefined ? undefined : fallDue(run, began, per_second);
  await Promise.all(connections);
  clearInterval(timer);
  const { user, system } = process.cpuUsage(cpu_before);
  const cpu_seconds = (user + system) / 1e6;
  const { latencies_ms, by_status } = run;
  return summary(
    { latencies_ms, by_status, cpu_seconds },
    (performance.now() - began) / 1000,
  );
}

function connect(run: Run): Promise<void> {
  const { options, next, ends, due, idle, by_status } = run;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let started = 0;
  let pending = "";
  const finish = (socket: Connection) => {
    socket.end();
    resolve();
  };
  const send = (socket: Connection, at: number) => {
    const request = next();
    started = at;
    if (request !== undefined) socket.write(request);
    else finish(socket);
  };
  const goOn = (socket: Connection) => {
    const now = performance.now();
    const at = options.per_second === undefined ? now : due.shift();
    const is_over = now >= ends && (at === undefined || at >= ends);
    if (is_over) finish(socket);
    else if (at !== undefined) send(socket, at);
    else {
      const close = () => finish(socket);
      idle.push({ send: (due_at) => send(socket, due_at), close });
    }
  };
  const url = new URL(options.url);
  void Bun.connect({
    hostname: url.hostname,
    port: Number(url.port),
    socket: {
      open: goOn,
      data(socket, chunk) {
        pending += chunk.toString("latin1");
        const end = answerEnd(pending);
        if (end < 0) return;
        const status = pending.slice(9, 12);
        by_status[status] = (by_status[status] ?? 0) + 1;
        run.latencies_ms.push(performance.now() - started);
        pending = pending.slice(end);
        goOn(socket);
      },
      close: () => resolve(),
      error: (_socket, error) => reject(error),
      connectError: (_socket, error) => reject(error),
    },
  });
  return promise;
}

/**
 * Makes requests due at a fixed rate, and closes idle connections once the time is
 * over.
 */
function fallDue(
  { ends, due, idle }: Run,
  began: number,
  per_second: number,
): ReturnType<typeof setInterval> {
  let count = 0;
  const timer = setInterval(() => {
    const now = Math.min(performance.now(), ends);
    for (;;) {
      const at = began + (count * 1000) / per_second;
      if (at >= now) break;
      count++;
      const free = idle.pop();
      if (free === undefined) due.push(at);
      else free.send(at);
    }
    if (now < ends) return;
    clearInterval(timer);
    for (const connection of idle.splice(0)) connection.close();
  }, 1);
  return timer;
}

function summary(
  found: {
    latencies_ms: number[];
    by_status: Record<string, number>;
    cpu_seconds: number;
  },
  seconds: number,
): LoadResult {
  const { latencies_ms, by_status, cpu_seconds } = found;
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
    cpu_seconds,
  };
}

/** End of the first response; -1 if incomplete. */
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

import net from "node:net";

/** Maximum bytes sent if nothing stops the sender. */
const SENT_BYTES_MAX = 64 * 1_048_576;
const CHUNK_BYTES = 65_536;
const GIVE_UP_MS = 10_000;

/** The outcome of sending one body. */
export interface SentBody {
  name: string;
  sent_bytes: number;
  /** 0 if the connection ended without a response. */
  status: number;
}

const TARGETS = [
  "POST /c/nosuchslug/beacon",
  "POST /c/nosuchslug",
  "POST /api/v1/session",
  "POST /qq/api/v1/session",
  "POST /v1/postback",
  "POST /v1/postback/nosuchkey",
  "POST /v1/test-receiver",
  "POST /api/v1/reconciliations",
  "POST /api/v1/imports",
  "POST /",
  "PUT /nowhere",
  "DELETE /api/v1/session",
  "GET /api/v1/campaigns",
  "GET /healthz",
  "GET /c/nosuchslug",
];
const HOSTS = ["localhost", "x", "a.b", ""];

/**
 * Sends an endless chunked body to each address, with `Host` headers of every
 * length.
 */
export async function endlessBodies(url: string): Promise<SentBody[]> {
  const sent: SentBody[] = [];
  for (const target of TARGETS) {
    const bodies = HOSTS.map((host) => sendEndless(url, target, host));
    sent.push(...(await Promise.all(bodies)));
  }
  return sent;
}

async function sendEndless(
  url: string,
  target: string,
  host: string,
): Promise<SentBody> {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  const closed = Promise.withResolvers<void>();
  let answer = "";
  let sent_bytes = 0;
  let is_closed = false;
  socket.on("data", (bytes) => {
    answer += bytes.toString("latin1");
  });
  // A server that hangs up while we are still writing resets the connection.
  socket.on("error", () => {});
  socket.on("close", () => {
    is_closed = true;
    closed.resolve();
  });
  socket.setTimeout(GIVE_UP_MS, () => socket.destroy());
  socket.write(
    `${target} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const chunk = Buffer.concat([
    Buffer.from(`${CHUNK_BYTES.toString(16)}\r\n`),
    Buffer.alloc(CHUNK_BYTES, "a"),
    Buffer.from("\r\n"),
  ]);
  while (!is_closed && answer === "" && sent_bytes < SENT_BYTES_MAX) {
    const taken = Promise.withResolvers<void>();
    socket.write(chunk, () => taken.resolve());
    await Promise.race([taken.promise, closed.promise]);
    sent_bytes += CHUNK_BYTES;
    // Let the response be read in between.
    await Bun.sleep(0);
  }
  socket.destroy();
  await closed.promise;
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
  return { name: `${target} of Host "${host}"`, sent_bytes, status };
}

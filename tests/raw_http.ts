import net from "node:net";

/** A response as received; `status` is 0 if the connection was closed without one. */
export interface RawAnswer {
  status: number;
  content_type: string;
  text: string;
}

/**
 * Sends raw bytes, which `fetch` would normalize, and returns the responses in
 * order. With several parts, each waits for the response to the one before. Ends
 * when the server closes, so the last request must ask for that; `ends` hangs up
 * first, in the middle of a body.
 */
export async function sendRaw(
  url: string,
  bytes: string | Uint8Array | string[],
  options: { ends?: boolean } = {},
): Promise<RawAnswer[]> {
  const parts = Array.isArray(bytes) ? [...bytes] : [bytes];
  const { hostname, port } = new URL(url);
  const { promise, resolve } = Promise.withResolvers<void>();
  const received: Uint8Array[] = [];
  const socket = net.connect(Number(port), hostname);
  socket.on("data", (chunk) => {
    received.push(Buffer.from(chunk));
    const next = parts.shift();
    if (next !== undefined) socket.write(next);
  });
  // A server that refuses while we are still writing resets the connection.
  socket.on("error", () => {});
  socket.on("close", () => resolve());
  socket.write(parts.shift() ?? "");
  if (options.ends === true) socket.end();
  await promise;
  return readAnswers(Buffer.concat(received).toString("utf8"));
}

/** Head of the last request on a connection. */
export function head(
  method: string,
  target: string,
  headers: Record<string, string | number> = {},
): string {
  const lines = Object.entries({
    Host: "localhost",
    Connection: "close",
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`;
}

function readAnswers(text: string): RawAnswer[] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3})/)
    .filter((part) => part !== "")
    .map((part) => {
      const end = part.indexOf("\r\n\r\n");
      return {
        status: Number(/^HTTP\/1\.1 (\d{3})/.exec(part)?.[1] ?? 0),
        content_type:
          /^content-type: *(.*?)\r$/im.exec(part.slice(0, end + 1))?.[1] ?? "",
        text: part.slice(end + 4),
      };
    });
}

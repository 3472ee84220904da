// A client that doesn't read what it is sent costs a bounded buffer, and then its connection.
import { afterAll, expect, test } from "bun:test";
import { connect } from "node:net";
import { until } from "../../../tests/until.ts";
import { eventText } from "./event_text.ts";
import { Listener } from "./listener.ts";

const opened: Listener[] = [];
let ended = 0;
const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch() {
    const listener = new Listener(() => ended++);
    opened.push(listener);
    listener.send(": open\n\n");
    return new Response(listener.stream);
  },
});
afterAll(() => server.stop(true));

const WIDE = eventText({ event: "row", data: "x".repeat(10_000) });

async function slowClient() {
  const { port = 0, hostname = "" } = server;
  const client = connect(port, hostname);
  client.on("error", () => {});
  client.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await new Promise<void>((resolve) => {
    client.once("readable", () => resolve());
  });
  return client;
}

test("one that reads nothing is given up, and others get all", async () => {
  const slow = await slowClient();
  const of_slow = opened.at(-1)!;
  const reader = (await fetch(server.url)).body!.getReader();
  await reader.read();
  const of_reader = opened.at(-1)!;
  let sent = 0;
  let received = 0;
  // Sockets take some megabytes of what nobody reads.
  while (!of_slow.is_over && sent < 5_000) {
    of_slow.send(WIDE);
    of_reader.send(WIDE);
    sent++;
    while (received < sent * WIDE.length) {
      received += (await reader.read()).value?.length ?? Infinity;
    }
  }
  expect(of_slow.is_over).toBe(true);
  expect(of_reader.is_over).toBe(false);
  expect(received).toBe(sent * WIDE.length);
  expect(ended).toBe(1);
  // Once it reads on, it finds the end, and why.
  let text = "";
  await new Promise<void>((resolve) => {
    slow.on("data", (chunk) => {
      text += String(chunk);
      if (text.endsWith("0\r\n\r\n")) resolve();
    });
  });
  expect(text).toContain('event: end\ndata: {"reason":"too_slow"}');
  expect(text.length).toBeLessThan(sent * WIDE.length);
  await reader.cancel();
  slow.destroy();
});

test("one that leaves is known to have left", async () => {
  const aborting = new AbortController();
  const { body } = await fetch(server.url, { signal: aborting.signal });
  await body!.getReader().read();
  const listener = opened.at(-1)!;
  const before = ended;
  aborting.abort();
  await until("the end", () => listener.is_over || null);
  expect(ended).toBe(before + 1);
});

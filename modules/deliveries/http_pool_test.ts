import { afterAll, describe, expect, test } from "bun:test";
import { ticksMs } from "../kernel/mod.ts";
import { HttpPool } from "./http_pool.ts";

interface Heard {
  connection: number;
}

/** Answers each request with the next entry; text is sent as is, null ends the connection. */
const answers: (string | null)[] = [];
const heard: string[] = [];
let connections = 0;
const server = Bun.listen<Heard>({
  hostname: "127.0.0.1",
  port: 0,
  socket: {
    open(socket) {
      socket.data = { connection: ++connections };
    },
    data(socket, bytes) {
      heard.push(bytes.toString());
      const answer = answers.shift();
      if (answer === null) socket.terminate();
      else if (answer !== undefined) socket.write(answer);
    },
  },
});
afterAll(() => server.stop(true));

const pool = new HttpPool(ticksMs);
const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";

async function ask(name: string, timeout_ms = 5_000) {
  const answer = await pool.send({
    address: "127.0.0.1",
    port: server.port,
    name,
    is_secure: false,
    bytes: `GET / HTTP/1.1\r\nhost: ${name}\r\n\r\n`,
    until_ms: ticksMs() + timeout_ms,
    body_bytes_max: 100,
    onFirstByte() {},
  });
  return Buffer.from(answer.body).toString();
}

describe("HttpPool", () => {
  test("a connection is used again for the same name, and for no other", async () => {
    const before = connections;
    answers.push(OK, OK, OK);
    expect(await ask("one.example")).toBe("OK");
    expect(await ask("one.example")).toBe("OK");
    expect(connections - before).toBe(1);
    expect(await ask("two.example")).toBe("OK");
    expect(connections - before).toBe(2);
  });

  test("an answer that says more than it should is not followed by a second one from the same connection", async () => {
    const before = connections;
    answers.push(OK + OK.replace("OK\r\n", "FORGED\r\n"), OK);
    expect(await ask("three.example")).toBe("OK");
    expect(await ask("three.example")).toBe("OK");
    expect(connections - before).toBe(2);
  });

  test("a connection that ends without an answer is reported, and the next request uses another", async () => {
    const before = connections;
    answers.push(null, OK);
    await expect(ask("four.example")).rejects.toThrow("ConnectionClosed");
    expect(await ask("four.example")).toBe("OK");
    expect(connections - before).toBe(2);
  });

  test("what is not answered in time is given up, and its late answer reaches nobody", async () => {
    const before = connections;
    await expect(ask("five.example", 1)).rejects.toThrow("timed out");
    answers.push(OK);
    expect(await ask("five.example")).toBe("OK");
    expect(connections - before).toBe(2);
  });

  test("a port without a listener is reported with the error code", async () => {
    const other = Bun.listen({
      hostname: "127.0.0.1",
      port: 0,
      socket: { data() {} },
    });
    const { port } = other;
    other.stop(true);
    const asked = pool.send({
      address: "127.0.0.1",
      port,
      name: "gone.example",
      is_secure: false,
      bytes: "GET / HTTP/1.1\r\n\r\n",
      until_ms: ticksMs() + 5_000,
      body_bytes_max: 100,
      onFirstByte() {},
    });
    await expect(asked).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

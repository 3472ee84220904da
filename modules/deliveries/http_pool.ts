import { checkServerIdentity } from "node:tls";
import { isIP } from "node:net";
import { AnswerReader } from "./http_answer.ts";
import type { HttpAnswer } from "./http_answer.ts";

/** A serialized request and the vetted address to send it to. */
export interface PooledRequest {
  /** Address to connect to, whatever the name. */
  address: string;
  port: number;
  /**
   * Host name: connections are only shared under the same one, and the certificate has
   * to match.
   */
  name: string;
  is_secure: boolean;
  bytes: string | Uint8Array;
  /** Deadline by the pool's own clock. */
  until_ms: number;
  body_bytes_max: number;
  /** Called when the first bytes arrive. */
  onFirstByte(): void;
}

/** Servers close idle connections after five seconds or more. */
const IDLE_MS = 4_000;
const SWEEP_MS = 20;

/** One request in progress. */
interface PendingRequest {
  request: PooledRequest;
  reader: AnswerReader;
  resolve(answer: HttpAnswer): void;
  reject(error: unknown): void;
}

/** A connection and its current request. */
interface Connection {
  key: string;
  pending: PendingRequest | null;
  /** Bytes that the socket has not accepted yet. */
  unsent: Uint8Array | null;
  idle_since: number;
  is_open: boolean;
  socket: Bun.Socket<Connection> | null;
}

/**
 * Sends requests over kept-alive connections. A client of our own, since each request
 * is bound to a vetted address, and a general one costs as much as the rest of a
 * delivery.
 */
export class HttpPool {
  readonly #idle = new Map<string, Connection[]>();
  readonly #busy = new Set<Connection>();
  readonly #ticks_ms: () => number;
  #sweeper: ReturnType<typeof setInterval> | undefined;

  constructor(ticks_ms: () => number) {
    this.#ticks_ms = ticks_ms;
  }

  /** Sends a request and returns the response; rejects at the deadline. */
  send(request: PooledRequest): Promise<HttpAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const reader = new AnswerReader(request.body_bytes_max);
    const pending = { request, reader, resolve, reject };
    const { address, port, name, is_secure } = request;
    const key = `${is_secure ? "https" : "http"} ${name} ${address} ${port}`;
    const kept = this.#idle.get(key)?.pop();
    if (kept?.socket) {
      kept.pending = pending;
      this.#busy.add(kept);
      kept.socket.ref();
      this.#write(kept);
    } else {
      this.#connect(key, pending);
    }
    this.#sweeper ??= this.#sweepNowAndThen();
    return promise;
  }

  #connect(key: string, pending: PendingRequest): void {
    const { address, port, name, is_secure } = pending.request;
    const connection: Connection = {
      key,
      pending,
      unsent: null,
      idle_since: 0,
      is_open: false,
      socket: null,
    };
    this.#busy.add(connection);
    const server_name = isIP(name) === 0 ? { serverName: name } : {};
    Bun.connect<Connection>({
      hostname: address,
      port,
      data: connection,
      socket: is_secure ? this.#secured(name) : this.#in_clear,
      ...(is_secure
        ? { tls: { rejectUnauthorized: true, ...server_name } }
        : {}),
    }).catch((error: unknown) => this.#fail(connection, error));
  }

  readonly #handlers = {
    data: (socket: Bun.Socket<Connection>, bytes: Buffer) =>
      this.#read(socket.data, bytes),
    drain: (socket: Bun.Socket<Connection>) => this.#writeRest(socket.data),
    end: (socket: Bun.Socket<Connection>) => void socket.end(),
    close: (socket: Bun.Socket<Connection>) => this.#closed(socket.data),
    error: (socket: Bun.Socket<Connection>, error: Error) =>
      this.#fail(socket.data, error),
  };
  readonly #in_clear = {
    ...this.#handlers,
    open: (socket: Bun.Socket<Connection>) => this.#opened(socket),
  };

  /** Sends nothing before the certificate is verified. */
  #secured(name: string) {
    return {
      ...this.#handlers,
      handshake: (
        socket: Bun.Socket<Connection>,
        is_done: boolean,
        fault: Error | null,
      ) => {
        const found = fault ?? wrongName(socket, name);
        if (is_done && found === undefined) this.#opened(socket);
        else this.#fail(socket.data, found ?? new Error("ECONNRESET in TLS"));
      },
    };
  }

  #opened(socket: Bun.Socket<Connection>): void {
    const connection = socket.data;
    connection.socket = socket;
    // It timed out meanwhile.
    if (connection.pending === null) return void socket.terminate();
    connection.is_open = true;
    this.#write(connection);
  }

  #write(connection: Connection): void {
    const { pending, socket } = connection;
    if (pending === null || socket === null) return;
    const { bytes } = pending.request;
    const written = socket.write(bytes);
    if (written === bytes.length) return;
    const all = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
    connection.unsent = all.subarray(Math.max(0, written));
  }

  #writeRest(connection: Connection): void {
    const { socket, unsent } = connection;
    if (socket === null || unsent === null) return;
    const written = socket.write(unsent);
    connection.unsent =
      written >= unsent.length ? null : unsent.subarray(Math.max(0, written));
  }

  #read(connection: Connection, bytes: Buffer): void {
    const { pending, socket } = connection;
    // Unsolicited bytes belong to no request of ours.
    if (pending === null) return void socket?.terminate();
    try {
      if (!pending.reader.has_begun) pending.request.onFirstByte();
      const answer = pending.reader.push(bytes);
      if (answer !== null) this.#answer(connection, pending, answer);
    } catch (error) {
      this.#fail(connection, error);
    }
  }

  #answer(
    connection: Connection,
    pending: PendingRequest,
    answer: HttpAnswer,
  ): void {
    const { key, socket, unsent } = connection;
    connection.pending = null;
    this.#busy.delete(connection);
    if (answer.is_reusable && unsent === null && connection.is_open) {
      connection.idle_since = this.#ticks_ms();
      const idle = this.#idle.get(key);
      if (idle === undefined) this.#idle.set(key, [connection]);
      else idle.push(connection);
      socket?.unref();
    } else {
      connection.is_open = false;
      socket?.terminate();
    }
    pending.resolve(answer);
  }

  #closed(connection: Connection): void {
    connection.is_open = false;
    const { key, pending } = connection;
    if (pending === null) {
      const left = this.#idle.get(key)?.filter((one) => one !== connection);
      if (left === undefined) return;
      if (left.length === 0) this.#idle.delete(key);
      else this.#idle.set(key, left);
      return;
    }
    const answer = pending.reader.end();
    if (answer !== null) return this.#answer(connection, pending, answer);
    const text =
      "ConnectionClosed: The socket connection was closed unexpectedly";
    this.#fail(connection, new Error(text));
  }

  #fail(connection: Connection, error: unknown): void {
    const { pending, socket } = connection;
    connection.pending = null;
    connection.is_open = false;
    this.#busy.delete(connection);
    socket?.terminate();
    pending?.reject(error);
  }

  /** One timer for all connections: fails late requests and closes idle connections. */
  #sweepNowAndThen() {
    const timer = setInterval(() => {
      const now_ms = this.#ticks_ms();
      for (const connection of this.#busy) {
        const { pending } = connection;
        if (pending === null || now_ms < pending.request.until_ms) continue;
        const late = new DOMException(
          "The operation timed out.",
          "TimeoutError",
        );
        this.#fail(connection, late);
      }
      for (const [key, connections] of this.#idle) {
        const is_old = ({ idle_since }: Connection) =>
          now_ms - idle_since > IDLE_MS;
        if (!connections.some(is_old)) continue;
        const fresh = connections.filter((one) => !is_old(one));
        if (fresh.length === 0) this.#idle.delete(key);
        else this.#idle.set(key, fresh);
        for (const one of connections) if (is_old(one)) one.socket?.terminate();
      }
      if (this.#busy.size > 0) return;
      if (this.#idle.size === 0) {
        clearInterval(timer);
        this.#sweeper = undefined;
      } else timer.unref();
    }, SWEEP_MS);
    return timer;
  }
}

function wrongName(
  socket: Bun.Socket<Connection>,
  name: string,
): Error | undefined {
  return checkServerIdentity(name, socket.getPeerCertificate());
}

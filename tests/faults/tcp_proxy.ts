import type { Socket } from "bun";

const HOST = "127.0.0.1";

/** One connection through a proxy: what each side wrote, that the other didn't take yet. */
interface Relay {
  client: Socket<Relay>;
  server: Socket<Relay> | null;
  to_client: Uint8Array[];
  to_server: Uint8Array[];
  /** Whether the client's bytes wait here. */
  is_held: boolean;
  /** Whether the server's bytes wait here until it ends the connection. */
  is_late: boolean;
}

/**
 * A proxy on loopback that passes connections on, until it swallows what is sent without
 * an answer: a network that drops packets.
 */
export class TcpProxy {
  readonly #listener: Bun.TCPSocketListener<Relay>;
  readonly #target: number | string;
  readonly #relays = new Set<Relay>();
  #swallows = false;
  #held_text: string | null = null;
  #late_text: string | null = null;

  /** In front of a port on loopback, or of the path of a Unix socket. */
  constructor(target: number | string) {
    this.#target = target;
    this.#listener = Bun.listen<Relay>({
      hostname: HOST,
      port: 0,
      socket: {
        open: (client) => this.#open(client),
        data: ({ data: relay }, bytes) => {
          if (this.#swallows) return;
          relay.to_server.push(Buffer.from(bytes));
          relay.is_held ||= isIn(this.#held_text, bytes);
          if (isIn(this.#late_text, bytes)) {
            relay.is_late = true;
            this.#late_text = null;
          }
          if (!relay.is_held) flush(relay.server, relay.to_server);
        },
        drain: ({ data: relay }) => flush(relay.client, relay.to_client),
        close: ({ data: relay }) => this.#end(relay),
        error: () => {},
      },
    });
  }

  /** The port that it listens on. */
  get port(): number {
    return this.#listener.port;
  }

  /** Passes nothing on from now on, and answers nobody. */
  swallow(): void {
    this.#swallows = true;
  }

  /** Passes new connections on again; those that lost bytes are ended. */
  passOn(): void {
    this.#swallows = false;
    for (const relay of this.#relays) this.#end(relay);
  }

  /** Holds connections back from the moment at which their clients send this text. */
  hold(text: string): void {
    this.#held_text = text;
  }

  /** Passes on what answers this text the next time, and what follows, together with the end of the connection. */
  answerAtEnd(text: string): void {
    this.#late_text = text;
  }

  /** The number of connections that are held back. */
  get held(): number {
    return [...this.#relays].filter(({ is_held }) => is_held).length;
  }

  /** Holds nothing any more: passes on what waits. */
  release(): void {
    this.#held_text = null;
    for (const relay of this.#relays) {
      relay.is_held = false;
      flush(relay.server, relay.to_server);
    }
  }

  /** Holds nothing any more: ends the connections that are held back, with what waits. */
  cut(): void {
    this.#held_text = null;
    for (const relay of this.#relays) if (relay.is_held) this.#end(relay);
  }

  /** Stops it. */
  stop(): void {
    this.#listener.stop(true);
    for (const relay of this.#relays) this.#end(relay);
  }

  #open(client: Socket<Relay>): void {
    const relay: Relay = {
      client,
      server: null,
      to_client: [],
      to_server: [],
      is_held: false,
      is_late: false,
    };
    client.data = relay;
    this.#relays.add(relay);
    if (this.#swallows) return;
    this.#connect(relay).catch(() => this.#end(relay));
  }

  async #connect(relay: Relay): Promise<void> {
    const { client } = relay;
    const socket: Bun.SocketHandler<Relay> = {
      open: (server) => {
        relay.server = server;
        flush(server, relay.to_server);
      },
      data: (_, bytes) => {
        if (this.#swallows) return;
        relay.to_client.push(Buffer.from(bytes));
        if (!relay.is_late) flush(client, relay.to_client);
      },
      drain: (server) => void flush(server, relay.to_server),
      close: () => {
        if (this.#swallows) return;
        if (relay.is_late) {
          flush(client, [Buffer.concat(relay.to_client)]);
        }
        this.#end(relay);
      },
      error: () => {},
    };
    const target = this.#target;
    if (typeof target === "string") {
      await Bun.connect<Relay>({ unix: target, data: relay, socket });
    } else {
      const address = { hostname: HOST, port: target };
      await Bun.connect<Relay>({ ...address, data: relay, socket });
    }
  }

  #end(relay: Relay): void {
    if (!this.#relays.delete(relay)) return;
    relay.client.end();
    relay.server?.end();
  }
}

function isIn(text: string | null, bytes: Uint8Array): boolean {
  return text !== null && Buffer.from(bytes).includes(text);
}

/** Writes as much as the socket takes. */
function flush(socket: Socket<Relay> | null, chunks: Uint8Array[]): void {
  if (socket === null) return;
  for (let chunk = chunks[0]; chunk !== undefined; chunk = chunks[0]) {
    const written = Math.max(0, socket.write(chunk));
    if (written < chunk.length) {
      chunks[0] = chunk.subarray(written);
      return;
    }
    chunks.shift();
  }
}

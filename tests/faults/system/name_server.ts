import { createSocket } from "node:dgram";
import type { RemoteInfo, Socket } from "node:dgram";
import { NextMood } from "./next_mood.ts";

/** How a name server treats what it is asked, instead of answering. */
export type NamesMood = "is wrong" | "is silent" | "is slow" | "fails";

/** Names below this one are the partner's. */
export const ZONE = "partner.test";

const HEADER_BYTES = 12;
const TYPE_A = 1;
const SERVFAIL = 2;
const NXDOMAIN = 3;
const SLOW_MS = 1_200;
const PARTNER = [127, 0, 0, 1];
/** In turns one where nobody listens, and one that nothing may be sent to. */
const WRONG = [
  [127, 0, 0, 77],
  [192, 168, 77, 1],
];

/** A name server on loopback that knows the partner's names, and has moods. */
export class MoodyNameServer {
  readonly moods = new NextMood<NamesMood>();
  #asked = 0;
  readonly #socket: Socket = createSocket("udp4");

  private constructor() {
    this.#socket.on("message", (question, from) => {
      void this.#answer(question, from);
    });
  }

  /** Starts one. */
  static async start(): Promise<MoodyNameServer> {
    const server = new MoodyNameServer();
    await new Promise<void>((resolve) => {
      server.#socket.bind(0, "127.0.0.1", () => resolve());
    });
    return server;
  }

  /** Its address and port. */
  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  /** Stops it. */
  stop(): void {
    this.#socket.close();
  }

  async #answer(question: Buffer, from: RemoteInfo): Promise<void> {
    const asked = readQuestion(question);
    const mood = this.moods.of(asked.name);
    this.#asked += 1;
    if (mood === "is silent") return;
    if (mood === "is slow") await Bun.sleep(SLOW_MS);
    const wrong = WRONG[this.#asked % WRONG.length] ?? PARTNER;
    const address = mood === "is wrong" ? wrong : PARTNER;
    const answer = answerTo(question, asked, {
      address,
      fails: mood === "fails",
    });
    try {
      this.#socket.send(answer, from.port, from.address);
    } catch {
      // It was stopped meanwhile.
    }
  }
}

interface Question {
  name: string;
  is_for_address: boolean;
  /** Where it ends. */
  end: number;
}

/** The name that a message asks for. */
export function readQuestion(message: Buffer): Question {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return {
    name: labels.join(".").toLowerCase(),
    is_for_address: message.readUInt16BE(at + 1) === TYPE_A,
    end: at + 5,
  };
}

/** The answer to a question of one name: an address that nobody may keep. */
export function answerTo(
  message: Buffer,
  { name, is_for_address, end }: Question,
  { address, fails }: { address: readonly number[]; fails: boolean },
): Buffer {
  const code = fails ? SERVFAIL : name.endsWith(ZONE) ? 0 : NXDOMAIN;
  const count = code === 0 && is_for_address ? 1 : 0;
  const header = Buffer.alloc(HEADER_BYTES);
  message.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 + code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(count, 6);
  const name_type_class_ttl = [0xc0, HEADER_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 0];
  const record = [...name_type_class_ttl, 0, address.length, ...address];
  return Buffer.concat([
    header,
    message.subarray(HEADER_BYTES, end),
    Buffer.from(count === 1 ? record : []),
  ]);
}

import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Books } from "./books.ts";
import { NextMood } from "./next_mood.ts";
import { ZONE } from "./name_server.ts";

/** How a partner treats what it is sent, instead of answering. */
export type Mood = "fails" | "hangs" | "cuts" | "floods" | "sends on";

/** Longer than a mood lasts, so that what hangs is answered in another one. */
const HANGS_MS = 3_000;
const FLOOD = Buffer.alloc(4 * 1024 ** 2, "flood ");

/** The part of an event's body that the books are kept of. */
interface EventBody {
  type: string;
  data: {
    order_id?: string;
    version?: number;
    payment_id?: string;
  };
}

/** Affiliates' trackers and a receiver of webhooks on loopback, which keep books of what they took, and have moods. */
export class MoodyPartner {
  readonly moods = new NextMood<Mood>();
  readonly #books: Books;
  readonly #server: Server;

  private constructor(books: Books) {
    this.#books = books;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Starts one. */
  static async start(books: Books): Promise<MoodyPartner> {
    const partner = new MoodyPartner(books);
    await new Promise<void>((resolve) => {
      partner.#server.listen(0, "127.0.0.1", resolve);
    });
    return partner;
  }

  /** An affiliate's postback URL, with macros. */
  postbackUrl(affiliate_id: number): string {
    return `http://affiliate-${affiliate_id}.${ZONE}:${this.#port}/?order={order_id}&status={status}&payout={payout}`;
  }

  /** The URL of its webhook. */
  get webhook_url(): string {
    return `http://hooks.${ZONE}:${this.#port}/events`;
  }

  /** Stops it. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const mood = this.moods.of(String(request.headers.host));
    if (mood === "fails") {
      response.writeHead(503).end();
      return;
    }
    if (mood === "sends on") {
      response.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
      return;
    }
    const what = await readWhat(request);
    if (mood === "hangs") await Bun.sleep(HANGS_MS);
    this.#books.tell(what, String(request.headers["webhook-id"]));
    // It took it, and the answer gets lost.
    if (mood === "cuts") response.destroy();
    else response.end(mood === "floods" ? FLOOD : "OK");
  }
}

/** Reads what a request tells, in the words of the books. */
async function readWhat(request: IncomingMessage): Promise<string> {
  const { pathname, searchParams } = new URL(
    request.url ?? "/",
    "http://localhost",
  );
  if (pathname === "/") {
    const [order, status, payout] = ["order", "status", "payout"].map((name) =>
      String(searchParams.get(name)),
    );
    return `${order} ${status} ${payout}`;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { type, data } = JSON.parse(
    Buffer.concat(chunks).toString("utf8"),
  ) as EventBody;
  return data.payment_id === undefined
    ? `${type} ${data.order_id} v${data.version}`
    : `${type} ${data.payment_id}`;
}

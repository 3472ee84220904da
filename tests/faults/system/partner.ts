import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Books } from "./books.ts";

/** How an affiliate's tracker treats what it is sent. */
export type Mood = "answers" | "fails" | "hangs" | "cuts";

/** Longer than a mood lasts, so that what hangs is answered in another one. */
const HANGS_MS = 3_000;

/** An affiliate's tracker on loopback, which keeps books of what it took, and has moods. */
export class MoodyPartner {
  mood: Mood = "answers";
  readonly #books: Books;
  readonly #server: Server;

  private constructor(books: Books) {
    this.#books = books;
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
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

  /** Its postback URL, with macros. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/?order={order_id}&status={status}`;
  }

  /** Stops it. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { mood } = this;
    if (mood === "fails") {
      response.writeHead(503).end();
      return;
    }
    if (mood === "hangs") await Bun.sleep(HANGS_MS);
    const { searchParams } = new URL(request.url ?? "/", this.url);
    const [order, status] = ["order", "status"].map((name) =>
      searchParams.get(name),
    );
    const id = String(request.headers["webhook-id"]);
    this.#books.tell(id, `${String(order)} ${String(status)}`);
    // It took it, and the answer gets lost.
    if (mood === "cuts") response.destroy();
    else response.end("OK");
  }
}

import net from "node:net";
import type { ApiClient } from "../../api_client.ts";
import { setUp } from "../../factory.ts";
import { until } from "../../until.ts";

const BLANKS = " ".repeat(60_000);
const WRITES_MAX = 2_000;

/** Responses meant to stall whoever reads them. */
const ANSWERS: readonly string[] = [
  `HTTP/1.1 200 OK\r\nx: a${BLANKS}b\r\ncontent-length: 0\r\n\r\n`,
  `HTTP/1.1 200 OK\r\ncontent-length: 0${BLANKS},${BLANKS}0\r\n\r\n`,
  `HTTP/1.1 200${BLANKS}OK\r\n${BLANKS}\r\n\r\n`,
];
/** Repeated, within the limits of a test. */
const INTERIM = "HTTP/1.1 100 Continue\r\n\r\n".repeat(400);

/**
 * Records a sale for receivers of each kind; returns how many were attempted, and
 * the results.
 */
export async function hostileReceivers(
  api: ApiClient,
): Promise<{ attempts: number; endpoints: number }> {
  const servers = [
    ...ANSWERS.map((answer) =>
      net.createServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => socket.end(answer));
      }),
    ),
    ...Array.from({ length: 3 }, () => net.createServer(sendInterim)),
  ];
  try {
    const ports = await Promise.all(servers.map(listen));
    // A separate affiliate: the link that visitors open has no such endpoints.
    const { affiliate_id, slug } = await setUp(api);
    for (const port of ports) {
      await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
        url: `http://127.0.0.1:${port}/?c={click_ref}`,
        timeout_s: 2,
      });
    }
    await api.postback({
      click_id: await api.click(slug),
      order_id: "hostile-1",
    });
    return {
      attempts: await untilTried(api, affiliate_id, ports.length),
      endpoints: ports.length,
    };
  } finally {
    for (const server of servers) server.close();
  }
}

/** Writes for as long as it is read, up to a limit. */
function sendInterim(socket: net.Socket): void {
  socket.on("error", () => {});
  socket.once("data", () => {
    let writes = 0;
    const write = () => {
      while (!socket.destroyed && writes++ < WRITES_MAX) {
        if (!socket.write(INTERIM)) {
          socket.once("drain", write);
          return;
        }
      }
      socket.destroy();
    };
    write();
  });
}

function listen(server: net.Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" ? (address?.port ?? 0) : 0);
    });
  });
}

async function untilTried(
  api: ApiClient,
  affiliate_id: number,
  count: number,
): Promise<number> {
  const list = `/deliveries?affiliate_id=${affiliate_id}&limit=100`;
  return await until("every receiver was asked", async () => {
    const { data } = await api.call<{ data: { attempts: number }[] }>(
      "GET",
      list,
    );
    const tried = data.filter(({ attempts }) => attempts > 0);
    return tried.length >= count ? tried.length : null;
  });
}

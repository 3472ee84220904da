import type { Books } from "./books.ts";
import type { Ask } from "./audit.ts";

const ORDERS_MAX = 3;
const ORDER = /\b[vs]\d+-\d+\b/g;
const DELIVERY = /\bdelivery ([0-9a-f-]{36})\b/g;

/** All that both sides know of the first orders and deliveries that differ, for a person who looks for the cause. */
export async function explain(
  differences: readonly string[],
  books: Books,
  ask: Ask,
): Promise<string> {
  const orders = new Set(differences.join("\n").match(ORDER) ?? []);
  const parts: unknown[] = [];
  for (const order_id of [...orders].slice(0, ORDERS_MAX)) {
    const ofOrder = `where order_id = '${order_id}'`;
    const conversion = `(select id from conversions ${ofOrder})`;
    parts.push({
      order_id,
      sale: books.sales.get(order_id),
      told: [...books.told].filter(([what]) => what.includes(order_id)),
      postbacks: await ask(
        `select id, received_at, judged_at, http_status, outcome, detail, url
         from all_postbacks where url like '%order_id=${order_id}&%' or order_id = '${order_id}'
         order by received_at`,
      ),
      versions: await ask(
        `select * from conversion_versions where conversion_id in ${conversion}`,
      ),
      deliveries: await ask(
        `select * from deliveries where conversion_id in ${conversion}`,
      ),
    });
  }
  const deliveries = differences.join("\n").matchAll(DELIVERY).toArray();
  for (const [, id = ""] of deliveries.slice(0, ORDERS_MAX)) {
    parts.push({
      delivery: await ask(`select * from deliveries where id = '${id}'`),
      queued: await ask(
        `select *, now() from delivery_queue where delivery_id = '${id}'`,
      ),
      attempts: await ask(
        `select * from delivery_attempts where delivery_id = '${id}'`,
      ),
    });
  }
  return JSON.stringify(
    parts,
    (_, value: unknown) => (typeof value === "bigint" ? String(value) : value),
    1,
  );
}

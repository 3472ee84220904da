/**
 * Servers to compare the redirect with, each in its own process. Prints the URL to load.
 *
 *     bun tests/bench/click_targets.ts bare|elysia|textbook [DATABASE_URL]
 */
import { Elysia } from "elysia";
import postgres from "postgres";

const LOCATION = "https://shop.example/landing?click_id=";

function answer(click_id: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location: LOCATION + click_id, "cache-control": "no-store" },
  });
}

/** The fastest that Bun can do: a fixed 302. */
function bare(): number {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: () => answer("none"),
  });
  return server.port ?? 0;
}

/** The same through Elysia. */
function elysia(): number {
  const app = new Elysia()
    .get("/c/:slug", () => answer("none"))
    .listen({ hostname: "127.0.0.1", port: 0 });
  return app.server?.port ?? 0;
}

/** A naive implementation: one awaited INSERT per click. */
async function textbook(url: string): Promise<number> {
  const sql = postgres(url, { max: 16, onnotice: () => {} });
  await sql`create table if not exists textbook_clicks (
    id uuid primary key, at timestamptz not null, slug text not null,
    query text not null, ip text, user_agent text)`;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request, self) {
      const url = new URL(request.url);
      const id = crypto.randomUUID();
      await sql`insert into textbook_clicks values (${id}, now(), ${url.pathname},
        ${url.search}, ${self.requestIP(request)?.address ?? ""},
        ${request.headers.get("user-agent") ?? ""})`;
      return answer(id);
    },
  });
  return server.port ?? 0;
}

const [kind, address = ""] = process.argv.slice(2);
const port =
  kind === "bare"
    ? bare()
    : kind === "elysia"
      ? elysia()
      : await textbook(address);
console.log(`http://127.0.0.1:${port}/c/bench`);

import type { Static } from "@sinclair/typebox";
import { asc, eq, gt } from "drizzle-orm";
import { links } from "../../db/schema/mod.ts";
import { isoTime, pageOf, randomToken } from "../kernel/mod.ts";
import type { PageRequest } from "../kernel/mod.ts";
import { readDestination } from "./destination.ts";
import type { LinkBody, LinkPatch } from "./model.ts";
import { found, naming } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

/** Random bytes of a slug: eight characters that nobody guesses or mistypes into another. */
const SLUG_BYTES = 5;

/** Makes a link of an affiliate to a campaign. */
export async function createLink(
  deps: SetupDeps,
  input: Static<typeof LinkBody>,
) {
  readFallback(input.fallback_url);
  const values = {
    ...input,
    slug: randomToken(SLUG_BYTES),
    created_at: deps.clock.nowMs(),
  };
  const [row] = await naming(
    deps.configuration.change((tx) =>
      tx.insert(links).values(values).returning(),
    ),
  );
  return presentLink(deps, found(row));
}

/** Pauses or resumes a link, or changes its fallback. */
export async function changeLink(
  deps: SetupDeps,
  id: number,
  input: Static<typeof LinkPatch>,
) {
  await readLink(deps, id);
  readFallback(input.fallback_url);
  if (Object.keys(input).length > 0) {
    await deps.configuration.change((tx) =>
      tx.update(links).set(input).where(eq(links.id, id)),
    );
  }
  return await readLink(deps, id);
}

/** One link, or 404. */
export async function readLink(deps: SetupDeps, id: number) {
  const [row] = await deps.db.select().from(links).where(eq(links.id, id));
  return presentLink(deps, found(row));
}

/** Lists links by id. */
export async function listLinks(deps: SetupDeps, page: PageRequest) {
  const rows = await deps.db
    .select()
    .from(links)
    .where(gt(links.id, Number(page.after ?? 0)))
    .orderBy(asc(links.id))
    .limit(page.limit + 1);
  const keyOf = (row: LinkRow) => String(row.id);
  return pageOf(rows, page.limit, keyOf, (row) => presentLink(deps, row));
}

type LinkRow = typeof links.$inferSelect;

function presentLink(deps: SetupDeps, row: LinkRow) {
  return {
    ...row,
    url: `${deps.public_url}/c/${row.slug}`,
    created_at: isoTime(row.created_at),
  };
}

function readFallback(url: string | null | undefined): void {
  if (typeof url === "string") readDestination(url, "fallback_url");
}

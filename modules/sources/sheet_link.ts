import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { sheetLinks, sources } from "../../db/schema/mod.ts";
import { listPage, orNotFound, readId, selectList } from "../http/mod.ts";
import type { ListRequest, ListTable } from "../http/mod.ts";
import { isoTime, Problem, randomToken } from "../kernel/mod.ts";
import { readSheet } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { publicAddress } from "./public_address.ts";
import { readSourceRow } from "./source.ts";
import type { SourceDeps, SourceWhere } from "./source.ts";

const TOKEN_BYTES = 20;
const LINKS_MAX = 20;

const SHEET_LINK_TABLE: ListTable = {
  columns: { id: sheetLinks.id, created_at: sheetLinks.created_at },
  key: sheetLinks.id,
  time: sheetLinks.created_at,
};

type LinkRow = typeof sheetLinks.$inferSelect;

/** Makes a link to a source's sheet; only this answer contains its address. */
export async function createSheetLink(deps: SourceDeps, where: SourceWhere) {
  const { configuration, clock, public_url } = deps;
  const token = randomToken(TOKEN_BYTES);
  const row = await configuration.change(async (tx) => {
    const source = await readSourceRow(tx, where);
    const own = eq(sheetLinks.source_id, source.id);
    if ((await tx.$count(sheetLinks, own)) >= LINKS_MAX) {
      const detail = `A sheet has at most ${LINKS_MAX} links: withdraw one first`;
      throw new Problem(409, "too_many_links", detail);
    }
    const values = {
      source_id: source.id,
      token_hash: hashOf(token),
      created_at: clock.nowMs(),
    };
    const [made] = await tx.insert(sheetLinks).values(values).returning();
    return orNotFound(made);
  });
  return { ...present(row), url: `${publicAddress(public_url)}/s/${token}` };
}

/** Lists the links to a source's sheet, without their addresses. */
export async function listSheetLinks(
  deps: SourceDeps,
  where: SourceWhere,
  list: ListRequest,
) {
  const { id } = await readSourceRow(deps.db, where);
  const rows = await selectList(deps.db, {
    from: sheetLinks,
    table: SHEET_LINK_TABLE,
    list,
    own: eq(sheetLinks.source_id, id),
  });
  return listPage(SHEET_LINK_TABLE, list, rows, present);
}

/** Returns a link to a source's sheet, or 404. */
export async function readSheetLink(
  deps: SourceDeps,
  where: SourceWhere,
  link_id: string,
) {
  const { id } = await readSourceRow(deps.db, where);
  const [row] = await deps.db
    .select()
    .from(sheetLinks)
    .where(linkOf(id, readId(link_id)));
  return present(orNotFound(row));
}

/** Withdraws a link: its address is 404 from then on. */
export async function withdrawSheetLink(
  deps: SourceDeps,
  where: SourceWhere,
  link_id: string,
) {
  await deps.configuration.change(async (tx) => {
    const { id } = await readSourceRow(tx, where);
    const [gone] = await tx
      .delete(sheetLinks)
      .where(linkOf(id, readId(link_id)))
      .returning();
    orNotFound(gone);
  });
}

/** The sheet that a link shows, without the source's key; 404 for an unknown or withdrawn one. */
export async function readLinkedSheet(
  deps: SourceDeps,
  token: string,
): Promise<Sheet> {
  const [row] = await deps.db
    .select({ advertiser_id: sources.advertiser_id, id: sources.id })
    .from(sheetLinks)
    .innerJoin(sources, eq(sources.id, sheetLinks.source_id))
    .where(eq(sheetLinks.token_hash, hashOf(token)));
  return await readSheet(deps, orNotFound(row), { hides_key: true });
}

function linkOf(source_id: number, id: number) {
  return and(eq(sheetLinks.source_id, source_id), eq(sheetLinks.id, id));
}

function present({ id, created_at }: LinkRow) {
  return { id, created_at: isoTime(created_at) };
}

/** The token is long and random, so a single SHA-256 is enough. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

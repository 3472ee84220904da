import type { Static } from "@sinclair/typebox";
import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { domains } from "../../../db/schema/mod.ts";
import { invalid, listPage, orNotFound, selectList } from "../../http/mod.ts";
import type { ListRequest } from "../../http/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { readDestination } from "../destination.ts";
import { withNamedConflicts } from "../setup.ts";
import type { SetupDeps } from "../setup.ts";
import { DOMAIN_TABLE } from "./domain_resource.ts";
import type { DomainBody, DomainPatch } from "./domain_resource.ts";
import { readHostName } from "./host_name.ts";

type Row = typeof domains.$inferSelect;
type Values = Pick<Row, "host" | "fallback_url" | "is_default" | "status">;

const DOMAINS_MAX = 1_000;

/** Adds a domain that leads here. */
export async function createDomain(
  deps: SetupDeps,
  input: Static<typeof DomainBody>,
) {
  const values = readValues(deps, {
    fallback_url: null,
    is_default: false,
    status: "active",
    ...input,
  });
  const created_at = deps.clock.nowMs();
  const [row] = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      if ((await tx.$count(domains)) >= DOMAINS_MAX) {
        throw invalid("host", `there are ${DOMAINS_MAX} domains already`);
      }
      if (values.is_default) await clearDefault(tx, 0);
      return await tx
        .insert(domains)
        .values({ ...values, created_at })
        .returning();
    }),
  );
  return present(orNotFound(row));
}

/** Changes a domain, going by how it is when the change has its turn. */
export async function changeDomain(
  deps: SetupDeps,
  id: number,
  input: Static<typeof DomainPatch>,
) {
  const where = eq(domains.id, id);
  const [row] = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      const [before] = await tx.select().from(domains).where(where);
      const { host, fallback_url, is_default, status } = orNotFound(before);
      const old = { host, fallback_url, is_default, status };
      const values = readValues(deps, { ...old, ...input });
      if (values.is_default) await clearDefault(tx, id);
      return await tx.update(domains).set(values).where(where).returning();
    }),
  );
  return present(orNotFound(row));
}

/** A domain, or 404. */
export async function readDomain({ db }: Pick<SetupDeps, "db">, id: number) {
  const [row] = await db.select().from(domains).where(eq(domains.id, id));
  return present(orNotFound(row));
}

/** The domain of a host, in whatever form it is given; null if it isn't listed. */
export async function findDomain({ db }: Pick<SetupDeps, "db">, host: string) {
  const [row] = await db
    .select()
    .from(domains)
    .where(eq(domains.host, hostOf(host)));
  return row ?? null;
}

/** Forgets a domain: links still answer there, without a fallback of its own. */
export async function deleteDomain(deps: SetupDeps, id: number) {
  await deps.configuration.change(async (tx) => {
    const where = eq(domains.id, id);
    const gone = await tx.delete(domains).where(where).returning();
    orNotFound(gone[0]);
  });
}

export async function listDomains(deps: SetupDeps, list: ListRequest) {
  const table = DOMAIN_TABLE;
  const rows = await selectList(deps.db, { from: domains, table, list });
  return listPage(table, list, rows, present);
}

function readValues(
  deps: SetupDeps,
  { host: given, ...values }: Omit<Values, "status"> & { status: string },
): Values {
  const host = hostOf(given);
  if (values.is_default && values.status !== "active") {
    throw invalid("is_default", "a domain that is paused can't be the default");
  }
  const { fallback_url } = values;
  if (fallback_url !== null) {
    readDestination(fallback_url, "fallback_url", deps);
    refuseHere(deps, host, fallback_url);
  }
  return { host, ...values };
}

function hostOf(given: string): string {
  const host = readHostName(given);
  if (host !== null) return host;
  const message =
    "must be a host such as go.example, without scheme, port and path";
  throw invalid("host", message);
}

/** A fallback at a domain of ours could be a link again, which leads nowhere either. */
function refuseHere(
  { configuration }: SetupDeps,
  host: string,
  fallback_url: string,
): void {
  const url = URL.parse(fallback_url);
  const to = url === null ? null : readHostName(url.hostname);
  if (to === null || (to !== host && !configuration.domains.has(to))) return;
  const message =
    "leads to a tracking domain: visitors would be redirected in a loop";
  throw invalid("fallback_url", message);
}

async function clearDefault(tx: Transaction, but_id: number): Promise<void> {
  const others = and(eq(domains.is_default, true), ne(domains.id, but_id));
  await tx.update(domains).set({ is_default: false }).where(others);
}

function present(row: Row) {
  return { ...row, created_at: isoTime(row.created_at) };
}

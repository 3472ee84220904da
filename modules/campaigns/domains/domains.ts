import { asc } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { domains } from "../../../db/schema/mod.ts";
import type { Template } from "../../kernel/mod.ts";
import type { ConfigurationPart } from "../configuration_part.ts";
import { readDestination } from "../destination.ts";
import { hostNameOf } from "./host_name.ts";

type DomainRow = typeof domains.$inferSelect;

/** The domains that lead here, in memory with the configuration. */
export class Domains implements ConfigurationPart {
  readonly name = "domains";
  /** Whether no domain has a fallback: then no click looks here. */
  has_none = true;
  #fallbacks = new Map<string, Template | null>();
  #default: string | undefined;

  async read(tx: Transaction): Promise<DomainRow[]> {
    return await tx.select().from(domains).orderBy(asc(domains.id));
  }

  build(rows: readonly unknown[]): void {
    const active = (rows as readonly DomainRow[]).filter(
      ({ status }) => status === "active",
    );
    this.#fallbacks = new Map(
      active.map(({ host, fallback_url: url }) => [
        host,
        url === null ? null : readDestination(url, "fallback_url"),
      ]),
    );
    this.has_none = active.every(({ fallback_url }) => fallback_url === null);
    this.#default = active.find(({ is_default }) => is_default)?.host;
  }

  /** Whether links answer at a host by a domain of its own. */
  has(host: string): boolean {
    return this.#fallbacks.has(hostNameOf(host));
  }

  /** Where visitors of a request's domain go whom no link leads anywhere; null: nowhere. */
  fallbackOf({ headers }: Pick<Request, "headers">): Template | null {
    const host = headers.get("host");
    return host === null
      ? null
      : (this.#fallbacks.get(hostNameOf(host)) ?? null);
  }

  /** The address that links are shown with: the public one, at the default domain. */
  linkBase(public_url: string): string {
    const url = this.#default && URL.parse(public_url);
    if (!url || this.#default === undefined) return public_url;
    url.hostname = this.#default;
    return url.href.replace(/\/$/, "");
  }
}

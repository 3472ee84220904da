import { sql } from "drizzle-orm";
import { recordset } from "../../db/mod.ts";
import type { Queryable } from "../../db/mod.ts";
import { affiliates, applications, users } from "../../db/schema/mod.ts";
import type { NOTE_CODES } from "./application_list.ts";

type Row = typeof applications.$inferSelect;

/** Something to know before an application is decided. */
export interface ApplicationNote {
  code: (typeof NOTE_CODES)[number];
  text: string;
}

/** How often an application's details are found elsewhere. */
interface Doubles {
  emails: number;
  domains: number;
  addresses: number;
}

/** Domains at which everybody gets an address. */
const COMMON_DOMAINS = [
  "aol.com",
  "gmail.com",
  "gmx.de",
  "gmx.net",
  "googlemail.com",
  "hotmail.com",
  "icloud.com",
  "live.com",
  "mail.com",
  "mail.ru",
  "outlook.com",
  "proton.me",
  "protonmail.com",
  "qq.com",
  "web.de",
  "yahoo.com",
  "yandex.ru",
];

/** The notes on applications, in their order. */
export async function readNotes(
  db: Queryable,
  rows: readonly Row[],
): Promise<ApplicationNote[][]> {
  if (rows.length === 0) return [];
  const doubles = await countDoubles(db, rows);
  return rows.map((row) =>
    notesOn(
      row,
      doubles.get(row.id) ?? { emails: 0, domains: 0, addresses: 0 },
    ),
  );
}

function notesOn(
  row: Pick<Row, "country" | "is_data_centre">,
  { emails, domains, addresses }: Doubles,
): ApplicationNote[] {
  const notes: ApplicationNote[] = [
    {
      code: "country",
      text:
        row.country === null
          ? "The country of its address is unknown"
          : `It came from ${row.country}`,
    },
  ];
  if (row.is_data_centre) {
    notes.push({ code: "data_centre", text: "It came from a data centre" });
  }
  const times = (count: number) => (count === 1 ? "once" : `${count} times`);
  if (emails > 0) {
    const text = `Its email is known here ${times(emails)} already`;
    notes.push({ code: "same_email", text });
  }
  if (domains > 0) {
    const text = `Others here have an email of its domain: ${domains}`;
    notes.push({ code: "same_domain", text });
  }
  if (addresses > 0) {
    const text = `Others applied from its address: ${addresses}`;
    notes.push({ code: "same_address", text });
  }
  return notes;
}

/**
 * Counts users, affiliates and applications with the same email, domain or address: each of
 * them once, however many applications share it. An application counts itself, which is left out.
 */
async function countDoubles(
  db: Queryable,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Doubles>> {
  const given = recordset(
    "k",
    rows.map(({ id, email, address }) => ({
      id,
      email,
      address,
      domain: domainOf(email),
    })),
    { id: "uuid", email: "text", address: "text", domain: "text" },
  );
  const found = await db.execute<
    Record<keyof Doubles, number> & { id: string }
  >(
    sql`
    with k as (select * from ${given}),
    known as not materialized (
      select lower(email) as email from ${users}
      union all
      select lower(email) from ${affiliates} where email is not null
      union all
      select email from ${applications}
    ),
    of_email as (
      select email, count(*)::int as times from known
      where email in (select email from k) group by email
    ),
    of_domain as (
      select split_part(email, '@', 2) as domain, count(*)::int as times
      from known where split_part(email, '@', 2) in (select domain from k)
      group by 1
    ),
    of_address as (
      select address, count(*)::int as times from ${applications}
      where address in (select address from k) group by address
    )
    select k.id, coalesce(e.times - 1, 0) as emails,
      coalesce(d.times - e.times, 0) as domains,
      coalesce(a.times - 1, 0) as addresses
    from k
    left join of_email as e on e.email = k.email
    left join of_domain as d on d.domain = k.domain
    left join of_address as a on a.address = k.address`,
  );
  return new Map(found.map((row) => [row.id, row]));
}

/** The domain of an email; null if everybody has one there. */
function domainOf(email: string): string | null {
  const domain = email.slice(email.indexOf("@") + 1);
  return COMMON_DOMAINS.includes(domain) ? null : domain;
}

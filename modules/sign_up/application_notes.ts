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

/** The notes on an application. */
export function notesOn(
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

/** Counts users, affiliates and applications with the same email, domain or address. */
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
    known as (
      select id::text as of, lower(email) as email, null as address from ${users}
      union all
      select id::text, lower(email), null from ${affiliates} where email is not null
      union all
      select id::text, email, address from ${applications}
    )
    select k.id,
      (count(*) filter (where o.email = k.email))::int as emails,
      (count(*) filter (where split_part(o.email, '@', 2) = k.domain
        and o.email <> k.email))::int as domains,
      (count(*) filter (where o.address = k.address))::int as addresses
    from k join known o on o.of <> k.id::text
      and (o.email = k.email or o.address = k.address
        or split_part(o.email, '@', 2) = k.domain)
    group by k.id`,
  );
  return new Map(found.map((row) => [row.id, row]));
}

/** The domain of an email; null if everybody has one there. */
function domainOf(email: string): string | null {
  const domain = email.slice(email.indexOf("@") + 1);
  return COMMON_DOMAINS.includes(domain) ? null : domain;
}

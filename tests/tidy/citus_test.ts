import { describe, expect, test } from "bun:test";
import { citusRefuses, citusTakes } from "./citus.ts";
import { sourcesOf } from "./sample.ts";

const SCHEMA = {
  "db/schema/conversions.ts": `
    export const conversions = pgTable("conversions", {});
    export const conversionVersions = pgTable("conversion_versions", {});`,
  "db/schema/payouts.ts": `
    export const ledgerTransactions = pgTable("ledger_transactions", {});
    export const releasedHolds = pgTable("released_holds", {});`,
  "db/schema/postbacks.ts": `export const postbacks = pgTable("postbacks", {});`,
};
const IMPORT = `import { conversions, conversionVersions, ledgerTransactions,
  postbacks, releasedHolds } from "../../db/schema/mod.ts";\n`;

function refused(code: string): string[] {
  const sources = sourcesOf({ ...SCHEMA, "modules/a/b.ts": IMPORT + code });
  return citusRefuses(sources).map(({ advice }) => advice);
}

const LIMITED = "no `offset` or `limit` in a lateral over a distributed table";
const SUMMED =
  "no aggregate without `group by` in a lateral over a distributed table";
const MIXED = "no correlated subquery between distributed and other tables";
const JOINED = "equate `campaign_id` where two distributed tables are joined";
const CORRELATED =
  "equate `campaign_id` in a correlated subquery over a distributed table";
const EMPTY = "`select 1` in `exists` over a distributed table";
const STAYS = "a row stays in its campaign: delete and insert it instead";
const RECURSIVE = "no `with recursive` over a distributed table";

/** Statements that Citus 12.1 refused when they were run on it, with the rule that finds each. */
const REFUSED: readonly [string, string, string][] = [
  [
    "a lookup of any table, kept apart from the planner",
    "sql`select r.* from k, lateral (select * from ${getTableName(table)} where id = k.id offset 0) as r`",
    LIMITED,
  ],
  [
    "the last version of each conversion",
    "sql`select v.* from ${recordset()} , lateral (select * from ${conversionVersions} where campaign_id = k.campaign_id order by version desc limit 1) as v`",
    LIMITED,
  ],
  [
    "a limit in a declaration",
    "const some = sql`select * from ${conversions} limit 2`;\nsql`select 1 from ${k}, lateral (${some}) as c`",
    LIMITED,
  ],
  [
    "sums for each key",
    "sql`select 1 from ${k}, lateral (select sum(payout_micros) from ${ledgerTransactions} as t where t.conversion_id = k.id) as s`",
    SUMMED,
  ],
  [
    "a plain table asked for each row",
    "sql`select t.id from ${ledgerTransactions} as t where not exists (select from ${releasedHolds} as h where h.entry_id = t.id)`",
    MIXED,
  ],
  [
    "a distributed table asked for each row of a `with`",
    "sql`with open as materialized (select * from ${ledgerTransactions}) select * from open as t where (select bool_and(true) from ${ledgerTransactions} as u where u.campaign_id = t.campaign_id)`",
    MIXED,
  ],
  [
    "a plain table asked for each row of a subquery",
    "sql`select (select g.name from released_holds g where g.id = c.id) from (select * from ${conversions}) as c`",
    MIXED,
  ],
  [
    "a distributed table asked by another key",
    "sql`select from ${conversions} as c where exists (select from ${postbacks} as p where p.conversion_id = c.id)`",
    CORRELATED,
  ],
  [
    "a distributed table asked for each row of a temporary one",
    "sql`create temporary table theirs (id uuid)`;\nsql`update theirs as t set is_known = true where exists (select from ${conversions} as c where c.campaign_id = t.campaign_id and c.id = t.id)`",
    MIXED,
  ],
  [
    "a temporary table asked for each row of a distributed one",
    "sql`create temp table if not exists theirs (id uuid)`;\nsql`select 1 from ${conversions} as c where exists (select from theirs as t where t.id = c.id)`",
    MIXED,
  ],
  [
    "a distributed table asked for each value of a list",
    "sql`select o from unnest($1::text[]) as o where exists (select from ${conversions} where order_id = o)`",
    MIXED,
  ],
  [
    "rows without a column, asked beforehand",
    "sql`select json_build_array(exists (select from ${postbacks} where order_id = 'A'))`",
    EMPTY,
  ],
  [
    "a join by another key",
    "sql`select from ${conversions} as c left join ${postbacks} as p on p.conversion_id = c.id where c.campaign_id = 1`",
    JOINED,
  ],
  [
    "a join of tables with names of the file's own",
    "const [v, p] = [conversionVersions, postbacks];\nsql`exists (select 1 from ${v} join ${p} on ${p.id} = ${v.postback_id})`",
    JOINED,
  ],
  [
    "steps through an index",
    "sql`with recursive c as (select min(currency) from ${ledgerTransactions} union all select 1 from c) select * from c`",
    RECURSIVE,
  ],
  [
    "a row that changes its campaign",
    "sql`update ${postbacks} as p set outcome = k.outcome, campaign_id = k.campaign_id from k where p.id = k.id`",
    STAYS,
  ],
  [
    "rows that change their campaign",
    'const SET = ["outcome", "campaign_id"];\nupdateRows(tx, postbacks, rows, { by: ["id"], set: SET })',
    STAYS,
  ],
];

/** Statements that it took. */
const TAKEN: readonly [string, string][] = [
  [
    "a join in the campaign",
    "sql`select from ${conversions} as c join ${postbacks} as p on p.campaign_id = c.campaign_id and p.id = c.id`",
  ],
  [
    "sums in the campaign of a distributed table",
    "sql`select from ${conversions} as c left join lateral (select json_agg(p.id) from ${postbacks} as p where p.campaign_id = c.campaign_id) as b on true`",
  ],
  [
    "a subquery in the campaign",
    "sql`select from ${conversions} as c where exists (select from ${postbacks} as p where p.campaign_id = c.campaign_id and p.conversion_id = c.id)`",
  ],
  [
    "a list from a plain table",
    "sql`select from ${ledgerTransactions} as t where t.id in (select h.entry_id from ${releasedHolds} as h)`",
  ],
  [
    "a plain table joined",
    "sql`select from ${ledgerTransactions} as t left join ${releasedHolds} as h on h.entry_id = t.id where h.entry_id is null`",
  ],
  [
    "a limit of plain rows",
    "sql`select from ${releasedHolds} as h, lateral (select 1 from ${releasedHolds} where id = h.id limit 1) as r`",
  ],
  [
    "a comment",
    "// update postbacks set campaign_id = 1\nsql`select from ${postbacks} limit 1`",
  ],
];

describe("citusRefuses()", () => {
  for (const [name, code, advice] of REFUSED) {
    test(`finds ${name}`, () => expect(refused(code)).toEqual([advice]));
  }

  for (const [name, code] of TAKEN) {
    test(`takes ${name}`, () => expect(refused(code)).toEqual([]));
  }
});

test("an exception is of one declaration: a second refused statement of its file is found", () => {
  const LIMIT = `sql\`select 1 from \${k}, lateral (select * from \${conversions} limit 2) as c\``;
  const code = `${IMPORT}export async function someOfEach() {\n  return ${LIMIT};\n}
export const OTHER = ${LIMIT};\nrecordset.distinct = () => ${LIMIT};`;
  const sources = sourcesOf({
    ...SCHEMA,
    "modules/conversions/find_conversions.ts": code,
  });
  const lines = citusTakes(sources).map(({ line, advice }) => [line, advice]);
  expect(lines).toEqual([
    [6, LIMITED],
    [7, LIMITED],
  ]);
});

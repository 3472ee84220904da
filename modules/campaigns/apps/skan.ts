import type { Static } from "@sinclair/typebox";
import { and, asc, eq, isNotNull, ne } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { campaigns, goals, links } from "../../../db/schema/mod.ts";
import type { SkanSettings, SkanValue } from "../../../db/schema/mod.ts";
import { changeOne, invalid, orNotFound } from "../../http/mod.ts";
import { parseAmount, Problem } from "../../kernel/mod.ts";
import type { SetupDeps } from "../setup.ts";
import type { SkanBody } from "./app_model.ts";
import { overlaps } from "./skan_match.ts";

type SkanInput = Static<typeof SkanBody>;

/** The settings of a campaign that takes no install postbacks. */
const NONE = {
  app_id: null,
  ad_network_id: null,
  source_identifiers: [],
  link_id: null,
  values: [],
  sandbox: false,
  approve_after_days: null,
};

/** The settings for Apple's install postbacks of a campaign; 404 without one. */
export async function readSkan(deps: SetupDeps, campaign_id: number) {
  const where = eq(campaigns.id, campaign_id);
  const [row] = await deps.db.select().from(campaigns).where(where);
  return orNotFound(row).skan ?? NONE;
}

/**
 * Replaces which of Apple's install postbacks a campaign takes. Throws a Problem for a link, goal
 * or amount that isn't the campaign's, and where another campaign takes the same ones.
 */
export async function writeSkan(
  deps: SetupDeps,
  campaign_id: number,
  input: SkanInput,
) {
  const row = await changeOne(deps.configuration, async (tx) => {
    const skan = settingsOf(input);
    if (skan !== null) {
      await checkReferences(tx, campaign_id, skan);
      await checkOverlaps(tx, campaign_id, skan);
    }
    return await tx
      .update(campaigns)
      .set({ skan })
      .where(eq(campaigns.id, campaign_id))
      .returning();
  });
  return row.skan ?? NONE;
}

function settingsOf(input: SkanInput): SkanSettings | null {
  const { app_id } = input;
  if (app_id === null) return null;
  return {
    app_id,
    ad_network_id: input.ad_network_id?.toLowerCase() ?? null,
    source_identifiers: readIdentifiers(input.source_identifiers ?? []),
    link_id: input.link_id ?? null,
    values: readValues(input.values ?? []),
    sandbox: input.sandbox ?? false,
    approve_after_days: input.approve_after_days ?? null,
  };
}

function readIdentifiers(
  given: NonNullable<SkanInput["source_identifiers"]>,
): SkanSettings["source_identifiers"] {
  const seen = new Set<string>();
  return given.map((one, index) => {
    const { source_identifier, link_id = null } =
      typeof one === "string" ? { source_identifier: one } : one;
    if (seen.has(source_identifier)) {
      throw invalid(
        `source_identifiers.${index}`,
        `${source_identifier} is there twice`,
      );
    }
    seen.add(source_identifier);
    return { source_identifier, link_id };
  });
}

function readValues(given: NonNullable<SkanInput["values"]>): SkanValue[] {
  const seen = new Set<string>();
  return given.map((one, index) => {
    const { fine = null, coarse = null, window = null, goal } = one;
    const { amount = null } = one;
    const field = `values.${index}`;
    if (fine !== null && coarse !== null) {
      throw invalid(field, "has `fine` or `coarse`, not both");
    }
    if (fine !== null && window !== null && window > 0) {
      throw invalid(field, "a fine value comes in the first window (0) only");
    }
    if (amount !== null && parseAmount(amount) === null) {
      throw invalid(`${field}.amount`, "must be a plain decimal such as 12.50");
    }
    const key = `${fine} ${coarse} ${window}`;
    if (seen.has(key)) {
      throw invalid(field, "the same value in the same window is there twice");
    }
    seen.add(key);
    return { fine, coarse, window, goal, amount };
  });
}

async function checkReferences(
  tx: Transaction,
  campaign_id: number,
  { link_id, source_identifiers, values }: SkanSettings,
): Promise<void> {
  const plain = await tx
    .select({ id: links.id })
    .from(links)
    .where(and(eq(links.campaign_id, campaign_id), eq(links.kind, "plain")));
  const ids = new Set(plain.map(({ id }) => id));
  const wanted: [field: string, id: number | null][] = [
    ["link_id", link_id],
    ...source_identifiers.map((one, index): [string, number | null] => [
      `source_identifiers.${index}.link_id`,
      one.link_id,
    ]),
  ];
  for (const [field, id] of wanted) {
    if (id !== null && !ids.has(id)) {
      throw invalid(field, `link ${id} is no plain link of this campaign`);
    }
  }
  const known = await tx
    .select({ key: goals.key, after: goals.after })
    .from(goals)
    .where(eq(goals.campaign_id, campaign_id));
  const by_key = new Map(known.map((goal) => [goal.key, goal]));
  for (const [index, { goal }] of values.entries()) {
    const field = `values.${index}.goal`;
    const found = by_key.get(goal);
    if (found === undefined) {
      throw invalid(field, `the campaign has no goal "${goal}"`);
    }
    if (found.after !== null) {
      throw invalid(
        field,
        "comes after another goal, of which Apple says nothing",
      );
    }
  }
}

/** Throws a Problem where a campaign that comes back from the archive takes installs that another one got since. */
export async function checkBroughtBack(
  tx: Transaction,
  before: { status: string },
  after: { id: number; status: string; skan: SkanSettings | null },
): Promise<void> {
  if (before.status !== "archived" || after.status === "archived") return;
  if (after.skan !== null) await checkOverlaps(tx, after.id, after.skan);
}

/** An install belongs to one campaign: two that would both take it are refused. */
async function checkOverlaps(
  tx: Transaction,
  campaign_id: number,
  skan: SkanSettings,
): Promise<void> {
  const others = await tx
    .select({ id: campaigns.id, name: campaigns.name, skan: campaigns.skan })
    .from(campaigns)
    .where(
      and(
        ne(campaigns.id, campaign_id),
        ne(campaigns.status, "archived"),
        isNotNull(campaigns.skan),
      ),
    )
    .orderBy(asc(campaigns.id));
  const other = others.find((one) => one.skan && overlaps(one.skan, skan));
  if (other === undefined) return;
  const detail = `Campaign ${other.id} takes some of the same install postbacks of app ${skan.app_id}: name other source identifiers, or another ad network`;
  throw new Problem(409, "already_exists", detail, {
    errors: [{ field: "source_identifiers", message: detail }],
  });
}

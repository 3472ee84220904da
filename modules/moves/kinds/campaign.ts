import { networkSetup, readDestination } from "../../campaigns/mod.ts";
import { invalid, readCurrency } from "../../http/mod.ts";
import { isoTime, Problem } from "../../kernel/mod.ts";
import type { MovedCampaign } from "../moved_thing.ts";
import { ownNameIn } from "../own_name.ts";
import { checkTimezone, isSameText } from "./advertiser.ts";
import { goalsOf } from "./goals.ts";
import type { GoalFields } from "./goals.ts";
import { checkBody, given } from "./kind.ts";
import type { Fields, Kind, Need, Work } from "./kind.ts";
import { isEqual, planNamed } from "./plan_named.ts";

const { campaigns, goals, targeting } = networkSetup;
/** Before the key of a goal, among a campaign's fields. */
const GOAL = "goal ";
/** Fields of a goal beside its key. */
const GOAL_FIELDS = ["name", "payout", "revenue"] as const;

/** Campaigns with their goals, prices and countries. */
export const CAMPAIGN: Kind<MovedCampaign> = {
  nameOf: ({ old_id }) => old_id,
  needs: (thing, from) => [
    { kind: "campaign", old_id: externalIdOf(thing) },
    advertiserOf(thing, from),
  ],
  async plan(work, thing, earlier) {
    check(work, thing);
    const plan = await planNamed(work, {
      ...{ kind: "campaign", thing, earlier, fieldsOf },
      external_id: externalIdOf(thing),
      read: (id) => readFields(work, id),
      isSame: ({ name }) => isSameText(String(name), thing.name),
    });
    if (plan.verdict === "update") await checkCurrency(work, plan.id, thing);
    return { ...plan, notes: notesOf(thing) };
  },
  async make({ deps, names, from, settings }, thing) {
    const { kind, old_id } = advertiserOf(thing, from);
    const advertiser_id = names.idOf(kind, old_id);
    const body = bodyOf(thing, { advertiser_id, currency: settings.currency });
    const { id } = await campaigns.create(deps, body);
    const { countries } = thing;
    if (countries !== undefined) await targeting.write(deps, id, { countries });
    return String(id);
  },
  change: (work, id, fields) => changeFields(work, Number(id), fields),
  read: (work, id) => readFields(work, Number(id)),
  async takeBack({ deps }, id) {
    await campaigns.remove(deps, Number(id));
    // It is archived instead where something refers to it.
    if (!(await isHere({ deps }, Number(id)))) return;
    const detail = "Links, postbacks or rules refer to it";
    throw new Problem(409, "in_use", detail);
  },
  async archive({ deps }, id) {
    await campaigns.change(deps, Number(id), { status: "archived" });
  },
};

/** The advertiser that a campaign is of: its own, or the one for those without. */
export function advertiserOf(
  { advertiser }: Pick<MovedCampaign, "advertiser">,
  from: string,
): Need {
  return { kind: "advertiser", old_id: advertiser ?? ownNameIn(from) };
}

function externalIdOf({ old_id, codes = [] }: MovedCampaign): string {
  return codes[0] ?? old_id;
}

function check({ deps, settings }: Work, thing: MovedCampaign): void {
  const body = bodyOf(thing, { advertiser_id: 1, currency: settings.currency });
  checkBody(campaigns.body, body);
  checkTimezone(thing.timezone);
  readDestination(thing.destination_url, "destination_url", deps);
  const { fallback_url } = thing;
  if (fallback_url !== undefined) {
    readDestination(fallback_url, "fallback_url", deps);
  }
  const { allow = [], deny = [] } = thing.countries ?? {};
  const strange = [...allow, ...deny].find((code) => !/^[a-z]{2}$/i.test(code));
  if (strange === undefined) return;
  throw invalid("countries", `"${strange}" is no ISO 3166 code`);
}

async function isHere(
  { deps }: Pick<Work, "deps">,
  id: number,
): Promise<boolean> {
  try {
    await campaigns.read(deps, id);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return false;
    throw error;
  }
}

/** A campaign's currency is fixed. */
async function checkCurrency(
  { deps, settings }: Work,
  id: string,
  thing: MovedCampaign,
): Promise<void> {
  const { currency } = await campaigns.read(deps, Number(id));
  const wanted = readCurrency(thing.currency ?? settings.currency ?? "");
  if (currency === wanted) return;
  const detail = `The campaign is in ${currency} here, and a campaign's currency can't change`;
  throw new Problem(409, "already_exists", detail);
}

function bodyOf(
  thing: MovedCampaign,
  known: { advertiser_id: number; currency: string | undefined },
) {
  const { countries: _, ...fields } = plainFields(thing);
  return {
    ...fields,
    external_id: externalIdOf(thing),
    advertiser_id: known.advertiser_id,
    currency: readCurrency(thing.currency ?? known.currency ?? ""),
    goals: goalsOf(thing),
  };
}

/** The fields that a file gives, without the goals. */
function plainFields(thing: MovedCampaign) {
  const { name, destination_url, status = "active", visibility } = thing;
  const { timezone, description, fallback_url, lookback_days } = thing;
  const { starts_at, ends_at, preview_url, countries } = thing;
  const at = (ms: number | undefined) =>
    ms === undefined ? undefined : isoTime(ms);
  return given({
    ...{ name, destination_url, status, visibility, timezone, description },
    ...{ fallback_url, lookback_days },
    starts_at: at(starts_at),
    ends_at: at(ends_at),
    creatives:
      preview_url === undefined
        ? undefined
        : [{ name: "Preview", kind: "landing" as const, url: preview_url }],
    countries: countries === undefined ? undefined : sorted(countries),
  });
}

function fieldsOf(thing: MovedCampaign): Fields {
  const of_goals = goalsOf(thing).map((goal) => [
    `${GOAL}${goal.key}`,
    goalFields(goal),
  ]);
  return { ...plainFields(thing), ...Object.fromEntries(of_goals) };
}

function goalFields(goal: GoalFields): Fields {
  return Object.fromEntries(GOAL_FIELDS.map((name) => [name, goal[name]]));
}

function sorted({
  allow = [],
  deny = [],
}: {
  allow?: string[];
  deny?: string[];
}) {
  const upper = (codes: string[]) =>
    [...new Set(codes.map((code) => code.toUpperCase()))].sort();
  return { allow: upper(allow), deny: upper(deny) };
}

async function readFields({ deps }: Work, id: number): Promise<Fields> {
  const { goals: own, ...shown } = await campaigns.read(deps, id);
  const { countries } = await targeting.read(deps, id);
  const of_goals = own.map((goal) => [
    `${GOAL}${goal.key}`,
    goalFields(goal as GoalFields),
  ]);
  return {
    ...shown,
    countries: sorted(countries),
    ...Object.fromEntries(of_goals),
  };
}

async function changeFields(
  { deps }: Work,
  id: number,
  fields: Fields,
): Promise<void> {
  const { countries, ...others } = fields;
  const plain: Fields = {};
  for (const [name, value] of Object.entries(others)) {
    if (!name.startsWith(GOAL)) plain[name] = value;
    else
      await changeGoal({ deps }, { id, key: name.slice(GOAL.length) }, value);
  }
  if (Object.keys(plain).length > 0) await campaigns.change(deps, id, plain);
  if (countries === undefined) return;
  const set = {
    ...(await targeting.read(deps, id)),
    countries: countries as { allow: string[]; deny: string[] },
  };
  await targeting.write(deps, id, set as Parameters<typeof targeting.write>[2]);
}

/** Adds, changes or, where an undo says so, removes a goal. */
async function changeGoal(
  { deps }: Pick<Work, "deps">,
  { id, key }: { id: number; key: string },
  value: unknown,
): Promise<void> {
  const where = { campaign_id: id, key };
  if (value === null) {
    await goals.remove(deps, where);
    return;
  }
  const goal = value as Omit<GoalFields, "key" | "default">;
  const own = await goals.list(deps, id);
  const here = own.find((one) => one.key === key);
  if (here === undefined) await goals.create(deps, id, { key, ...goal });
  else if (!isEqual(goalFields(here as GoalFields), goal)) {
    await goals.change(deps, where, goal);
  }
}

function notesOf({ goals }: MovedCampaign) {
  return goals.length === 0
    ? ['It has no goals: it gets "Sale", without a price']
    : [];
}

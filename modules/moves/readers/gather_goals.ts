import type {
  MovedCampaign,
  MovedGoal,
  MovedRow,
  MovedThing,
} from "../moved_thing.ts";

/** A goal that has a row of its own. */
export interface GoalThing {
  kind: "goal";
  campaign: string;
  goal: MovedGoal;
}

/** A row's saying before goals are in their campaigns. */
export interface SaidRow<T = MovedThing | GoalThing> {
  file: string;
  row_no: number;
  thing: T;
  notes?: string[];
}

/** Campaigns and goals that are kept until all files are read. */
const HELD_MAX = 200_000;

/** Puts goals into their campaigns, which wait for them until all rows are read, and of which each is there once. */
export async function* gatherGoals(
  rows: AsyncIterable<SaidRow>,
): AsyncGenerator<MovedRow, void, undefined> {
  const campaigns = new Map<string, SaidRow<MovedCampaign>>();
  const goals = new Map<string, SaidRow<GoalThing>[]>();
  let held = 0;
  for await (const row of rows) {
    const { thing } = row;
    if (thing.kind !== "goal" && thing.kind !== "campaign") {
      yield { ...row, thing };
      continue;
    }
    if (++held > HELD_MAX) {
      const reason = `Campaigns and goals are more than ${HELD_MAX}: split the move`;
      yield { ...row, thing: { kind: "unreadable", reason } };
    } else if (thing.kind === "goal") {
      const own = goals.get(thing.campaign);
      if (own === undefined) goals.set(thing.campaign, [{ ...row, thing }]);
      else own.push({ ...row, thing });
    } else {
      campaigns.set(thing.old_id, { ...row, thing });
    }
  }
  yield* released(campaigns, goals);
}

function* released(
  campaigns: ReadonlyMap<string, SaidRow<MovedCampaign>>,
  goals: Map<string, SaidRow<GoalThing>[]>,
): Iterable<MovedRow> {
  for (const [id, row] of campaigns) {
    const own = goals.get(id) ?? [];
    goals.delete(id);
    const given = own.map(({ thing }) => thing.goal);
    const notes = [
      ...(row.notes ?? []),
      ...own.flatMap((goal) => goal.notes ?? []),
    ];
    const thing = withGoals(row.thing, given);
    yield { ...row, thing, ...(notes.length === 0 ? {} : { notes }) };
  }
  for (const [id, orphans] of goals) {
    for (const { file, row_no } of orphans) {
      const reason = `Its campaign ${id.slice(0, 60)} is in no file`;
      yield { file, row_no, thing: { kind: "unreadable", reason } };
    }
  }
}

/** Goals of their own rows replace the one of the campaign's row, unless that has the only prices. */
function withGoals(campaign: MovedCampaign, given: MovedGoal[]): MovedCampaign {
  if (given.length === 0) return campaign;
  const own = campaign.goals.filter(
    ({ payout, revenue }) => payout !== undefined || revenue !== undefined,
  );
  const has_default = given.some(({ is_default }) => is_default === true);
  const goals = has_default ? given : [...own, ...given];
  if (goals.some(({ is_default }) => is_default === true)) {
    return { ...campaign, goals };
  }
  const [first, ...rest] = goals;
  return first === undefined
    ? campaign
    : { ...campaign, goals: [{ ...first, is_default: true }, ...rest] };
}

import { postgresCode } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { sql } from "drizzle-orm";
import type { Configuration } from "../campaigns/mod.ts";
import { linkNow } from "../clicks/mod.ts";
import type { LinkNowDeps, ProvingKeys } from "../clicks/mod.ts";
import { cutOf } from "../http/mod.ts";
import { isoTime, ticksMs } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { SourceDirectory } from "../sources/mod.ts";
import type { Asker } from "./asker.ts";
import { EACH_MAX, findThings } from "./find_things.ts";
import type { Thing } from "./find_things.ts";
import { tookTooLong } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import { readQuestion } from "./read_question.ts";
import { readRows } from "./read_rows.ts";
import type { Step } from "./step.ts";
import { stepsOf } from "./steps.ts";
import { tellStep } from "./tell_step.ts";
import { tellStory } from "./tell_story.ts";
import { Evidence } from "./trace_answers.ts";
import type { StepKind } from "./trace_answers.ts";

/** Time that one statement of a question may take. */
const STATEMENT_TIMEOUT_MS = 3_000;
/** Time after which no further statement of a question is begun. */
const QUESTION_MS_MAX = 5_000;
const CANCELLED = "57014";

export interface TraceDeps extends LinkNowDeps {
  db: Database;
  clock: Clock;
  ring: ProvingKeys;
  configuration: Configuration;
  sources: Pick<SourceDirectory, "byKey">;
  /** Milliseconds of a monotonic clock. */
  ticks_ms?: () => number;
}

/** Finds everything that happened to the things with an id, as whoever asks may see it. */
export async function trace(deps: TraceDeps, asker: Asker, q: string) {
  const { configuration } = deps;
  const question = readQuestion(q, {
    ofSource: (key) => sourceNames(deps, asker, key),
    ofLink: (slug) => configuration.linkBySlug(slug)?.names ?? null,
  });
  const shortened = new Set<StepKind>();
  const { found, rows } = await withinTime(deps, async (within) => {
    const lookup = { ...within, asker, shortened };
    const found = await findThings(lookup, question);
    return { found, rows: await readRows(deps, lookup, found) };
  });
  const clicks = new Set(rows.clicks.map(({ click_id }) => click_id));
  // Whether a click is of whoever asks shows only once it is read.
  const own = found.filter(
    ({ kind, id }) => kind !== "click" || clicks.has(id),
  );
  const { shown, more: more_found } = firstOfEach(own);
  const more = [...new Set([...more_found, ...shortened])];
  const cut = asker.role === null ? null : cutOf([Evidence], asker.role);
  const all = [...linkSteps(deps, own), ...stepsOf(rows, configuration)];
  const steps = all.map((step) => ({
    ...step,
    evidence: cut === null ? step.evidence : (cut(step.evidence) as Evidence),
  }));
  const { role, timezone } = asker;
  const now_ms = deps.clock.nowMs();
  return {
    q,
    found: shown,
    more,
    sentence: tellStory({ q, role, found: own, more, steps, now_ms, timezone }),
    timeline: steps.map((step, at) => ({
      at: isoTime(step.at_ms),
      kind: step.kind,
      id: step.id,
      text: tellStep(step, role),
      // Whole: the edge names its authors, and then cuts it alike.
      evidence: all[at]?.evidence ?? step.evidence,
    })),
  };
}

/** The links that were found, with where their visitors go now. */
function linkSteps(deps: TraceDeps, found: readonly Thing[]): Step[] {
  return found.flatMap(({ kind, id }) => {
    const link =
      kind === "link" ? deps.configuration.link(Number(id)) : undefined;
    if (link === undefined) return [];
    const { slug, campaign_id, affiliate_id, created_at: at_ms } = link;
    const evidence: Evidence = {
      link_id: link.id,
      slug,
      campaign_id,
      affiliate_id,
      ...linkNow(deps, link),
    };
    return [{ at_ms, kind: "link", id, evidence }];
  });
}

/** A source's own parameter names, for who may know them. */
function sourceNames(
  { sources, clock }: TraceDeps,
  { role, advertiser_ids }: Asker,
  key: string,
) {
  const source = sources.byKey(key, clock.nowMs());
  if (source === undefined || role === "affiliate") return undefined;
  const is_own = advertiser_ids?.includes(source.advertiser_id) ?? true;
  return is_own ? source.names : undefined;
}

function firstOfEach(things: readonly Thing[]) {
  const by_kind = Map.groupBy(things, ({ kind }) => kind);
  return {
    shown: [...by_kind.values()].flatMap((those) => those.slice(0, EACH_MAX)),
    more: [...by_kind].flatMap(([kind, those]) =>
      those.length > EACH_MAX ? [kind] : [],
    ),
  };
}

/** Reads as of one moment, and gives up on what takes too long. */
async function withinTime<T>(
  { db, ticks_ms = ticksMs }: Pick<TraceDeps, "db" | "ticks_ms">,
  read: (within: Pick<Lookup, "db" | "checkTime">) => Promise<T>,
): Promise<T> {
  const ends_at = ticks_ms() + QUESTION_MS_MAX;
  const checkTime = () => {
    if (ticks_ms() > ends_at) throw tookTooLong();
  };
  try {
    return await db.transaction(
      async (tx) => {
        await tx.execute(
          sql.raw(`set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`),
        );
        return await read({ db: tx, checkTime });
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
  } catch (error) {
    if (postgresCode(error) !== CANCELLED) throw error;
    throw tookTooLong(error);
  }
}

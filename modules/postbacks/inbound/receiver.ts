import {
  insertRows,
  isRepeatable,
  isRowFault,
  postgresCode,
} from "../../../db/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import { postbacks } from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import { clickIdBytes, peekClickId } from "../../clicks/mod.ts";
import { Batcher, QueueFullError, StoppedError } from "../../kernel/mod.ts";
import type { Clock, Outcome } from "../../kernel/mod.ts";
import {
  loadConversions,
  writeConversions,
  writeSteps,
} from "../conversions/record.ts";
import type { VersionStep } from "../conversions/record.ts";
import { WorkingSet } from "../conversions/working_set.ts";
import type { Outbox } from "../outbound/outbox.ts";
import { answerTo, refusedAnswer } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { applyVerdict } from "./apply_verdict.ts";
import type { KeyOf } from "./find_click.ts";
import { dedupeKey, judgePostback } from "./judge_postback.ts";
import type { Parameter, RawPostback } from "./raw_postback.ts";
import { readEvent } from "./read_event.ts";
import { readParameters } from "./read_parameters.ts";
import { resolveEvent } from "./resolve_event.ts";
import type { ResolvedEvent } from "./resolve_event.ts";
import { Trace } from "./trace.ts";

const BATCH_MAX = 500;
const QUEUE_MAX = 10_000;
const ROUNDS_MAX = 20;

/** What is needed to receive postbacks. */
export interface ReceiverDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  outbox: Outbox;
  keyOf: KeyOf;
  /** Looks a key up that isn't known here yet. */
  learnKey(key_number: number): Promise<unknown>;
  /** Told of what judging threw. */
  failed(what: string, error: unknown): void;
}

/** A postback on its way to a verdict: refused by what it says, or to be held against what is recorded. */
interface Work {
  raw: RawPostback;
  trace: Trace;
  read: { event: ResolvedEvent } | { refused: Answer };
}

/** A work that was judged: its answer, the row to keep, and the conversions that the verdict rests on. */
interface Judged {
  work: Work;
  answer: Answer;
  row: typeof postbacks.$inferInsert;
  rests_on: string[];
  step: VersionStep | null;
}

/**
 * Receives postbacks: those that arrive together are judged and committed
 * together, the raw request with its verdict, the conversion, its money and its
 * deliveries in one transaction.
 */
export class Receiver {
  readonly #deps: ReceiverDeps;
  readonly #batcher: Batcher<Work, Answer>;

  constructor(deps: ReceiverDeps) {
    this.#deps = deps;
    this.#batcher = new Batcher({
      name: "postbacks",
      batch_max: BATCH_MAX,
      queue_max: QUEUE_MAX,
      repeat: (error) => isRepeatable(error) || postgresCode(error) === "23505",
      split: (error) => isRowFault(error) || postgresCode(error) === undefined,
      run: (works) => this.#judgeAndWrite(works),
    });
  }

  /** Judges a postback and keeps it, whatever the verdict. Where judging itself throws it is kept alone, as `error`. */
  async receive(raw: RawPostback): Promise<Answer> {
    const work = await this.#read(raw);
    try {
      return await this.#batcher.submit(work);
    } catch (error) {
      if (error instanceof QueueFullError) throw error;
      if (error instanceof StoppedError) throw error;
      this.#deps.failed("judging a postback", error);
      return await this.#keepAsError(work);
    }
  }

  /** Judges what was handed in, then takes no more. */
  async stop(): Promise<void> {
    await this.#batcher.stop();
  }

  /** Reads what the postback says. A link that isn't known here makes one look at the configuration. */
  async #read(raw: RawPostback): Promise<Work> {
    const { configuration, keyOf } = this.#deps;
    const trace = new Trace();
    const parameters = readParameters(raw);
    if (!parameters.ok) {
      trace.refused("parse", parameters.refusal);
      const refused = refusedAnswer(parameters.refusal);
      return { raw, trace, read: { refused } };
    }
    trace.passed("parse", `${parameters.parameters.length} parameters`);
    const { received_at } = raw;
    await this.#learnKeys(parameters.parameters);
    const read = readEvent(
      parameters.parameters,
      { keyOf, received_at },
      trace,
    );
    if (!read.ok) {
      const link = configuration.link(trace.subject.link_id ?? 0);
      trace.subject.campaign_id = link?.campaign_id ?? null;
      return { raw, trace, read: { refused: refusedAnswer(read.refusal) } };
    }
    if (configuration.link(read.event.click.link_id) === undefined) {
      await configuration.refresh();
    }
    const resolved = resolveEvent(read.event, configuration, trace);
    return resolved.ok
      ? { raw, trace, read: { event: resolved.event } }
      : { raw, trace, read: { refused: refusedAnswer(resolved.refusal) } };
  }

  /** A key that another instance has just published is looked up before its ids are refused. */
  async #learnKeys(parameters: readonly Parameter[]): Promise<void> {
    const { keyOf, learnKey } = this.#deps;
    for (const { value } of parameters) {
      const read = peekClickId(value.trim());
      if (read === null) continue;
      const { key_number } = read.fields;
      if (keyOf(key_number) === undefined) await learnKey(key_number);
    }
  }

  async #judgeAndWrite(works: Work[]): Promise<Outcome<Answer>[]> {
    const answers = new Map<Work, Answer>();
    let open = works;
    for (let round = 0; open.length > 0; round++) {
      if (round === ROUNDS_MAX) {
        throw new Error(
          `Cannot settle ${open.length} postbacks: others keep changing the same conversions`,
        );
      }
      const { settled, lost } = await this.#deps.db.transaction((tx) =>
        this.#settle(tx, open),
      );
      for (const { work, answer } of settled) answers.set(work, answer);
      open = lost;
    }
    this.#deps.outbox.nudge();
    return works.map((work) => {
      const value = answers.get(work);
      if (value === undefined) throw new Error("A postback was not judged");
      return { ok: true, value };
    });
  }

  /** One transaction: reads, judges in order of arrival, writes. Those that lost to another transaction are left for the next. */
  async #settle(
    tx: Transaction,
    works: readonly Work[],
  ): Promise<{ settled: Judged[]; lost: Work[] }> {
    const keys = works.flatMap(({ read }) =>
      "event" in read
        ? [
            {
              campaign_id: read.event.campaign.id,
              goal_key: read.event.goal_config.key,
              click_id: read.event.click_id,
              dedupe_key: dedupeKey(read.event),
            },
          ]
        : [],
    );
    const recorded = new WorkingSet(await loadConversions(tx, keys));
    const judged = works.map((work) => this.#judge(work, recorded));
    const losers = await writeConversions(tx, recorded.changed());
    const has_lost = ({ rests_on }: Judged) =>
      rests_on.some((id) => losers.has(id));
    const settled = judged.filter((entry) => !has_lost(entry));
    const steps = settled.flatMap(({ step }) => (step === null ? [] : [step]));
    await writeSteps(tx, this.#deps.clock, steps);
    await this.#deps.outbox.add(tx, steps);
    await insertRows(
      tx,
      postbacks,
      settled.map(({ row }) => row),
    );
    const lost = judged.filter(has_lost).map(({ work }) => work);
    return { settled, lost };
  }

  #judge(work: Work, recorded: WorkingSet): Judged {
    const { raw, read } = work;
    if ("refused" in read) {
      const row = rowOf(raw, work.trace, read.refused, null);
      return { work, answer: read.refused, row, rests_on: [], step: null };
    }
    const trace = work.trace.fork();
    const { event } = read;
    const verdict = judgePostback(event, recorded, raw.received_at, trace);
    const input = {
      postback_id: raw.id,
      received_at: raw.received_at,
      clock: this.#deps.clock,
    };
    const { conversion, step } = applyVerdict(verdict, event, input, recorded);
    const answer = answerTo(verdict, conversion?.row ?? null, raw.id);
    const conversion_id = conversion?.row.id ?? null;
    const row = rowOf(raw, trace, answer, conversion_id);
    const rests_on = conversion_id === null ? [] : [conversion_id];
    return { work, answer, row, rests_on, step };
  }

  /** Judging threw: the request itself is kept all the same, and the sender may try again. */
  async #keepAsError({ raw, trace }: Work): Promise<Answer> {
    const detail =
      "Judging failed; the request is kept and can be judged again";
    const answer = { status: 503, outcome: "error", detail, body: null };
    await insertRows(this.#deps.db, postbacks, [
      rowOf(raw, trace, answer, null),
    ]);
    return { ...answer, outcome: "unavailable" };
  }
}

function rowOf(
  raw: RawPostback,
  trace: Trace,
  answer: Answer,
  conversion_id: string | null,
): typeof postbacks.$inferInsert {
  const { campaign_id, click_id, order_id, goal_key } = trace.subject;
  return {
    campaign_id: campaign_id ?? 0,
    id: raw.id,
    received_at: raw.received_at,
    method: raw.method,
    url: raw.url,
    headers: raw.headers,
    body: raw.body,
    ip: raw.ip,
    http_status: answer.status,
    outcome: answer.outcome,
    detail: answer.detail,
    click_id: click_id === null ? null : clickIdBytes(click_id),
    order_id,
    goal_key,
    conversion_id,
    trace: trace.steps,
  };
}

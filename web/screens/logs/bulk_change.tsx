import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { LOGS } from "../../messages/logs.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import type { ActOn } from "./log_screen.tsx";
import { STATUSES } from "./statuses.ts";
import { TaskProgress } from "./task_progress.tsx";
import { MoneyMoved } from "./would_do.tsx";
import { stateInWords } from "./log_columns.tsx";

type Answer = Schema<"BulkChange">;
type DryRun = Extract<Answer, { outcomes: unknown }>;
type Status = (typeof STATUSES)[number];

interface Wanted {
  status: string;
  reason: string;
}

/** Changes the ticked conversions, or all of the filters, after saying what that would do to whose money. */
export function BulkChange({ query, ticked, reload }: ActOn) {
  const [tried, setTried] = useState<{ of: DryRun; wanted: Wanted } | null>(
    null,
  );
  const [done, setDone] = useState<Answer | null>(null);
  const is_possible = ticked.size > 0 || Object.keys(query).length > 0;
  const form = useForm({ status: "approved", reason: "" }, async (wanted) => {
    setDone(null);
    const answer = await change({ query, ticked }, wanted, true);
    setTried("outcomes" in answer ? { of: answer, wanted } : null);
  });
  // Only what was shown is done: another choice has to be tried again.
  const shown =
    tried !== null && isSame(tried.wanted, form.values) ? tried : null;
  const make = async () => {
    setDone(await change({ query, ticked }, form.values, false));
    setTried(null);
    reload();
  };
  return (
    <details class="panel" open={ticked.size > 0 || done !== null}>
      <summary>
        {ticked.size > 0 ? LOGS.bulk_ticked(ticked.size) : LOGS.bulk}
      </summary>
      <div class="stack">
        <p>{hintOf(ticked.size, is_possible)}</p>
        {is_possible && (
          <Form form={form} label={LOGS.bulk}>
            <div class="controls at-top">
              <Select
                label={LOGS.bulk_to}
                {...form.text("status")}
                options={STATUSES.map((one) => ({ value: one, label: one }))}
              />
              <Field
                label={LOGS.bulk_reason}
                hint={LOGS.bulk_reason_hint}
                required
                {...form.text("reason")}
              />
            </div>
            <Submit label={LOGS.bulk_try} is_sending={form.is_sending} />
          </Form>
        )}
        {shown !== null && <WouldDo of={shown.of} make={make} />}
        {done !== null && <Done of={done} reload={reload} />}
      </div>
    </details>
  );
}

async function change(
  { query, ticked }: Pick<ActOn, "query" | "ticked">,
  { status, reason }: Wanted,
  dry_run: boolean,
): Promise<Answer> {
  const which = ticked.size > 0 ? { ids: [...ticked] } : { filter: query };
  return await ok(
    api.POST("/api/v1/conversions/bulk", {
      body: {
        ...which,
        status: status as Status,
        reason: reason.trim(),
        dry_run,
      },
      // Sent twice by an uncertain connection, it is done once.
      headers: dry_run ? {} : { "idempotency-key": crypto.randomUUID() },
    }),
  );
}

function isSame(a: Wanted, b: Wanted): boolean {
  return a.status === b.status && a.reason === b.reason;
}

function hintOf(ticked_count: number, is_possible: boolean): string {
  if (ticked_count > 0) return LOGS.bulk_ticked_text;
  return is_possible ? LOGS.bulk_text : LOGS.bulk_needs_filter;
}

function WouldDo({ of, make }: { of: DryRun; make(): Promise<void> }) {
  return (
    <div class="stack">
      <Notice tone="warn" title={LOGS.bulk_would(of.count)}>
        <ul>
          {Object.entries(of.outcomes).map(([outcome, count]) => (
            <li key={outcome}>
              {stateInWords(outcome)}: {count}
            </li>
          ))}
        </ul>
      </Notice>
      <MoneyMoved of={of} />
      <div>
        <Act kind="danger" work={make} disabled={of.count === 0}>
          {LOGS.bulk_do(of.count)}
        </Act>
      </div>
    </div>
  );
}

function Done({ of, reload }: { of: Answer; reload(): void }) {
  return (
    <Notice tone="good">
      {"task_id" in of ? LOGS.bulk_started(of.count) : LOGS.bulk_done(of.count)}
      {"task_id" in of && <TaskProgress id={of.task_id} onDone={reload} />}
    </Notice>
  );
}

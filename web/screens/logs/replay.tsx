import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { LOGS } from "../../messages/logs.ts";
import { Act } from "../../ui/act.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { ActOn } from "./log_screen.tsx";
import { replayFilter } from "./replay_filter.ts";
import { TaskProgress } from "./task_progress.tsx";

type Plan = Schema<"DeliveryReplay">;

/** Sends the deliveries of the filters again, after saying how many that are. */
export function Replay({ query, reload }: Omit<ActOn, "ticked">) {
  const [plan, setPlan] = useState<Plan | null>(null);
  const [task, setTask] = useState<string | null>(null);
  const { filter, left_out } = replayFilter(query);
  const form = useForm({ per_second: "50" }, async ({ per_second }) => {
    setTask(null);
    setPlan(await send(per_second, true));
  });
  const send = async (per_second: string, dry_run: boolean) =>
    await ok(
      api.POST("/api/v1/deliveries/replay", {
        body: {
          filter,
          per_second: Number(per_second),
          dry_run,
          as_task: !dry_run,
        },
        headers: dry_run ? {} : { "idempotency-key": crypto.randomUUID() },
      }),
    );
  const make = async () => {
    const answer = await send(form.values.per_second, false);
    if ("task_id" in answer) setTask(answer.task_id);
    setPlan(null);
  };
  return (
    <details class="panel">
      <summary>{LOGS.replay}</summary>
      <div class="stack">
        <p>{LOGS.replay_text(filter.state ?? null)}</p>
        {left_out.length > 0 && (
          <Notice tone="warn">{LOGS.replay_left_out(left_out)}</Notice>
        )}
        {left_out.length === 0 && (
          <Form form={form} label={LOGS.replay}>
            <Field
              label={LOGS.replay_rate}
              inputMode="numeric"
              {...form.text("per_second")}
            />
            <Submit label={LOGS.replay_count} is_sending={form.is_sending} />
          </Form>
        )}
        {plan !== null && <Planned of={plan} make={make} />}
        {task !== null && <TaskProgress id={task} onDone={reload} />}
      </div>
    </details>
  );
}

function Planned({ of, make }: { of: Plan; make(): Promise<void> }) {
  return (
    <>
      <Notice tone="warn" title={LOGS.replay_would(of.count)} />
      <div>
        <Act kind="danger" work={make} disabled={of.count === 0}>
          {LOGS.replay_do(of.count)}
        </Act>
      </div>
    </>
  );
}

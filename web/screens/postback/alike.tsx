import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useMe } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { Count } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { stateInWords } from "../logs/log_columns.tsx";
import { TaskProgress } from "../logs/task_progress.tsx";
import { MoneyMoved } from "../logs/would_do.tsx";
import type { Trial } from "./again.tsx";
import type { Reading } from "./parameters.ts";

type Totals = Schema<"ReplayedPostbacks">;
type Started = { task_id: string; dry_run: boolean; reading: Reading };

/** Judges all postbacks again that were answered alike: first it says what would come of them. */
export function Alike({
  postback: { outcome, advertiser_id, source_id, http_status },
  trial: { reading, mapping },
  save,
}: {
  postback: Schema<"PostbackWithTrace">;
  trial: Trial;
  /** Keeps the reading that is tried. */
  save(): Promise<void>;
}) {
  const { party } = useMe();
  const [task, setTask] = useState<Started | null>(null);
  const [tried, setTried] = useState<{ reading: Reading; of: Totals } | null>(
    null,
  );
  if (http_status < 400 || advertiser_id === null) return null;
  const filter = {
    outcome,
    advertiser_id,
    ...(source_id !== null && { source_id }),
  };
  const attempt = async () => {
    setTask(null);
    setTried(null);
    const body = { filter, dry_run: true, ...(mapping && { mapping }) };
    const of = await ok(api.POST("/api/v1/postbacks/replay", { body }));
    if ("task_id" in of) setTask({ ...of, reading });
    else setTried({ reading, of });
  };
  const judge = async () => {
    if (mapping !== undefined) await save();
    const body = { filter, dry_run: false, as_task: true };
    const of = await ok(api.POST("/api/v1/postbacks/replay", { body }));
    if ("task_id" in of) setTask({ ...of, reading });
    setTried(null);
  };
  const over = ({ state, result }: Schema<"Task">) => {
    if (state !== "done" || task?.dry_run !== true) return;
    setTried({ reading: task.reading, of: result as Totals });
  };
  const of = tried?.reading === reading ? tried.of : null;
  const says = mapping === undefined ? DEBUG.alike_do : DEBUG.alike_save_do;
  return (
    <section class="panel stack">
      <h3>{DEBUG.alike_title}</h3>
      <p>{DEBUG.alike_text(stateInWords(outcome))}</p>
      <div class="row">
        <Act work={attempt}>{DEBUG.alike_try}</Act>
        {of !== null && wouldChange(of) && party === null && (
          <Act kind="danger" work={judge}>
            {says(of.count)}
          </Act>
        )}
      </div>
      {task !== null && !(task.dry_run && of !== null) && (
        <TaskProgress key={task.task_id} id={task.task_id} onDone={over} />
      )}
      {of !== null && <WouldBe of={of} />}
    </section>
  );
}

function WouldBe({ of }: { of: Totals }) {
  const { conversions, next_after, count } = of;
  if (!wouldChange(of)) return <Notice>{DEBUG.alike_none}</Notice>;
  const outcomes = of.outcomes.filter(({ before, after }) => before !== after);
  const stay = of.outcomes.filter(({ before, after }) => before === after);
  const stay_count = stay.reduce((sum, { count: more }) => sum + more, 0);
  return (
    <>
      <Notice>{DEBUG.alike_made(conversions.made, conversions.changed)}</Notice>
      {next_after !== null && <p>{DEBUG.alike_first(count)}</p>}
      {stay_count > 0 && <p class="quiet">{DEBUG.alike_stay(stay_count)}</p>}
      <Table
        stacks
        caption={DEBUG.alike_changes}
        rows={outcomes}
        keyOf={({ before, after }) => `${before} ${after}`}
        columns={[
          {
            key: "before",
            label: DEBUG.before,
            cell: ({ before }) => stateInWords(before),
          },
          {
            key: "after",
            label: DEBUG.after,
            cell: ({ after }) => stateInWords(after),
          },
          {
            key: "count",
            label: DEBUG.alike_count,
            align: "right",
            cell: (row) => <Count value={row.count} />,
          },
        ]}
      />
      <MoneyMoved of={of} />
    </>
  );
}

/** Whether judging again changes any answer or conversion. */
function wouldChange({ outcomes, conversions }: Totals): boolean {
  const { made, changed } = conversions;
  return (
    made + changed > 0 || outcomes.some(({ before, after }) => before !== after)
  );
}

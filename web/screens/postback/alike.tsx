import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useMe } from "../../state/session.tsx";
import { Count } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { useNames } from "../own/names.ts";
import { stateInWords } from "../logs/log_columns.tsx";
import { MoneyTable } from "../logs/would_do.tsx";
import { TaskProgress } from "../logs/task_progress.tsx";

type Totals = Omit<Schema<"ReplayedPostbacks">, "next_after">;
type Started = { task_id: string; dry_run: boolean };

/** Judges all postbacks again that were answered alike: first it says what would come of them. */
export function Alike({
  postback,
}: {
  postback: Pick<
    Schema<"Postback">,
    "outcome" | "advertiser_id" | "source_id" | "http_status"
  >;
}) {
  const { party } = useMe();
  const [task, setTask] = useState<Started | null>(null);
  const [totals, setTotals] = useState<Totals | null>(null);
  const { outcome, advertiser_id, source_id, http_status } = postback;
  if (http_status < 400 || advertiser_id === null) return null;
  const filter = {
    outcome,
    advertiser_id,
    ...(source_id !== null && { source_id }),
  };
  const start = async (dry_run: boolean) => {
    setTask(null);
    if (dry_run) setTotals(null);
    const answer = await ok(
      api.POST("/api/v1/postbacks/replay", {
        body: { filter, dry_run, ...(!dry_run && { as_task: true }) },
      }),
    );
    if ("task_id" in answer) setTask(answer);
    else setTotals(answer);
  };
  const over = ({ state, result }: Schema<"Task">) => {
    const is_tried = state === "done" && task?.dry_run === true;
    if (is_tried) setTotals(result as Totals);
  };
  return (
    <section class="panel stack">
      <h3>{DEBUG.alike_title}</h3>
      <p>{DEBUG.alike_text(stateInWords(outcome))}</p>
      <div class="row">
        <Act work={() => start(true)}>{DEBUG.alike_try}</Act>
        {totals !== null && wouldChange(totals) && party === null && (
          <Act kind="danger" work={() => start(false)}>
            {DEBUG.alike_do(totals.count)}
          </Act>
        )}
      </div>
      {task !== null && (
        <TaskProgress key={task.task_id} id={task.task_id} onDone={over} />
      )}
      {totals !== null && <WouldBe of={totals} />}
    </section>
  );
}

function WouldBe({ of }: { of: Totals }) {
  const affiliates = useNames("affiliates");
  const { conversions } = of;
  if (!wouldChange(of)) return <Notice>{DEBUG.alike_none}</Notice>;
  const outcomes = of.outcomes.filter(({ before, after }) => before !== after);
  const stay = of.outcomes.filter(({ before, after }) => before === after);
  const stay_count = stay.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <Notice>{DEBUG.alike_made(conversions.made, conversions.changed)}</Notice>
      {stay_count > 0 && <p class="quiet">{DEBUG.alike_stay(stay_count)}</p>}
      <Table
        stacks
        caption={DEBUG.alike_changes}
        rows={outcomes}
        keyOf={({ before, after }) => `${before} ${after}`}
        columns={[
          { key: "before", label: DEBUG.before, cell: ({ before }) => before },
          { key: "after", label: DEBUG.after, cell: ({ after }) => after },
          {
            key: "count",
            label: DEBUG.alike_count,
            align: "right",
            cell: ({ count }) => <Count value={count} />,
          },
        ]}
      />
      <MoneyTable
        caption={DEBUG.alike_money}
        rows={(of.affiliates ?? []).map((row) => ({
          name: affiliates(row.affiliate_id),
          pending: row.payout_pending,
          owed: row.payout,
          currency: row.currency,
        }))}
      />
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

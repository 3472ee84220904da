import { useState } from "preact/hooks";
import { say } from "../../messages/en.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Submit } from "../../doors/sign_in.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Shown } from "../own/shown.tsx";
import { Actions } from "./actions.tsx";
import { Effects } from "./effects.tsx";
import { Progress } from "./progress.tsx";
import type { Batch, Kind, Upload } from "./kinds.ts";

/** Applied batches, each to be undone as a whole, and every action of them. */
export function Batches({
  kind,
  upload: { id, status },
  onChange,
}: {
  kind: Kind;
  upload: Upload;
  onChange(): void;
}) {
  const timezone = useTimezone();
  const [turn, setTurn] = useState(0);
  const [undone, setUndone] = useState<string | null>(null);
  const asked = useAsked(`${id} ${status} ${turn}`, (signal) =>
    kind.batches(id, signal),
  );
  const batches = asked.data?.data ?? [];
  if (batches.length === 0) return null;
  return (
    <>
      <Table
        caption={RECONCILING.batches}
        rows={batches}
        keyOf={(one) => one.id}
        stacks
        columns={columnsIn(timezone, setUndone)}
      />
      <Actions key={batches.map((one) => one.state).join()} {...{ kind, id }} />
      {undone !== null && (
        <Undo
          {...{ kind, id }}
          batch_id={undone}
          onClose={() => setUndone(null)}
          onUndone={() => {
            setTurn(turn + 1);
            onChange();
          }}
        />
      )}
    </>
  );
}

function columnsIn(
  timezone: string,
  onUndo: (id: string) => void,
): readonly Column<Batch>[] {
  const states: Readonly<Record<string, string>> = RECONCILING.batch_states;
  return [
    {
      key: "at",
      label: RECONCILING.taken,
      cell: ({ requested_at }) => (
        <Time at={requested_at} timezone={timezone} />
      ),
    },
    {
      key: "by",
      label: RECONCILING.batch_by,
      cell: ({ requested_by, requested_by_name }) =>
        requested_by_name ?? requested_by,
    },
    {
      key: "reason",
      label: RECONCILING.reason,
      cell: ({ reason }) => reason ?? say.none,
    },
    {
      key: "state",
      label: RECONCILING.state,
      cell: ({ state }) => states[state] ?? state,
    },
    {
      key: "undo",
      label: RECONCILING.undo,
      cell: (one) =>
        one.state === "applied" && (
          <Button kind="danger" onClick={() => onUndo(one.id)}>
            {RECONCILING.undo}
            <span class="unseen"> {one.requested_at}</span>
          </Button>
        ),
    },
  ];
}

function Undo({
  kind,
  id,
  batch_id,
  onClose,
  onUndone,
}: {
  kind: Kind;
  id: string;
  batch_id: string;
  onClose(): void;
  onUndone(): void;
}) {
  const tried = useAsked(batch_id, (signal) =>
    kind.undo(id, { batch_id, dry_run: true }, signal),
  );
  const [task, setTask] = useState<string | null>(null);
  const end = () => {
    onClose();
    onUndone();
  };
  const form = useForm({ reason: "" }, async ({ reason }) => {
    const why = reason.trim();
    const reasoned = { batch_id, ...(why === "" ? {} : { reason: why }) };
    const result = await kind.undo(id, reasoned);
    if ("task_id" in result) setTask(result.task_id);
    else end();
  });
  return (
    <Dialog title={RECONCILING.undo} onClose={onClose}>
      <p class="quiet">{RECONCILING.undo_hint}</p>
      <section class="stack-close" aria-label={RECONCILING.undo_would}>
        <h3>{RECONCILING.undo_would}</h3>
        <Shown asked={tried} lines={4}>
          {(result) =>
            "outcomes" in result ? (
              <Effects effects={result} />
            ) : (
              <p>{RECONCILING.too_many(result.count)}</p>
            )
          }
        </Shown>
      </section>
      {task !== null && <Progress id={task} onEnd={end} />}
      <Form form={form} label={RECONCILING.undo}>
        <Field label={RECONCILING.reason} {...form.text("reason")} />
        <Submit label={RECONCILING.undo} is_sending={form.is_sending} />
      </Form>
    </Dialog>
  );
}

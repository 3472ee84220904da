import { useState } from "preact/hooks";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Money, Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import { ShownList } from "../own/shown.tsx";
import { actionInWords } from "./classes.tsx";
import type { Kind } from "./kinds.ts";

type Action = Schema<"Action">;
type Position = NonNullable<Action["before"]>;

/** Every action of the batches, done or refused, with the conversion before and after. */
export function Actions({ kind, id }: { kind: Kind; id: string }) {
  const [is_open, setOpen] = useState(false);
  return (
    <details
      class="panel"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{RECONCILING.every_action}</summary>
      {is_open && <ActionList kind={kind} id={id} />}
    </details>
  );
}

function ActionList({ kind, id }: { kind: Kind; id: string }) {
  const timezone = useTimezone();
  const list = useList<Action>(`actions ${id}`, (cursor, signal) =>
    kind.actions(id, cursor, signal),
  );
  return (
    <ShownList<Action>
      list={list}
      caption={RECONCILING.every_action}
      empty={RECONCILING.actions_none}
      keyOf={({ batch_id, id: key }) => `${batch_id} ${key}`}
      columns={columnsIn(timezone)}
    />
  );
}

function columnsIn(timezone: string): readonly Column<Action>[] {
  return [
    {
      key: "at",
      label: RECONCILING.done_at,
      cell: ({ done_at }) => (
        <Time at={done_at} timezone={timezone} style="second" />
      ),
    },
    {
      key: "action",
      label: RECONCILING.action,
      cell: ({ action }) => actionInWords(action),
    },
    {
      key: "conversion",
      label: RECONCILING.conversion,
      cell: ({ conversion_id, id }) =>
        conversion_id === null ? (
          id
        ) : (
          <a href={`/app/conversions?open=${conversion_id}`}>
            {conversion_id.slice(0, 8)}
          </a>
        ),
    },
    {
      key: "before",
      label: RECONCILING.before,
      cell: ({ before }) => <PositionInWords of={before} />,
    },
    {
      key: "after",
      label: RECONCILING.after,
      cell: ({ after }) => <PositionInWords of={after} />,
    },
    {
      key: "result",
      label: RECONCILING.outcome,
      cell: ({ result, undone_result, undone_at }) => (
        <div class="stack-close">
          <span>
            <Badge tone={result === "done" ? "good" : "warn"}>
              {resultInWords(result)}
            </Badge>
          </span>
          {undone_at !== null && (
            <span class="quiet">
              {RECONCILING.undone_then(resultInWords(undone_result ?? ""))}
            </span>
          )}
        </div>
      ),
    },
  ];
}

/** An outcome of the API in words. */
export function resultInWords(result: string): string {
  const words: Readonly<Record<string, string>> = RECONCILING.results;
  return words[result] ?? result;
}

function PositionInWords({ of }: { of: Position | null }) {
  if (of === null) return <>{say.none}</>;
  return (
    <span class="stack-close">
      <span>{of.status}</span>
      <Money amount={of.revenue} currency={of.currency} />
    </span>
  );
}

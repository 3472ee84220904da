import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Empty, Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import type { Subject } from "./month_figures.ts";

type Line = Schema<"AuditLine">;

/** Who changed what of a thing, the newest first. */
export function AuditTab({ subject, id }: { subject: Subject; id: number }) {
  const timezone = useTimezone();
  const about = { [`${subject}_id`]: id };
  const list = useList(`audit ${subject} ${id}`, async (cursor, signal) => {
    const query = { ...about, sort: "-id", ...(cursor && { cursor }) } as const;
    return await ok(
      api.GET("/api/v1/audit", {
        params: { query },
        ...(signal && { signal }),
      }),
    );
  });
  const { rows, error, more, reload } = list;
  if (rows === undefined) {
    return error === undefined ? (
      <Shape lines={8} />
    ) : (
      <Failed error={error} retry={reload} />
    );
  }
  if (rows.length === 0) return <Empty />;
  return (
    <div class="stack">
      <Table
        stacks
        is_titled
        caption={NET.tabs.audit}
        rows={rows}
        keyOf={(line) => line.id}
        columns={columnsIn(timezone)}
      />
      {error !== undefined && <Failed error={error} />}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
    </div>
  );
}

function columnsIn(timezone: string): Column<Line>[] {
  return [
    {
      key: "at",
      label: NET.when,
      cell: ({ at }) => <Time at={at} timezone={timezone} style="second" />,
    },
    {
      key: "who",
      label: NET.who,
      cell: ({ name, kind, job }) => name ?? job ?? kind,
    },
    {
      key: "what",
      label: NET.what,
      cell: ({ action, resource, resource_id }) =>
        `${NET.actions[action]} ${resource} ${resource_id}`,
    },
    { key: "change", label: NET.change, cell: (line) => <Change {...line} /> },
  ];
}

const SHOWN_AT_ONCE = 4;

function Change({ before, after }: Pick<Line, "before" | "after">) {
  const names = Object.keys({ ...before, ...after });
  if (names.length <= SHOWN_AT_ONCE) {
    return <Changes of={names} before={before} after={after} />;
  }
  return (
    <details>
      <summary>{NET.values(names.length)}</summary>
      <Changes of={names} before={before} after={after} />
    </details>
  );
}

function Changes({
  of: names,
  before,
  after,
}: Pick<Line, "before" | "after"> & { of: readonly string[] }) {
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>
          <code>{name}</code>: {shortText(before?.[name])} →{" "}
          {shortText(after?.[name])}
        </li>
      ))}
    </ul>
  );
}

function shortText(value: unknown): string {
  if (value === null || value === undefined || value === "") return say.none;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

import type { ComponentChildren } from "preact";
import type { Asked } from "../../state/asked.ts";
import { say } from "../../messages/en.ts";
import type { List } from "../../state/use_list.ts";
import { useMe } from "../../state/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty, Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";

/** The number of the affiliate or advertiser that somebody belongs to, as paths have it. */
export function usePartyId(): string {
  return String(useMe().party?.id ?? 0);
}

/** An answer; its shape while it comes, or why it doesn't. */
export function Shown<T>({
  asked: { data, error, reload },
  lines = 6,
  children,
}: {
  asked: Asked<T>;
  lines?: number;
  children(data: T): ComponentChildren;
}) {
  return (
    <>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined
        ? error === undefined && <Shape lines={lines} />
        : children(data)}
    </>
  );
}

/** A list as far as it was asked for, with what to do where it is empty. */
export function ShownList<Row>({
  list: { rows, error, more, reload },
  caption,
  columns,
  keyOf,
  empty,
}: {
  list: List<Row>;
  caption: string;
  columns: readonly Column<Row>[];
  keyOf(row: Row): string;
  empty: string;
}) {
  return (
    <>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {rows === undefined ? (
        error === undefined && <Shape lines={6} />
      ) : rows.length === 0 ? (
        <Empty>
          <p>{empty}</p>
        </Empty>
      ) : (
        <Table {...{ caption, rows, columns, keyOf }} stacks />
      )}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
    </>
  );
}

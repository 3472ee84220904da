import type { ComponentChildren } from "preact";
import { say } from "../../messages/en.ts";
import type { List } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Empty, Failed, Shape } from "../../ui/notice.tsx";

/** A list as far as it is there: its shape, why not, nothing, or its rows and the way to more. */
export function Listed<Row>({
  list: { rows, error, more, reload },
  empty,
  children,
}: {
  list: List<Row>;
  empty: string;
  children(rows: readonly Row[]): ComponentChildren;
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
        children(rows)
      )}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
    </>
  );
}

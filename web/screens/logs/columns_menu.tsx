import { LOGS } from "../../messages/logs.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useMe } from "../../state/session.tsx";
import { Check } from "../../ui/field.tsx";
import { Menu } from "../../ui/overlay.tsx";
import type { LogColumn } from "./log_screen.tsx";

interface Columns<Row> {
  /** Those that the answers have. */
  all: readonly LogColumn<Row>[];
  shown: readonly LogColumn<Row>[];
}

/** Columns that the answers have and somebody wants; which ones stands in the address. */
export function useShownColumns<Row extends object>(
  columns: readonly LogColumn<Row>[],
  rows: readonly Row[] | undefined,
): Columns<Row> {
  const asked = useLocation().query.get("columns")?.split(",");
  const first = rows?.[0];
  const { party } = useMe();
  // A party has only its own rows, and needs no column for it.
  const own = party === null ? null : `${party.kind}_id`;
  const all = columns.filter(
    ({ key }) => key !== own && (first === undefined || key in first),
  );
  const shown = all.filter(({ key, is_extra = false }) =>
    asked === undefined ? !is_extra : asked.includes(key),
  );
  return { all, shown };
}

/** Chooses columns. */
export function ColumnsMenu<Row>({ all, shown }: Columns<Row>) {
  const location = useLocation();
  const choose = (key: string, is_wanted: boolean) => {
    const keys = all
      .filter((one) => (one.key === key ? is_wanted : shown.includes(one)))
      .map((one) => one.key);
    go(withQuery(location, { columns: keys.join(",") }), { replace: true });
  };
  return (
    <Menu label={LOGS.columns}>
      {all.map(({ key, label }) => (
        <Check
          key={key}
          label={label}
          checked={shown.some((one) => one.key === key)}
          onValue={(is_wanted) => choose(key, is_wanted)}
        />
      ))}
      <a href={withQuery(location, { columns: null })}>{LOGS.columns_usual}</a>
    </Menu>
  );
}

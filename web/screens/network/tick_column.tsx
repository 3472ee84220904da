import { NET } from "../../messages/network.ts";
import type { Column } from "../../ui/table.tsx";

/** A column whose boxes tick rows. */
export function tickColumn<Row>(of: {
  keyOf(row: Row): string;
  nameOf(row: Row): string;
  ticked: ReadonlySet<string>;
  onTick(ticked: ReadonlySet<string>): void;
}): Column<Row> {
  const { keyOf, nameOf, ticked, onTick } = of;
  return {
    key: "tick",
    label: NET.tick,
    cell: (row) => {
      const key = keyOf(row);
      return (
        <input
          type="checkbox"
          class="tick"
          aria-label={NET.tick_one(nameOf(row))}
          checked={ticked.has(key)}
          onChange={({ currentTarget }) => {
            const changed = new Set(ticked);
            if (currentTarget.checked) changed.add(key);
            else changed.delete(key);
            onTick(changed);
          }}
        />
      );
    },
  };
}

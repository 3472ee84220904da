import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { Button } from "../../ui/button.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { meaningInWords } from "./meanings.ts";
import { meaningOf, sentParameters } from "./parameters.ts";
import type { Mapped } from "./raw_request.tsx";

/** The mapping as it is built: each meaning with the parameter that has it. */
export function MappingTable({
  postback,
  meanings,
  reading,
  setReading,
}: Mapped & { postback: Schema<"PostbackWithTrace"> }) {
  const order = Object.keys(DEBUG.meanings);
  const rows = sentParameters(postback)
    .flatMap(({ name, value }, at) => {
      const meaning = meaningOf(name, meanings, reading);
      return meaning === null ? [] : [{ name, value, meaning, at }];
    })
    .toSorted(
      (one, other) => order.indexOf(one.meaning) - order.indexOf(other.meaning),
    );
  const takeBack = (name: string) => {
    const { [name]: _, ...others } = reading;
    setReading(others);
  };
  if (rows.length === 0) return <p class="quiet">{DEBUG.mapping_empty}</p>;
  return (
    <Table
      stacks
      caption={DEBUG.mapping}
      rows={rows}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          key: "meaning",
          label: DEBUG.means_column,
          cell: ({ meaning }) => meaningInWords(meaning),
        },
        {
          key: "name",
          label: DEBUG.name,
          cell: ({ name, value }) => (
            <div>
              <strong>{name}</strong>
              <div>
                <code>{value}</code>
              </div>
            </div>
          ),
        },
        {
          key: "changed",
          label: DEBUG.since_when,
          cell: ({ name }) =>
            reading[name] === undefined ? (
              <span class="quiet">{DEBUG.as_now}</span>
            ) : (
              <div class="row">
                <Badge tone="note">{DEBUG.chosen}</Badge>
                <Button
                  kind="plain"
                  aria-label={DEBUG.take_back_of(name)}
                  onClick={() => takeBack(name)}
                >
                  {DEBUG.take_back}
                </Button>
              </div>
            ),
        },
      ]}
    />
  );
}

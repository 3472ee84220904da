import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { Table } from "../../ui/table.tsx";
import { knownMeaning, MEANINGS, sentParameters } from "./parameters.ts";
import type { Mapping, Reading } from "./parameters.ts";

type Whole = Schema<"PostbackWithTrace">;

/** The parameters of a postback; each can be given a meaning. */
export function ParameterTable({
  postback,
  reading,
  setReading,
  mapping,
}: {
  postback: Whole;
  reading: Reading;
  setReading(reading: Reading): void;
  mapping: Mapping;
}) {
  const rows = sentParameters(postback).map((one, at) => ({ ...one, at }));
  if (rows.length === 0) return <p class="quiet">{DEBUG.parameters_none}</p>;
  const known = (name: string) => knownMeaning(name, mapping);
  const usual = (name: string) => {
    const meaning = known(name);
    return meaning === null ? DEBUG.means_usual : DEBUG.means_now(meaning);
  };
  const mean = (name: string, meaning: string) => {
    const { [name]: _, ...others } = reading;
    const is_usual = meaning === "" || meaning === known(name);
    setReading(is_usual ? others : { ...others, [name]: meaning });
  };
  return (
    <Table
      stacks
      caption={DEBUG.parameters}
      rows={rows}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          key: "name",
          label: DEBUG.name,
          cell: ({ name }) => <code>{name}</code>,
        },
        {
          key: "value",
          label: DEBUG.value,
          cell: ({ value }) => <code>{value}</code>,
        },
        {
          key: "where",
          label: DEBUG.where,
          cell: ({ where }) => DEBUG.places[where],
        },
        {
          key: "means",
          label: DEBUG.means,
          cell: ({ name }) => (
            <select
              class="select"
              aria-label={`${DEBUG.means}: ${name}`}
              value={reading[name] ?? ""}
              onChange={(event) => mean(name, event.currentTarget.value)}
            >
              <option value="">{usual(name)}</option>
              {MEANINGS.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          ),
        },
      ]}
    />
  );
}

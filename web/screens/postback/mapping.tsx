import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { Table } from "../../ui/table.tsx";
import { knownMeaning, sentParameters } from "./parameters.ts";
import type { Mapping, Reading } from "./parameters.ts";

type Whole = Schema<"PostbackWithTrace">;

/** Names that a parameter may have for us. */
const MEANINGS = [
  "click_id",
  "order_id",
  "goal",
  "amount",
  "currency",
  "status",
  "customer_id",
  "occurred_at",
  "reason",
  "revenue",
  "adv1",
  "adv2",
  "adv3",
] as const;

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
  const usual = (name: string) => {
    const meaning = knownMeaning(name, mapping, MEANINGS);
    return meaning === null ? DEBUG.means_usual : DEBUG.means_now(meaning);
  };
  const mean = (name: string, meaning: string) => {
    const { [name]: _, ...others } = reading;
    setReading(meaning === "" ? others : { ...others, [name]: meaning });
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

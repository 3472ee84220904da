import { SOURCE } from "../../messages/sources.ts";
import { Button } from "../../ui/button.tsx";
import { Table } from "../../ui/table.tsx";
import { optionsOf } from "../network/options.ts";
import { partsOf, textOf } from "./word_meanings.ts";
import type { MeaningParts } from "./word_meanings.ts";

type Values = Readonly<Record<string, string | undefined>>;
interface Row extends MeaningParts {
  word: string;
}

/** The words of a map, each with what it means, and for which goal. */
export function WordRows({
  values,
  set,
  goals,
}: {
  values: Values;
  set(changes: Record<string, string>): void;
  goals: readonly string[];
}) {
  const rows = rowsOf(values);
  if (rows.length === 0) return <p class="quiet">{SOURCE.words_none}</p>;
  const change = ({ word, ...parts }: Row, changes: Partial<MeaningParts>) =>
    set({ [word]: textOf({ ...parts, ...changes }) });
  const named = [...new Set([...goals, ...rows.map(({ goal }) => goal)])];
  const choices = {
    status: optionsOf(SOURCE.states),
    goal: [
      { value: "", label: SOURCE.goal_as_sent },
      ...named
        .filter((goal) => goal !== "")
        .map((goal) => ({ value: goal, label: goal })),
    ],
    mode: [{ value: "", label: SOURCE.mode_usual }, ...optionsOf(SOURCE.modes)],
  };
  const chosen = (name: keyof MeaningParts, label: string) => ({
    key: name,
    label,
    cell: (row: Row) => (
      <Choice
        label={`${label}: ${row.word}`}
        value={row[name]}
        options={choices[name]}
        onValue={(value) => change(row, { [name]: value })}
      />
    ),
  });
  return (
    <Table
      stacks
      caption={SOURCE.words}
      rows={rows}
      keyOf={({ word }) => word}
      columns={[
        {
          key: "word",
          label: SOURCE.word,
          cell: ({ word }) => <code>{word}</code>,
        },
        chosen("status", SOURCE.meaning),
        chosen("goal", SOURCE.goal),
        chosen("mode", SOURCE.mode),
        {
          key: "remove",
          label: SOURCE.remove,
          cell: ({ word }) => (
            <Button kind="plain" onClick={() => set({ [word]: "" })}>
              {SOURCE.remove}
              <span class="unseen">: {word}</span>
            </Button>
          ),
        },
      ]}
    />
  );
}

function rowsOf(values: Values): Row[] {
  return Object.entries(values)
    .flatMap(([word, text]): Row[] =>
      text === undefined || text === "" ? [] : [{ word, ...partsOf(text) }],
    )
    .toSorted((one, other) => (one.word < other.word ? -1 : 1));
}

function Choice({
  label,
  value,
  options,
  onValue,
}: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onValue(value: string): void;
}) {
  return (
    <select
      class="select"
      aria-label={label}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
    >
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

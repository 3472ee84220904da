import { useState } from "preact/hooks";
import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { SOURCE } from "../../messages/sources.ts";
import { useAsked } from "../../state/asked.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Table } from "../../ui/table.tsx";
import { Shown } from "../own/shown.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { optionsOf } from "../network/options.ts";
import { useEdit } from "../network/use_edit.ts";
import { mapOf, meaningTexts, newWord } from "./word_meanings.ts";
import { WordRows } from "./word_rows.tsx";

const AT = "/api/v1/advertisers/{id}/sources/{source_id}";

interface WordsProps {
  path: { id: string; source_id: string };
  reload(): void;
}

/** The map of a sender's words to states, made where its words and goals are seen. */
export function StatusWords({ path, reload }: WordsProps) {
  const read = (signal?: AbortSignal) =>
    tagged(api.GET(AT, { params: { path }, ...(signal && { signal }) }));
  const asked = useAsked(`words ${path.source_id}`, async (signal) => {
    const params = { path };
    const [source, sheet, health] = await Promise.all([
      read(signal),
      ok(api.GET(`${AT}/sheet`, { params, signal })),
      ok(api.GET(`${AT}/health`, { params, signal })),
    ]);
    return { source, sheet, health };
  });
  const saved = () => {
    asked.reload();
    reload();
  };
  return (
    <Shown asked={asked}>
      {({ source, sheet, health }) => (
        <>
          <Words {...{ source, sheet, health, path, read, saved }} />
          <Understood words={sheet.status_words} />
        </>
      )}
    </Shown>
  );
}

function Words({
  source,
  sheet,
  health,
  path,
  read,
  saved,
}: {
  source: Tagged<Schema<"Source">>;
  sheet: Schema<"SourceSheet">;
  health: Schema<"SourceHealth">;
  path: WordsProps["path"];
  read(): Promise<Tagged<Schema<"Source">>>;
  saved(): void;
}) {
  const edit = useEdit<Schema<"Source">, Record<string, string | undefined>>({
    start: source,
    valuesOf: ({ status_map }) => meaningTexts(status_map),
    read,
    send: (_, etag, values) =>
      tagged(
        api.PATCH(AT, {
          params: { path, header: { "If-Match": etag } },
          body: { status_map: mapOf(values) },
        }),
      ),
    onSaved: saved,
  });
  const { values, set } = edit.form;
  const unknown = health.unmapped.filter(
    ({ kind, word }) => kind === "status" && newWord(word, values) !== null,
  );
  const goals = [...new Set(sheet.goals.map(({ key }) => key))].toSorted();
  return (
    <section class="panel stack">
      <h2>{SOURCE.words}</h2>
      <p>
        {SOURCE.words_text} {SOURCE.word_hint}
      </p>
      <EditForm edit={edit} label={SOURCE.words}>
        <WordRows {...{ values, set, goals }} />
        <Taken unknown={unknown} take={(word) => set({ [word]: "approved" })} />
        <AddWord values={values} set={set} />
        <p class="quiet">
          {SOURCE.save_text} {SOURCE.refused_before}
        </p>
      </EditForm>
    </section>
  );
}

/** The words that came and mean nothing yet. */
function Taken({
  unknown,
  take,
}: {
  unknown: Schema<"SourceHealth">["unmapped"];
  take(word: string): void;
}) {
  if (unknown.length === 0) return null;
  return (
    <fieldset class="stack-close">
      <legend class="label">{SOURCE.unknown}</legend>
      <p class="hint">{SOURCE.unknown_text}</p>
      <div class="row">
        {unknown.map(({ word, count }) => (
          <Button key={word} onClick={() => take(word.trim().toLowerCase())}>
            {SOURCE.take(word, count)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

function AddWord({
  values,
  set,
}: {
  values: Readonly<Record<string, string | undefined>>;
  set(changes: Record<string, string>): void;
}) {
  const [typed, setTyped] = useState("");
  const [status, setStatus] = useState("approved");
  const word = newWord(typed, values);
  return (
    <fieldset>
      <legend class="label">{SOURCE.add_word}</legend>
      <div class="controls">
        <Field label={SOURCE.word} value={typed} onValue={setTyped} />
        <Select
          label={SOURCE.meaning}
          value={status}
          onValue={setStatus}
          options={optionsOf(SOURCE.states)}
        />
        <Button
          disabled={word === null}
          onClick={() => {
            if (word === null) return;
            set({ [word]: status });
            setTyped("");
          }}
        >
          {SOURCE.add}
        </Button>
      </div>
    </fieldset>
  );
}

/** All words that a source understands, by state. */
function Understood({
  words,
}: {
  words: Schema<"SourceSheet">["status_words"];
}) {
  return (
    <details class="panel">
      <summary>{SOURCE.understood}</summary>
      <Table
        stacks
        caption={SOURCE.understood}
        rows={Object.entries(words)}
        keyOf={([state]) => state}
        columns={[
          {
            key: "state",
            label: SOURCE.meaning,
            cell: ([state]) => state,
          },
          {
            key: "words",
            label: SOURCE.word,
            cell: ([, list]) => list.join(", "),
          },
        ]}
      />
    </details>
  );
}

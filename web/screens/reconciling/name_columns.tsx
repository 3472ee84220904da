import type { Schema } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { ChoiceMenu } from "../../ui/choice_menu.tsx";
import { Check, Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Shown } from "../own/shown.tsx";
import type { Kind, Upload, UploadRow } from "./kinds.ts";

type FieldName = keyof typeof RECONCILING.fields;
type Mapping = Schema<"StatementMapping">;

interface Values {
  /** The meanings of columns, by their names. */
  fields: Record<string, FieldName>;
  statuses: Record<string, string>;
  currency: string;
  date_order: string;
  decimal_comma: boolean;
}

const PREVIEWED = "8";

/** The columns as they are understood, on the file itself: each is corrected by pointing at it. */
export function NameColumns({
  kind,
  upload,
  onNamed,
}: {
  kind: Kind;
  upload: Upload;
  onNamed(): void;
}) {
  const { id } = upload;
  const asked = useAsked(`${id} rows`, (signal) =>
    kind.rows(id, { limit: PREVIEWED }, signal),
  );
  const form = useForm<Values>(valuesOf(upload), async (values) => {
    await kind.map(id, mappingOf(upload, values));
    onNamed();
  });
  const { values, set } = form;
  const choose = (column: string, field: FieldName) => {
    // A field is one column: the other one isn't used any more.
    const others = Object.entries(values.fields).map(([name, chosen]) => [
      name,
      chosen === field ? "" : chosen,
    ]);
    set({ fields: { ...Object.fromEntries(others), [column]: field } });
  };
  return (
    <section class="panel stack">
      <h2>{RECONCILING.columns}</h2>
      <p class="quiet">{RECONCILING.columns_hint}</p>
      <Read upload={upload} />
      <Form form={form} label={RECONCILING.columns}>
        <Shown asked={asked}>
          {({ data }) => (
            <Preview
              upload={upload}
              rows={data}
              fields={values.fields}
              onChoose={choose}
            />
          )}
        </Shown>
        <Statuses upload={upload} values={values} set={set} />
        <div class="controls at-top">
          <Field label={RECONCILING.currency} {...form.text("currency")} />
          <Select
            label={RECONCILING.date_order}
            options={Object.entries(RECONCILING.date_orders).map(
              ([value, label]) => ({ value, label }),
            )}
            {...form.text("date_order")}
          />
          <Check
            label={RECONCILING.decimal_comma}
            checked={values.decimal_comma}
            onValue={(decimal_comma) => set({ decimal_comma })}
          />
        </div>
        <Submit
          label={RECONCILING.confirm_columns}
          is_sending={form.is_sending}
        />
      </Form>
    </section>
  );
}

/** How much was read, and in which characters where that may be wrong. */
function Read({ upload: { reading, mapping } }: { upload: Upload }) {
  if (reading === null) return null;
  const { rows, problems } = reading;
  const { encoding = "" } = mapping ?? {};
  return (
    <Notice tone={problems === 0 ? "good" : "warn"}>
      {RECONCILING.rows_read(rows, problems)}
      {encoding.startsWith("windows") && <p>{RECONCILING.read_as(encoding)}</p>}
    </Notice>
  );
}

function Preview({
  upload: { columns, proposal },
  rows,
  fields,
  onChoose,
}: {
  upload: Upload;
  rows: readonly UploadRow[];
  fields: Values["fields"];
  onChoose(column: string, field: FieldName): void;
}) {
  const why = new Map(proposal.map((one) => [one.column, one.why]));
  return (
    <div
      class="table-box"
      role="region"
      aria-label={RECONCILING.preview}
      tabIndex={0}
    >
      <table class="table">
        <caption>{RECONCILING.preview}</caption>
        <thead>
          <tr>
            <th scope="col">{RECONCILING.row}</th>
            {columns.map((column) => (
              <th key={column} scope="col" title={why.get(column)}>
                <ColumnHead
                  column={column}
                  field={fields[column] ?? ""}
                  onChoose={(field) => onChoose(column, field)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row_no, cells, problem }) => (
            <tr key={row_no} title={problem ?? undefined}>
              <td class="quiet">{row_no}</td>
              {columns.map((column, at) => (
                <td
                  key={column}
                  data-used={Boolean(fields[column]) || undefined}
                >
                  {cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A column's head: pointing at it opens what the column can be. */
function ColumnHead({
  column,
  field,
  onChoose,
}: {
  column: string;
  field: FieldName;
  onChoose(field: FieldName): void;
}) {
  return (
    <ChoiceMenu
      title={RECONCILING.column_is(column)}
      choices={RECONCILING.fields}
      value={field}
      onChoose={(one) => onChoose(one as FieldName)}
      data-used={field !== "" || undefined}
    >
      {column}
      <span class="means" data-changed={field !== "" || undefined}>
        <span class="unseen">, </span>
        {RECONCILING.fields[field]}
      </span>
    </ChoiceMenu>
  );
}

/** The file's own words for a status, each with ours. */
function Statuses({
  upload: { reading },
  values,
  set,
}: {
  upload: Upload;
  values: Values;
  set(changes: Partial<Values>): void;
}) {
  const unknown = reading?.unknown_statuses ?? {};
  const words = [
    ...new Set([...Object.keys(unknown), ...Object.keys(values.statuses)]),
  ];
  if (words.length === 0) return null;
  return (
    <fieldset class="stack-close">
      <legend>
        <h3>{RECONCILING.statuses}</h3>
      </legend>
      <div class="controls at-top">
        {words.map((word) => (
          <Select
            key={word}
            label={RECONCILING.status_word(word, unknown[word] ?? 0)}
            value={values.statuses[word] ?? ""}
            onValue={(status) =>
              set({ statuses: { ...values.statuses, [word]: status } })
            }
            options={Object.entries(RECONCILING.statuses_are).map(
              ([value, label]) => ({ value, label }),
            )}
          />
        ))}
      </div>
    </fieldset>
  );
}

function valuesOf({ mapping, proposal, columns, reading }: Upload): Values {
  const by_column = Object.fromEntries(
    Object.entries(mapping?.columns ?? {}).map(([field, column]) => [
      column,
      field as FieldName,
    ]),
  );
  const proposed = Object.fromEntries(
    proposal.flatMap(({ column, field }) =>
      field !== null && field in RECONCILING.fields
        ? [[column, field as FieldName]]
        : [],
    ),
  );
  const chosen = mapping?.columns === undefined ? proposed : by_column;
  return {
    fields: Object.fromEntries(
      columns.map((column) => [column, chosen[column] ?? ""]),
    ),
    statuses: { ...mapping?.status_map },
    currency: mapping?.currency ?? "",
    date_order: mapping?.date_order ?? reading?.date_order ?? "ymd",
    decimal_comma: mapping?.decimal_comma ?? reading?.decimal_comma ?? false,
  };
}

function mappingOf({ mapping }: Upload, values: Values): Mapping {
  const columns = Object.fromEntries(
    Object.entries(values.fields).flatMap(([column, field]) =>
      field === "" ? [] : [[field, column]],
    ),
  );
  const statuses = Object.entries(values.statuses).filter(
    ([, status]) => status !== "",
  );
  const currency = values.currency.trim().toUpperCase();
  const { currency: _, ...others } = mapping ?? {};
  return {
    ...others,
    columns,
    status_map: Object.fromEntries(statuses),
    date_order: values.date_order as "ymd" | "dmy" | "mdy",
    decimal_comma: values.decimal_comma,
    ...(currency === "" ? {} : { currency }),
  };
}

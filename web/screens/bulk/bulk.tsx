import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { BULK } from "../../messages/bulk.ts";
import { say } from "../../messages/en.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { Act } from "../../ui/act.tsx";
import { Check, Select } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file_drop.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { optionsOf } from "../network/options.ts";
import {
  BULK_COLUMNS,
  BULK_MAX,
  BULK_NEEDED,
  itemsOf,
  readBulk,
  refusedItem,
  sheetRow,
} from "./rows.ts";
import type { BulkKind, BulkTable } from "./rows.ts";
import { sendBulk } from "./send.ts";
import type { SentItem } from "./send.ts";

const ROWS_SHOWN = 5;

/** Where an item of a sheet was refused, and why. */
interface Refusal {
  row: number;
  field: string;
  why: string;
}

/** Makes many things at once from a sheet. */
export function BulkScreen() {
  useTitle(BULK.title);
  const location = useLocation();
  const kinds = Object.keys(BULK.kinds) as BulkKind[];
  const given = location.query.get("kind");
  const kind = kinds.find((one) => one === given) ?? "affiliates";
  return (
    <>
      <h1>{BULK.title}</h1>
      <p class="quiet">{BULK.lead}</p>
      <section class="panel stack">
        <div class="controls">
          <Select
            label={BULK.what}
            value={kind}
            onValue={(next) => go(withQuery(location, { kind: next }))}
            options={optionsOf(BULK.kinds)}
          />
        </div>
        <div class="stack-close">
          <span class="label">{BULK.columns}</span>
          <p>
            {Object.keys(BULK_COLUMNS[kind]).map((name) => (
              <Fragment key={name}>
                <code>{name}</code>{" "}
              </Fragment>
            ))}
          </p>
          <p class="quiet">
            {BULK.needed(BULK_NEEDED[kind].join(", "))} {BULK.columns_hint}
          </p>
        </div>
        <Sheet key={kind} kind={kind} />
      </section>
    </>
  );
}

/** The rows as they were dropped or pasted, what they would make, and what became of them. */
function Sheet({ kind }: { kind: BulkKind }) {
  const [text, setText] = useState("");
  const [made, setMade] = useState<number | null>(null);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const take = (next: string) => {
    setText(next);
    setMade(null);
    setRefusals([]);
  };
  return (
    <>
      <FileDrop
        label={BULK.drop}
        accept=".csv,.tsv,.txt,text/csv"
        onFile={async (file) => take(await file.text())}
      />
      <LongText
        label={BULK.paste}
        hint={BULK.paste_hint}
        value={text}
        onValue={take}
      />
      {text.trim() !== "" && made === null && (
        <Ready
          kind={kind}
          table={readBulk(kind, text)}
          onMade={setMade}
          onRefused={setRefusals}
        />
      )}
      {made !== null && (
        <Notice tone={refusals.length === 0 ? "good" : "warn"}>
          {BULK.made(made)}{" "}
          {kind !== "links" && <a href={`/app/${kind}`}>{BULK.open}</a>}
        </Notice>
      )}
      {refusals.length > 0 && <Refusals of={refusals} />}
    </>
  );
}

/** A row of a sheet, and which of them it is. */
interface SheetRow {
  cells: readonly string[];
  at: number;
}

function Ready({
  kind,
  table,
  onMade,
  onRefused,
}: {
  kind: BulkKind;
  table: BulkTable;
  onMade(count: number): void;
  onRefused(refusals: readonly Refusal[]): void;
}) {
  const [is_partial, setPartial] = useState(false);
  const [is_none, setNone] = useState(false);
  const { rows, header } = table;
  const hindrance = hindranceOf(table);
  if (hindrance !== null) return <Notice tone="warn">{hindrance}</Notice>;
  const make = async () => {
    onRefused([]);
    setNone(false);
    try {
      const done = await sendBulk(kind, itemsOf(kind, table), is_partial);
      const refused = done.filter(({ status }) => status !== 201);
      onRefused(refused.flatMap(refusalsOf));
      onMade(done.length - refused.length);
    } catch (reason) {
      const of_rows = reason instanceof ApiError ? ofWhole(reason) : [];
      if (of_rows.length === 0) throw reason;
      onRefused(of_rows);
      setNone(true);
    }
  };
  return (
    <>
      <Table<SheetRow>
        caption={BULK.preview(rows.length)}
        rows={rows.slice(0, ROWS_SHOWN).map((cells, at) => ({ cells, at }))}
        keyOf={({ at }) => String(at)}
        columns={[
          { key: "row", label: BULK.row, cell: ({ at }) => sheetRow(at) },
          ...header.map((name, column) => ({
            key: name,
            label: name,
            cell: ({ cells }: SheetRow) => cells[column] || say.none,
          })),
        ]}
      />
      <Check label={BULK.partial} checked={is_partial} onValue={setPartial} />
      <div class="row">
        <Act kind="main" work={make}>
          {BULK.make(rows.length)}
        </Act>
      </div>
      {is_none && <Notice tone="bad">{BULK.none_made}</Notice>}
    </>
  );
}

/** Why a table isn't sent. */
function hindranceOf({ rows, unknown, missing }: BulkTable): string | null {
  if (unknown.length > 0) return BULK.unknown(unknown.join(", "));
  if (missing.length > 0) return BULK.missing(missing.join(", "));
  if (rows.length === 0) return BULK.none;
  return rows.length > BULK_MAX ? BULK.too_many(rows.length, BULK_MAX) : null;
}

function refusalsOf({ index, detail = "", errors = [] }: SentItem): Refusal[] {
  const row = sheetRow(index);
  return errors.length === 0
    ? [{ row, field: "", why: detail }]
    : errors.map(({ field, message }) => ({ row, field, why: message }));
}

/** The rows for which none was made. */
function ofWhole({ fields }: ApiError): Refusal[] {
  return fields.flatMap(({ field, message }) => {
    const item = refusedItem(field);
    return item === null
      ? []
      : [{ row: sheetRow(item.index), field: item.field, why: message }];
  });
}

function Refusals({ of }: { of: readonly Refusal[] }) {
  const rows = of.map((one, at) => ({ ...one, at }));
  const count = new Set(of.map(({ row }) => row)).size;
  return (
    <Table
      stacks
      caption={BULK.refused(count)}
      rows={rows}
      keyOf={({ at }) => String(at)}
      columns={[
        { key: "row", label: BULK.row, cell: ({ row }) => row },
        {
          key: "field",
          label: BULK.field,
          cell: ({ field }) => field || say.none,
        },
        { key: "why", label: BULK.why, cell: ({ why }) => why },
      ]}
    />
  );
}

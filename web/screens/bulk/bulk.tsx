import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { BULK } from "../../messages/bulk.ts";
import { say } from "../../messages/en.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { Act } from "../../ui/act.tsx";
import { Select } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file_drop.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { optionsOf } from "../network/options.ts";
import { BULK_COLUMNS, BULK_MAX, BULK_NEEDED, WITH_PRICES } from "./columns.ts";
import type { BulkKind } from "./columns.ts";
import { Foreseen } from "./foreseen.tsx";
import { itemsOf, readBulk, sheetRow, sheetRows } from "./rows.ts";
import type { BulkTable } from "./rows.ts";
import { Refusals, refusalsOf } from "./refusals.tsx";
import { sendBulk } from "./send.ts";
import type { SentItem } from "./send.ts";

const ROWS_SHOWN = 5;

/** Lists where what was made is found. */
const LISTS: Readonly<Record<BulkKind, string | null>> = {
  affiliates: "/app/affiliates",
  advertisers: "/app/advertisers",
  campaigns: "/app/campaigns",
  goals: "/app/campaigns",
  payouts: "/app/campaigns",
  links: null,
};

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
          {WITH_PRICES.includes(kind) && (
            <p class="quiet">
              {BULK.prices_hint} {kind === "campaigns" && BULK.goals_hint}
              {kind === "payouts" && BULK.payouts_hint}
            </p>
          )}
        </div>
        <Sheet key={kind} kind={kind} />
      </section>
    </>
  );
}

/** The rows as they were dropped or pasted, what they would make, and what became of them. */
function Sheet({ kind }: { kind: BulkKind }) {
  const [text, setText] = useState("");
  const [done, setDone] = useState<readonly SentItem[] | null>(null);
  const take = (next: string) => {
    setText(next);
    setDone(null);
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
      {text.trim() !== "" && done === null && (
        <Ready
          key={text}
          kind={kind}
          table={readBulk(kind, text)}
          onDone={setDone}
        />
      )}
      {done !== null && <Done kind={kind} of={done} />}
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
  onDone,
}: {
  kind: BulkKind;
  table: BulkTable;
  onDone(done: readonly SentItem[]): void;
}) {
  const [looked, setLooked] = useState<readonly SentItem[] | null>(null);
  const { rows, header } = table;
  const hindrance = hindranceOf(table);
  if (hindrance !== null) return <Notice tone="warn">{hindrance}</Notice>;
  const items = itemsOf(kind, table);
  if (looked !== null) {
    return (
      <Foreseen kind={kind} items={items} looked={looked} onDone={onDone} />
    );
  }
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
      <div class="row">
        <Act
          kind="main"
          work={async () =>
            setLooked(await sendBulk(kind, items, { dry_run: true }))
          }
        >
          {BULK.look}
        </Act>
      </div>
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

/** The rows that were made, and those that weren't. */
function Done({ kind, of }: { kind: BulkKind; of: readonly SentItem[] }) {
  const made = of.filter(({ status }) => status === 201);
  const refusals = of.flatMap((one) => refusalsOf(kind, one));
  const list = LISTS[kind];
  return (
    <>
      <Notice tone={refusals.length === 0 ? "good" : "warn"}>
        {BULK.made(made.length, sheetRows(made.map(({ index }) => index)))}{" "}
        {list !== null && <a href={list}>{BULK.open}</a>}
      </Notice>
      <Refusals of={refusals} />
    </>
  );
}

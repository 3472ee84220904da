import { useEffect, useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { useAsked } from "../../state/asked.ts";
import { useList } from "../../state/use_list.ts";
import { Count, Money } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { Act } from "../../ui/act.tsx";
import { Shown, ShownList } from "../own/shown.tsx";
import type { ScreenProps } from "../screens.ts";
import { ConfirmColumns } from "./confirm_columns.tsx";
import { StatementState } from "./statements.tsx";

const ASKED_AGAIN_MS = 1500;

/** One file of sales: what its columns mean, what it would do, and what is wrong with its rows. */
export function ImportScreen({ parts }: ScreenProps) {
  const id = parts["id"] ?? "";
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/imports/{id}", { params: { path: { id } }, signal })),
  );
  const { data, reload } = asked;
  const title = data?.statement?.file_name ?? SHOP.imports;
  useTitle(title);
  const is_waiting = data?.status === "matching" && data.mapping_confirmed;
  useEffect(() => {
    if (!is_waiting) return;
    const waiting = setTimeout(reload, ASKED_AGAIN_MS);
    return () => clearTimeout(waiting);
  }, [is_waiting, data]);
  return (
    <>
      <p>
        <a href="/app/my/imports">{SHOP.imports}</a>
      </p>
      <div class="screen-head">
        <h1>{title}</h1>
        {data !== undefined && <StatementState status={data.status} />}
      </div>
      <Shown asked={asked}>
        {(file) => (
          <>
            {file.problem !== null && (
              <Notice tone="warn">{file.problem}</Notice>
            )}
            {!file.mapping_confirmed ? (
              <ConfirmColumns
                kind="imports"
                {...{ statement: file, onDone: reload }}
              />
            ) : is_waiting ? (
              <Notice>{SHOP.waiting}</Notice>
            ) : (
              <>
                {file.status === "review" && <TryOut id={id} />}
                <Rows id={id} />
              </>
            )}
          </>
        )}
      </Shown>
    </>
  );
}

type DryRun = Extract<Schema<"AppliedBatch">, { outcomes: unknown }>;

/** A dry run of the file; only the network applies it. */
function TryOut({ id }: { id: string }) {
  const [tried, setTried] = useState<DryRun | null>(null);
  const attempt = async () => {
    const answer = await ok(
      api.POST("/api/v1/imports/{id}/apply", {
        params: { path: { id } },
        body: { dry_run: true },
      }),
    );
    setTried("outcomes" in answer ? answer : null);
  };
  const rows = Object.entries(tried?.outcomes ?? {}).flatMap(
    ([action, results]) =>
      Object.entries(results).map(([result, count]) => ({
        action,
        result,
        count,
      })),
  );
  return (
    <section class="panel stack">
      <div>
        <Act kind="main" work={attempt}>
          {SHOP.import_try}
        </Act>
      </div>
      {tried !== null && (
        <>
          <Table
            stacks
            caption={SHOP.import_would}
            rows={rows}
            keyOf={({ action, result }) => `${action} ${result}`}
            columns={[
              {
                key: "action",
                label: SHOP.import_action,
                cell: ({ action }) => action,
              },
              {
                key: "result",
                label: SHOP.import_result,
                cell: ({ result }) => result,
              },
              {
                key: "count",
                label: SHOP.count_of,
                align: "right",
                cell: ({ count }) => <Count value={count} />,
              },
            ]}
          />
          <p class="quiet">{SHOP.import_only_network}</p>
        </>
      )}
    </section>
  );
}

function Rows({ id }: { id: string }) {
  const list = useList(id, (cursor, signal) =>
    ok(
      api.GET("/api/v1/imports/{id}/rows", {
        params: { path: { id }, query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <ShownList
      list={list}
      caption={SHOP.import_rows}
      keyOf={({ row_no }) => String(row_no)}
      empty={SHOP.import_rows_empty}
      columns={ROW_COLUMNS}
    />
  );
}

const ROW_COLUMNS: readonly Column<Schema<"ImportRow">>[] = [
  { key: "row", label: SHOP.import_row, cell: ({ row_no }) => row_no },
  { key: "order", label: SHOP.order, cell: ({ order_id }) => order_id },
  {
    key: "status",
    label: SHOP.status,
    cell: ({ status, raw_status }) => status ?? raw_status,
  },
  {
    key: "problem",
    label: SHOP.import_problem,
    cell: ({ problem }) => problem,
  },
  {
    key: "amount",
    label: SHOP.amount,
    align: "right",
    cell: ({ amount, revenue, currency }) => (
      <Money amount={amount ?? revenue} currency={currency ?? ""} />
    ),
  },
];

import { useRef } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { SHOP } from "../../messages/shop.ts";
import { nextDay } from "../../state/days.ts";
import { go } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { trackerNow } from "../../state/tracker_clock.ts";
import { Field } from "../../ui/field.tsx";
import { Count, localTime, Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { Period } from "../own/period.tsx";
import { ShownList, usePartyId } from "../own/shown.tsx";

type Statement = Schema<"Reconciliation">;

const DAY_MS = 86_400_000;

const TONES: Readonly<Record<Statement["status"], Tone>> = {
  matching: "note",
  review: "note",
  applied: "good",
  undone: "note",
  failed: "bad",
};

/** How far a statement is. */
export function StatementState({ status }: Pick<Statement, "status">) {
  return <Badge tone={TONES[status]}>{SHOP.statuses[status]}</Badge>;
}

/** An advertiser's own statements, compared with our conversions. */
export function StatementsScreen() {
  useTitle(SHOP.statements);
  const timezone = useTimezone();
  const list = useList("statements", (cursor, signal) =>
    ok(
      api.GET("/api/v1/reconciliations", {
        params: { query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <>
      <h1>{SHOP.statements}</h1>
      <p>{SHOP.statements_lead}</p>
      <Upload />
      <ShownList
        list={list}
        caption={SHOP.statements}
        keyOf={({ id }) => id}
        empty={SHOP.statements_empty}
        columns={columnsOf(timezone)}
      />
    </>
  );
}

function Upload() {
  const advertiser_id = usePartyId();
  const timezone = useTimezone();
  const input = useRef<HTMLInputElement>(null);
  const form = useForm(lastMonth(timezone), async ({ from, up_to }) => {
    const file = input.current?.files?.[0];
    if (file === undefined) return;
    const to = nextDay(up_to);
    const file_name = file.name;
    const query = { advertiser_id, timezone, file_name, from, to };
    const made = await ok(
      api.POST("/api/v1/reconciliations", {
        params: { query },
        body: file as never,
        bodySerializer: (body: unknown) => body as Blob,
        headers: { "content-type": "text/csv" },
      }),
    );
    go(`/app/my/statements/${made.id}`);
  });
  return (
    <section class="panel stack">
      <Form form={form} label={SHOP.upload}>
        <div class="controls">
          <div class="field">
            <label for="statement">{SHOP.file}</label>
            <input
              ref={input}
              class="input"
              id="statement"
              type="file"
              accept=".csv,.txt,.json,.ndjson"
              required
            />
          </div>
          <Field label={SHOP.from} type="date" {...form.text("from")} />
          <Field label={SHOP.up_to} type="date" {...form.text("up_to")} />
          <Submit label={SHOP.upload} is_sending={form.is_sending} />
        </div>
      </Form>
    </section>
  );
}

/** The month before the present one. */
function lastMonth(timezone: string): { from: string; up_to: string } {
  const today = localTime(trackerNow(), timezone, "day");
  const first = Date.parse(`${today.slice(0, 7)}-01T00:00:00Z`);
  const up_to = new Date(first - DAY_MS).toISOString().slice(0, 10);
  return { from: `${up_to.slice(0, 7)}-01`, up_to };
}

function columnsOf(timezone: string): Column<Statement>[] {
  return [
    {
      key: "file",
      label: SHOP.statement,
      cell: ({ id, statement, created_at }) => (
        <a href={`/app/my/statements/${id}`}>
          {statement?.file_name ?? <Time at={created_at} timezone={timezone} />}
        </a>
      ),
    },
    {
      key: "period",
      label: SHOP.period,
      cell: (statement) => <Period of={statement} />,
    },
    {
      key: "received",
      label: SHOP.received,
      cell: ({ created_at }) => (
        <Time at={created_at} timezone={timezone} style="day" />
      ),
    },
    {
      key: "rows",
      label: SHOP.rows,
      align: "right",
      cell: ({ reading }) => <Count value={reading?.rows} />,
    },
    {
      key: "status",
      label: SHOP.status,
      cell: ({ status }) => <StatementState status={status} />,
    },
  ];
}

import { useRef } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { SHOP } from "../../messages/shop.ts";
import { go } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Count, Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { ShownList, usePartyId } from "../own/shown.tsx";
import { StatementState } from "./statements.tsx";

/** Files of sales that an advertiser uploaded. */
export function ImportsScreen() {
  useTitle(SHOP.imports);
  const timezone = useTimezone();
  const list = useList("imports", (cursor, signal) =>
    ok(
      api.GET("/api/v1/imports", {
        params: { query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <>
      <h1>{SHOP.imports}</h1>
      <p>{SHOP.imports_lead}</p>
      <p class="quiet">{SHOP.imports_columns}</p>
      <Upload />
      <ShownList
        list={list}
        caption={SHOP.imports}
        keyOf={({ id }) => id}
        empty={SHOP.imports_empty}
        columns={columnsOf(timezone)}
      />
    </>
  );
}

function Upload() {
  const advertiser_id = usePartyId();
  const timezone = useTimezone();
  const input = useRef<HTMLInputElement>(null);
  const form = useForm({}, async () => {
    const file = input.current?.files?.[0];
    if (file === undefined) return;
    const query = { advertiser_id, timezone, file_name: file.name };
    const made = await ok(
      api.POST("/api/v1/imports", {
        params: { query },
        body: file as never,
        bodySerializer: (body: unknown) => body as Blob,
        headers: { "content-type": "text/csv" },
      }),
    );
    go(`/app/my/imports/${made.id}`);
  });
  return (
    <section class="panel stack">
      <Form form={form} label={SHOP.import_upload}>
        <div class="controls">
          <div class="field">
            <label for="import">{SHOP.file}</label>
            <input
              ref={input}
              class="input"
              id="import"
              type="file"
              accept=".csv,.txt,.json,.ndjson"
              required
            />
          </div>
          <Submit label={SHOP.import_upload} is_sending={form.is_sending} />
        </div>
      </Form>
    </section>
  );
}

function columnsOf(timezone: string): Column<Schema<"Import">>[] {
  return [
    {
      key: "file",
      label: SHOP.file,
      cell: ({ id, statement, created_at }) => (
        <a href={`/app/my/imports/${id}`}>
          {statement?.file_name ?? <Time at={created_at} timezone={timezone} />}
        </a>
      ),
    },
    {
      key: "received",
      label: SHOP.received,
      cell: ({ created_at }) => <Time at={created_at} timezone={timezone} />,
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

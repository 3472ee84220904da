import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { AUDIT, SETTINGS } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { OpenedDrawer } from "../../ui/opened_drawer.tsx";
import { Table } from "../../ui/table.tsx";
import { Shown } from "../own/shown.tsx";
import { Listed } from "./listed.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

type Line = Schema<"AuditLine">;

const FILTERS = [
  {
    name: "kind",
    label: AUDIT.kind,
    options: ["user", "token", "job", "command", "guest", "system"],
  },
  {
    name: "action",
    label: AUDIT.action,
    options: ["created", "changed", "deleted", "retried", "replayed"],
  },
  {
    name: "resource",
    label: AUDIT.resource,
    options: [
      "adjustments",
      "advertisers",
      "affiliates",
      "applications",
      "bells",
      "breaks",
      "campaign-affiliates",
      "campaigns",
      "caps",
      "conversion-rules",
      "conversions",
      "deliveries",
      "destinations",
      "domains",
      "endpoints",
      "fx-rates",
      "goals",
      "invitations",
      "invoices",
      "links",
      "payment-details",
      "payment-runs",
      "payments",
      "payouts",
      "periods",
      "postbacks",
      "reconciliations",
      "risk-decisions",
      "risk-rules",
      "saved-reports",
      "sessions",
      "sources",
      "tasks",
      "tokens",
      "traffic-rules",
      "users",
      "webhooks",
    ],
  },
  { name: "resource_id", label: AUDIT.resource_id },
] as const;

/** Who changed what, and how it was before. */
export function AuditScreen() {
  const location = useLocation();
  const query = useFilters(FILTERS);
  const list = useList<Line>(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/audit", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const show = (open: string) => go(withQuery(location, { open }));
  return (
    <SettingsFrame
      name="audit"
      actions={
        <CopyButton
          label={say.copy_as_curl}
          text={() => curlOf(`/api/v1/audit?${new URLSearchParams(query)}`)}
        />
      }
    >
      <FilterBar filters={FILTERS} />
      <Listed list={list} empty={AUDIT.none}>
        {(rows) => <Lines rows={rows} onOpen={show} />}
      </Listed>
      <OpenedDrawer name="open" title={AUDIT.line}>
        {(id) => <OneLine id={id} />}
      </OpenedDrawer>
    </SettingsFrame>
  );
}

function Lines({
  rows,
  onOpen,
}: {
  rows: readonly Line[];
  onOpen(id: string): void;
}) {
  const timezone = useTimezone();
  return (
    <Table
      stacks
      is_titled
      caption={SETTINGS.tabs.audit}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "at",
          label: AUDIT.at,
          cell: ({ at }) => <Time at={at} timezone={timezone} style="second" />,
        },
        {
          key: "who",
          label: AUDIT.who,
          cell: ({ name, kind, job }) => (
            <>
              {name ?? job ?? kind}
              <div class="quiet">{kind}</div>
            </>
          ),
        },
        {
          key: "action",
          label: AUDIT.did,
          cell: ({ action }) => (
            <Badge tone={action === "deleted" ? "bad" : "note"}>{action}</Badge>
          ),
        },
        {
          key: "what",
          label: AUDIT.what,
          cell: ({ resource, resource_id, before, after }) => (
            <>
              {resource} <code>{resource_id}</code>
              <div class="quiet">
                {Object.keys(after ?? before ?? {}).join(", ")}
              </div>
            </>
          ),
        },
        {
          key: "open",
          label: say.details,
          cell: ({ id, resource, resource_id }) => (
            <Button kind="plain" onClick={() => onOpen(id)}>
              {say.details}
              <span class="unseen">
                : {resource} {resource_id}
              </span>
            </Button>
          ),
        },
      ]}
    />
  );
}

function OneLine({ id }: { id: string }) {
  const asked = useAsked(id, (signal) =>
    ok(api.GET("/api/v1/audit/{id}", { params: { path: { id } }, signal })),
  );
  return (
    <Shown asked={asked}>
      {(line) => (
        <>
          <h3>
            {line.action}: {line.resource} <code>{line.resource_id}</code>
          </h3>
          <Changes line={line} />
          <Facts of={{ ...line, before: undefined, after: undefined }} />
          <CopyButton
            label={say.copy_as_curl}
            text={() => curlOf(`/api/v1/audit/${id}`)}
          />
        </>
      )}
    </Shown>
  );
}

/** Each field that changed, before and after. */
function Changes({ line: { before, after } }: { line: Line }) {
  const fields = Object.keys({ ...before, ...after });
  if (fields.length === 0) return null;
  const shown = (of: Line["before"], field: string) => {
    const value = of?.[field];
    if (value === undefined || value === null) return AUDIT.nothing;
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  };
  return (
    <Table
      stacks
      caption={SETTINGS.change}
      rows={fields}
      keyOf={(field) => field}
      columns={[
        { key: "field", label: AUDIT.field, cell: (field) => field },
        {
          key: "before",
          label: AUDIT.before,
          cell: (field) => shown(before, field),
        },
        {
          key: "after",
          label: AUDIT.after,
          cell: (field) => shown(after, field),
        },
      ]}
    />
  );
}

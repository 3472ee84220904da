import { useState } from "preact/hooks";
import { tagAsSeen } from "../../api/as_seen.ts";
import { api, ok, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { DecideMany } from "../network/decide_many.tsx";
import type { Decision } from "../network/decide_many.tsx";
import { useNames } from "../network/use_named.ts";
import { optionsOf } from "../network/options.ts";
import { Picker } from "../network/picker.tsx";
import { Remove } from "../network/remove.tsx";
import { StateBadge } from "../network/state_badge.tsx";
import { tickColumn } from "../network/tick_column.tsx";
import type { CampaignProps } from "./campaign.tsx";

type Approval = Schema<"Approval">;

const FILTERS = [
  {
    name: "status",
    label: NET.state,
    options: ["applied", "approved", "refused", "blocked"],
  },
];

const keyOf = ({ affiliate_id }: Approval) => String(affiliate_id);

/** Which affiliates may run a campaign, and which ask to. */
export function AccessTab({ campaign }: CampaignProps) {
  const id = String(campaign.id);
  const query = useFilters(FILTERS);
  const timezone = useTimezone();
  const names = useNames("affiliates");
  const nameOf = ({ affiliate_id }: Approval) => names(affiliate_id);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const list = useList(
    `access ${id} ${JSON.stringify(query)}`,
    async (cursor, signal) =>
      await ok(
        api.GET("/api/v1/campaigns/{id}/affiliates", {
          params: {
            path: { id },
            query: { sort: "-updated_at", ...query, ...(cursor && { cursor }) },
          },
          ...(signal && { signal }),
        }),
      ),
  );
  const { rows, error, more, reload } = list;
  const chosen = rows?.filter((row) => ticked.has(keyOf(row))) ?? [];
  return (
    <div class="stack">
      <p>{NET.open_to_words[campaign.visibility]}</p>
      <FilterBar filters={FILTERS} />
      {error !== undefined && <Failed error={error} retry={reload} />}
      <DecideMany
        is_empty={rows === undefined || rows.length === 0}
        ticked={chosen}
        decisions={decisionsOf(id)}
        nameOf={nameOf}
        onDone={(left) => {
          setTicked(new Set(left.map(keyOf)));
          reload();
        }}
      />
      {rows === undefined ? (
        error === undefined && <Shape />
      ) : rows.length === 0 ? (
        <p class="panel quiet">{NET.access_none}</p>
      ) : (
        <Table
          stacks
          caption={NET.tabs.access}
          rows={rows}
          keyOf={keyOf}
          columns={[
            tickColumn({ keyOf, nameOf, ticked, onTick: setTicked }),
            ...columnsOf(names, timezone, reload),
          ]}
        />
      )}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
      <LetIn id={id} onMade={reload} />
    </div>
  );
}

function decisionsOf(id: string): Decision<Approval>[] {
  const make = (
    label: string,
    status: Approval["status"],
    more: Partial<Decision<Approval>> = {},
  ): Decision<Approval> => ({
    label,
    fits: (row) => row.status !== status,
    decide: async (row, reason) => {
      const at = "/api/v1/campaigns/{id}/affiliates/{part}";
      const path = { id, part: String(row.affiliate_id) };
      const now = await tagged(api.GET(at, { params: { path } }));
      const etag = tagAsSeen(row, now, ["status", "reason", "answers"]);
      await ok(
        api.PATCH(at, {
          params: { path, header: { "If-Match": etag } },
          body: { status, reason: reason === "" ? null : reason },
        }),
      );
    },
    ...more,
  });
  return [
    make(NET.approve, "approved", { kind: "main" }),
    make(NET.refuse, "refused", { needs_reason: true }),
    make(NET.block, "blocked", { kind: "danger", needs_reason: true }),
  ];
}

function columnsOf(
  nameOf: (id: number) => string,
  timezone: string,
  reload: () => void,
): Column<Approval>[] {
  return [
    {
      key: "affiliate",
      label: NET.affiliate,
      cell: ({ affiliate_id }) => (
        <a href={`/app/affiliates/${affiliate_id}`}>{nameOf(affiliate_id)}</a>
      ),
    },
    {
      key: "status",
      label: NET.state,
      cell: ({ status }) => <StateBadge state={status} />,
    },
    {
      key: "reason",
      label: NET.reason,
      cell: ({ reason }) => reason ?? say.none,
    },
    {
      key: "answers",
      label: NET.says,
      cell: ({ answers }) =>
        answers === null ? say.none : <Answers of={answers} />,
    },
    {
      key: "since",
      label: NET.changed,
      cell: ({ updated_at }) => <Time at={updated_at} timezone={timezone} />,
    },
    {
      key: "remove",
      label: NET.change,
      cell: ({ campaign_id, affiliate_id }) => (
        <Remove
          name={nameOf(affiliate_id)}
          happens={NET.remove_access_happens}
          work={async () => {
            const path = {
              id: String(campaign_id),
              part: String(affiliate_id),
            };
            await ok(
              api.DELETE("/api/v1/campaigns/{id}/affiliates/{part}", {
                params: { path },
              }),
            );
            reload();
          }}
        />
      ),
    },
  ];
}

function Answers({ of }: { of: Readonly<Record<string, string>> }) {
  return (
    <ul>
      {Object.entries(of).map(([name, answer]) => (
        <li key={name}>
          <span class="quiet">{name}:</span> {answer}
        </li>
      ))}
    </ul>
  );
}

/** Approves or blocks an affiliate that didn't ask. */
function LetIn({ id, onMade }: { id: string; onMade(): void }) {
  const start = {
    affiliate_id: "",
    status: "approved" as "approved" | "blocked",
    reason: "",
  };
  const form = useForm(start, async ({ affiliate_id, status, reason }) => {
    const body = {
      affiliate_id: Number(affiliate_id),
      status,
      reason: reason.trim() || null,
    };
    const params = { path: { id } };
    await ok(api.POST("/api/v1/campaigns/{id}/affiliates", { params, body }));
    onMade();
  });
  return (
    <details class="panel">
      <summary>{NET.let_in}</summary>
      <Form form={form} label={NET.let_in}>
        <div class="fields">
          <Picker
            kind="affiliates"
            label={NET.affiliate}
            hint={NET.picker_hint}
            {...form.text("affiliate_id")}
          />
          <Select
            label={NET.decide}
            options={optionsOf({ approved: NET.approve, blocked: NET.block })}
            {...form.text("status")}
          />
          <Field label={NET.reason} {...form.text("reason")} />
        </div>
        <Submit label={NET.add} is_sending={form.is_sending} />
      </Form>
    </details>
  );
}

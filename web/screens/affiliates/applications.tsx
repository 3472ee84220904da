import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { JOINING } from "../../messages/joining.ts";
import { NET } from "../../messages/network.ts";
import { PEOPLE } from "../../messages/settings.ts";
import { useTimezone } from "../../state/session.tsx";
import { useLocation } from "../../state/location.ts";
import { useList } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Empty, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { DecideMany } from "../network/decide_many.tsx";
import type { Decision } from "../network/decide_many.tsx";
import { StateBadge } from "../network/state_badge.tsx";
import { tickColumn } from "../network/tick_column.tsx";

type Application = Schema<"Application">;
type Approved = Schema<"ApprovedApplication">;

const FILTERS = [
  {
    name: "status",
    label: NET.state,
    options: ["pending", "approved", "refused"],
  },
  { name: "q", label: NET.search },
];

const keyOf = ({ id }: Application) => id;
const nameOf = ({ name, email }: Application) => `${name} (${email})`;

/** Who asks to become an affiliate: decided one by one, or many at once. */
export function ApplicationsScreen() {
  useTitle(NET.applications);
  const timezone = useTimezone();
  const query = useFilters(FILTERS);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [approved, setApproved] = useState<readonly Approved[]>([]);
  const list = useList(
    JSON.stringify(query),
    async (cursor, signal) =>
      await ok(
        api.GET("/api/v1/applications", {
          params: {
            query: { sort: "-id", ...query, ...(cursor && { cursor }) },
          },
          ...(signal && { signal }),
        }),
      ),
  );
  const { rows, error, more, reload } = list;
  const chosen = rows?.filter((row) => ticked.has(keyOf(row))) ?? [];
  return (
    <>
      <Head />
      <FilterBar filters={FILTERS} />
      {error !== undefined && <Failed error={error} retry={reload} />}
      <DecideMany
        is_empty={rows === undefined || rows.length === 0}
        ticked={chosen}
        decisions={decisionsOf((one) =>
          setApproved((before) => [...before, one]),
        )}
        nameOf={nameOf}
        onDone={(left) => {
          setTicked(new Set(left.map(keyOf)));
          reload();
        }}
      />
      {approved.map((one) => (
        <Invited key={one.id} of={one} />
      ))}
      {rows === undefined ? (
        error === undefined && <Shape lines={8} />
      ) : rows.length === 0 ? (
        <Empty>
          <p>{NET.applications_empty}</p>
        </Empty>
      ) : (
        <Table
          stacks
          is_titled
          caption={NET.applications}
          rows={rows}
          keyOf={keyOf}
          columns={[
            tickColumn({ keyOf, nameOf, ticked, onTick: setTicked }),
            ...columnsIn(timezone),
          ]}
        />
      )}
      {more !== undefined && (
        <div>
          <Button onClick={more}>{say.more}</Button>
        </div>
      )}
    </>
  );
}

function Head() {
  const is_any = useLocation().query.get("status") === null;
  return (
    <div class="screen-head">
      <h1>{NET.applications}</h1>
      <div class="row">
        <a class="button" href="/app/applications/questions">
          {JOINING.questions}
        </a>
        {is_any && (
          <a class="button" href="/app/applications?status=pending">
            {NET.only_waiting}
          </a>
        )}
      </div>
    </div>
  );
}

/** The link by which somebody who was approved comes in; it may be all that they get. */
function Invited({ of: { name, email, invitation } }: { of: Approved }) {
  return (
    <Notice tone="good" title={NET.may_come_in(name, email)}>
      <p>{PEOPLE.invited_mail[invitation.mail]}</p>
      <p class="row">
        <code>{invitation.url}</code>
        <CopyButton text={invitation.url} />
      </p>
    </Notice>
  );
}

function decisionsOf(
  onApproved: (one: Approved) => void,
): readonly Decision<Application>[] {
  return [
    {
      label: NET.approve,
      kind: "main",
      fits: ({ status }) => status === "pending",
      decide: async ({ id }) =>
        onApproved(
          await ok(
            api.POST("/api/v1/applications/{id}/approve", {
              params: { path: { id } },
            }),
          ),
        ),
    },
    REFUSAL,
  ];
}

const REFUSAL: Decision<Application> = {
  label: NET.refuse,
  needs_reason: true,
  fits: ({ status }) => status === "pending",
  decide: async ({ id }, reason) =>
    await ok(
      api.POST("/api/v1/applications/{id}/refuse", {
        params: { path: { id } },
        body: { reason },
      }),
    ),
};

function columnsIn(timezone: string): Column<Application>[] {
  return [
    {
      key: "name",
      label: NET.who,
      cell: ({ name, email, website, affiliate_id }) => (
        <div>
          {affiliate_id === null ? (
            name
          ) : (
            <a href={`/app/affiliates/${affiliate_id}`}>{name}</a>
          )}
          <div class="quiet">{email}</div>
          {website !== null && <div class="quiet">{website}</div>}
        </div>
      ),
    },
    {
      key: "status",
      label: NET.state,
      cell: ({ status }) => <StateBadge state={`sign_up_${status}`} />,
    },
    {
      key: "says",
      label: NET.says,
      cell: ({ answers }) => (
        <ul>
          {Object.entries(answers).map(([name, answer]) => (
            <li key={name}>
              <span class="quiet">{name}:</span> {answer}
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: "notes",
      label: NET.noticed,
      cell: ({ notes, country, reason }) => (
        <ul>
          {notes.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
          {notes.length === 0 && <li>{country ?? say.none}</li>}
          {reason !== null && <li class="quiet">{reason}</li>}
        </ul>
      ),
    },
    {
      key: "at",
      label: NET.when,
      cell: ({ created_at }) => <Time at={created_at} timezone={timezone} />,
    },
  ];
}

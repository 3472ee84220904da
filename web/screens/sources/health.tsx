import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { REFUSALS } from "../../messages/refusals.ts";
import { SHOP } from "../../messages/shop.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Count, Ratio, Time } from "../../ui/figures.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Shown } from "../own/shown.tsx";
import { stateInWords } from "../logs/log_columns.tsx";
import type { SourceProps } from "./source.tsx";

type Health = Schema<"SourceHealth">;

const PERIODS = ["last_24h", "last_7d"] as const;

/** When a source was heard last, and what was refused most. */
export function HealthOf({ path }: SourceProps) {
  const timezone = useTimezone();
  const asked = useAsked(path.source_id, (signal) =>
    ok(
      api.GET("/api/v1/advertisers/{id}/sources/{source_id}/health", {
        params: { path },
        signal,
      }),
    ),
  );
  return (
    <Shown asked={asked}>
      {(health) => (
        <>
          <Heard health={health} timezone={timezone} />
          <Refusals refusals={health.refusals} timezone={timezone} />
          <Unmapped unmapped={health.unmapped} timezone={timezone} />
        </>
      )}
    </Shown>
  );
}

function Heard({ health, timezone }: { health: Health; timezone: string }) {
  return (
    <dl class="tiles">
      <div class="panel tile">
        <dt>{SHOP.last_seen}</dt>
        <dd>
          {health.last_seen === null ? (
            SHOP.never
          ) : (
            <Time at={health.last_seen} timezone={timezone} />
          )}
        </dd>
      </div>
      {PERIODS.map((name) => (
        <div class="panel tile" key={name}>
          <dt>{SHOP[name]}</dt>
          <dd class="figure">
            <Count value={health[name].total} />
          </dd>
          <dd class="quiet">
            {SHOP.accepted} <Ratio value={health[name].success_share} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Refusals({
  refusals,
  timezone,
}: Pick<Health, "refusals"> & { timezone: string }) {
  if (refusals.length === 0) return <p class="quiet">{SHOP.refusals_none}</p>;
  return (
    <Table<Health["refusals"][number]>
      stacks
      caption={SHOP.refusals}
      rows={refusals}
      keyOf={({ code }) => code}
      columns={[
        {
          key: "code",
          label: SHOP.outcome,
          hint: ({ code }) => code,
          cell: ({ code }) => (
            <a
              href={`/app/postbacks?${new URLSearchParams({ outcome: code })}`}
            >
              {stateInWords(code)}
            </a>
          ),
        },
        {
          key: "todo",
          label: SHOP.todo,
          cell: ({ code }) => REFUSALS[code],
        },
        ...seenColumns(timezone),
      ]}
    />
  );
}

type Seen = Pick<Health["refusals"][number], "count" | "last_at" | "last_id">;

/** How often something came, and the last that was of it. */
function seenColumns(timezone: string): Column<Seen>[] {
  return [
    {
      key: "count",
      label: SHOP.count,
      align: "right",
      cell: ({ count }) => <Count value={count} />,
    },
    {
      key: "last",
      label: SHOP.refused_last,
      cell: ({ last_at, last_id }) => (
        <a href={`/app/postbacks/${last_id}`}>
          <Time at={last_at} timezone={timezone} />
        </a>
      ),
    },
  ];
}

function Unmapped({
  unmapped,
  timezone,
}: Pick<Health, "unmapped"> & { timezone: string }) {
  if (unmapped.length === 0) return <p class="quiet">{SHOP.unmapped_none}</p>;
  return (
    <Table<Health["unmapped"][number]>
      stacks
      caption={SHOP.unmapped}
      rows={unmapped}
      keyOf={({ kind, word }) => `${kind} ${word}`}
      columns={[
        { key: "word", label: SHOP.word, cell: ({ word }) => word },
        { key: "kind", label: SHOP.kind, cell: ({ kind }) => kind },
        ...seenColumns(timezone),
      ]}
    />
  );
}

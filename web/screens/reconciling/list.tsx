import { api, ok } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Count, Money, Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { useNames } from "../own/names.ts";
import { ShownList } from "../own/shown.tsx";
import { IMPORTS, STATEMENTS } from "./kinds.ts";
import type { Kind, Upload } from "./kinds.ts";
import { TakeFile } from "./take_file.tsx";

/** Statements that came, and those that didn't. */
export function StatementsScreen() {
  return <Uploads kind={STATEMENTS} />;
}

/** Files of conversions. */
export function ImportsScreen() {
  return <Uploads kind={IMPORTS} />;
}

/** The way between statements and imports. */
export function KindTabs({ shown }: { shown: Kind }) {
  return (
    <nav class="tabs no-print" aria-label={RECONCILING.title}>
      {[STATEMENTS, IMPORTS].map(({ name, path }) => (
        <a
          key={name}
          href={path}
          aria-current={name === shown.name ? "true" : undefined}
        >
          {RECONCILING.kinds[name]}
        </a>
      ))}
    </nav>
  );
}

function Uploads({ kind }: { kind: Kind }) {
  useTitle(RECONCILING.kinds[kind.name]);
  const timezone = useTimezone();
  const advertisers = useNames("advertisers");
  const list = useList<Upload>(kind.name, kind.list);
  return (
    <>
      <KindTabs shown={kind} />
      <h1>{RECONCILING.kinds[kind.name]}</h1>
      <p class="quiet">{kind.hint}</p>
      <TakeFile kind={kind} />
      <ShownList<Upload>
        list={list}
        caption={RECONCILING.kinds[kind.name]}
        empty={kind.empty}
        keyOf={({ id }) => id}
        columns={[
          {
            key: "advertiser",
            label: RECONCILING.advertiser,
            cell: ({ id, advertiser_id }) => (
              <a href={`${kind.path}/${id}`}>{advertisers(advertiser_id)}</a>
            ),
          },
          {
            key: "file",
            label: RECONCILING.file,
            cell: ({ statement }) => statement?.file_name,
          },
          {
            key: "period",
            label: RECONCILING.period,
            cell: ({ from, to, timezone: zone }) =>
              from && (
                <>
                  <Time at={from} timezone={zone} style="day" /> –{" "}
                  <Time at={lastOf(to)} timezone={zone} style="day" />
                </>
              ),
          },
          {
            key: "state",
            label: RECONCILING.state,
            cell: (upload) => <UploadState upload={upload} />,
          },
          {
            key: "rows",
            label: RECONCILING.rows_caption,
            align: "right",
            cell: ({ reading }) => <Count value={reading?.rows} />,
          },
          {
            key: "taken",
            label: RECONCILING.taken,
            cell: ({ created_at }) => (
              <Time at={created_at} timezone={timezone} />
            ),
          },
        ]}
      />
      {kind.name === "statements" && <Missing />}
    </>
  );
}

/** The last moment before an end. */
export function lastOf(to: string): string {
  return new Date(Date.parse(to) - 1).toISOString();
}

const TONES: Readonly<Record<string, Tone>> = {
  mapping: "warn",
  frame: "warn",
  review: "warn",
  applied: "good",
  failed: "bad",
  matching: "note",
  reading: "note",
};

/** How far an upload is, in a word. */
export function stepOf(upload: Upload): keyof typeof RECONCILING.states {
  const { status, mapping_confirmed, frame, frame_confirmed, reading } = upload;
  if (status === "review" && !mapping_confirmed) return "mapping";
  if (status === "matching" && reading === null) return "reading";
  const is_doubted = frame !== null && !frame.is_clear && !frame_confirmed;
  if (status === "review" && is_doubted) return "frame";
  return status;
}

/** The same as a badge. */
export function UploadState({ upload }: { upload: Upload }) {
  const step = stepOf(upload);
  const tone = TONES[step];
  return <Badge {...(tone && { tone })}>{RECONCILING.states[step]}</Badge>;
}

function Missing() {
  const { data } = useAsked("missing", (signal) =>
    ok(api.GET("/api/v1/reconciliations/missing", { signal })),
  );
  if (data === undefined || data.data.length === 0) return null;
  return (
    <Table
      caption={RECONCILING.missing}
      rows={data.data}
      keyOf={(one) => `${one.advertiser_id} ${one.month} ${one.currency}`}
      stacks
      columns={[
        {
          key: "advertiser",
          label: RECONCILING.advertiser,
          cell: ({ advertiser_id, name }) => (
            <a href={`/app/advertisers/${advertiser_id}`}>{name}</a>
          ),
        },
        {
          key: "month",
          label: RECONCILING.month,
          cell: ({ month }) => month,
        },
        {
          key: "conversions",
          label: RECONCILING.conversions,
          align: "right",
          cell: ({ conversions }) => <Count value={conversions} />,
        },
        {
          key: "revenue",
          label: RECONCILING.revenue,
          align: "right",
          cell: ({ revenue, currency }) => (
            <Money amount={revenue} currency={currency} />
          ),
        },
      ]}
    />
  );
}

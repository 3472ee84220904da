import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { DEBUG } from "../../messages/debugger.ts";
import { useAsked } from "../../state/asked.ts";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import { Checks } from "./checks.tsx";
import { renamed, sentParameters } from "./parameters.ts";
import type { Reading } from "./parameters.ts";
import { Verdicts } from "./verdicts.tsx";

type Whole = Schema<"PostbackWithTrace">;

/** Names that a parameter may have for us. */
const MEANINGS = [
  "click_id",
  "order_id",
  "goal",
  "amount",
  "currency",
  "status",
  "customer_id",
  "occurred_at",
  "reason",
  "revenue",
  "adv1",
  "adv2",
  "adv3",
] as const;

/** The parameters of a postback; each can be given a meaning. */
export function ParameterTable({
  postback,
  reading,
  setReading,
}: {
  postback: Whole;
  reading: Reading;
  setReading(reading: Reading): void;
}) {
  const rows = sentParameters(postback).map((one, at) => ({ ...one, at }));
  if (rows.length === 0) return <p class="quiet">{DEBUG.parameters_none}</p>;
  const mean = (name: string, meaning: string) => {
    const { [name]: _, ...others } = reading;
    setReading(meaning === "" ? others : { ...others, [name]: meaning });
  };
  return (
    <Table
      stacks
      caption={DEBUG.parameters}
      rows={rows}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          key: "name",
          label: DEBUG.name,
          cell: ({ name }) => <code>{name}</code>,
        },
        {
          key: "value",
          label: DEBUG.value,
          cell: ({ value }) => <code>{value}</code>,
        },
        {
          key: "where",
          label: DEBUG.where,
          cell: ({ where }) => DEBUG.places[where],
        },
        {
          key: "means",
          label: DEBUG.means,
          cell: ({ name }) => (
            <select
              class="select"
              aria-label={`${DEBUG.means}: ${name}`}
              value={reading[name] ?? ""}
              onChange={(event) => mean(name, event.currentTarget.value)}
            >
              <option value="">{DEBUG.means_usual}</option>
              {MEANINGS.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          ),
        },
      ]}
    />
  );
}

/** Judges the request as if it had been sent under the chosen names, and saves them. */
export function ReadDifferently({
  postback,
  reading,
}: {
  postback: Whole;
  reading: Reading;
}) {
  const [tried, setTried] = useState<Schema<"TriedPostback"> | null>(null);
  const [is_saved, setSaved] = useState(false);
  const { advertiser_id, source_id, cut } = postback;
  const path = { id: String(advertiser_id), source_id: String(source_id) };
  const has_source = advertiser_id !== null && source_id !== null;
  const asked = useAsked(
    has_source ? `${advertiser_id} ${source_id}` : null,
    (signal) =>
      ok(
        api.GET("/api/v1/advertisers/{id}/sources/{source_id}", {
          params: { path },
          signal,
        }),
      ),
  );
  const source = asked.data;
  const is_chosen = Object.keys(reading).length > 0;
  if (cut !== null) return null;
  const attempt = async () => {
    const { query, body } = renamed(postback, reading);
    const address = source?.url ?? postback.url.split("?")[0] ?? "";
    setTried(
      await ok(
        api.POST("/api/v1/sandbox/postback", {
          body: {
            method: postback.method === "POST" ? "POST" : "GET",
            url: query === "" ? address : `${address}?${query}`,
            ...(body !== undefined && { body }),
          },
        }),
      ),
    );
  };
  const save = async () => {
    if (source === undefined) return;
    const mapping = merged(source.mapping, reading);
    await ok(
      api.PATCH("/api/v1/advertisers/{id}/sources/{source_id}", {
        params: { path },
        body: { mapping },
      }),
    );
    asked.reload();
    setSaved(true);
  };
  return (
    <section class="panel stack">
      <h3>{DEBUG.mapping_title}</h3>
      <p>{is_chosen ? DEBUG.mapping_text : DEBUG.mapping_none}</p>
      {source?.require === "signature" && <p>{DEBUG.mapping_signed}</p>}
      <div class="row">
        <Act work={attempt} disabled={!is_chosen}>
          {DEBUG.mapping_try}
        </Act>
        {source !== undefined && (
          <Act work={save} disabled={!is_chosen}>
            {DEBUG.mapping_save}
          </Act>
        )}
      </div>
      {!has_source && <p class="quiet">{DEBUG.no_source}</p>}
      {is_saved && <Notice tone="good">{DEBUG.mapping_saved}</Notice>}
      {tried !== null && (
        <>
          <Verdicts before={postback} after={tried.verdict} />
          <Checks caption={DEBUG.after} trace={tried.trace} />
        </>
      )}
    </section>
  );
}

/** A mapping with the chosen names first; they are taken before the others. */
function merged(
  mapping: Readonly<Record<string, readonly string[]>>,
  reading: Reading,
): Record<string, string[]> {
  const all = Object.fromEntries(
    Object.entries(mapping).map(([ours, names]) => [ours, [...names]]),
  );
  for (const [name, ours] of Object.entries(reading)) {
    const others = (all[ours] ?? []).filter((one) => one !== name);
    all[ours] = [name, ...others];
  }
  return all;
}

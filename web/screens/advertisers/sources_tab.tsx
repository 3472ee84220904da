import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { go } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Count, Ratio, Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { optionsOf } from "../network/options.ts";
import { PRESETS, presetTitle } from "./source_words.ts";
import { ProofOrApp } from "../sources/new_store.tsx";
import { isStore, newSource, newSourceBody } from "../sources/store_values.ts";
import { stateInWords } from "../logs/log_columns.tsx";

/** A source and how it is heard. */
export interface SourceRow {
  source: Schema<"Source">;
  health: Schema<"SourceHealth"> | undefined;
}

/** Reads the sources of an advertiser, and how they are heard. */
export async function readSources(
  id: string,
  signal?: AbortSignal,
): Promise<SourceRow[]> {
  const asked = {
    params: { path: { id }, query: { limit: "200" } },
    ...(signal && { signal }),
  };
  const [sources, healths] = await Promise.all([
    ok(api.GET("/api/v1/advertisers/{id}/sources", asked)),
    ok(api.GET("/api/v1/advertisers/{id}/sources/health", asked)),
  ]);
  return sources.data.map((source): SourceRow => ({
    source,
    health: healths.data.find(({ source_id }) => source_id === source.id),
  }));
}

/** How an advertiser tells us, and whether it is heard. */
export function SourcesTab({ advertiser_id }: { advertiser_id: number }) {
  const id = String(advertiser_id);
  const timezone = useTimezone();
  const { data, error, reload } = useAsked(`sources ${id}`, (signal) =>
    readSources(id, signal),
  );
  return (
    <div class="stack">
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape />
      ) : data.length === 0 ? (
        <p class="panel quiet">{NET.sources_none}</p>
      ) : (
        <Table
          stacks
          caption={NET.tabs.sources}
          rows={data}
          keyOf={({ source }) => String(source.id)}
          columns={sourceColumns(timezone)}
        />
      )}
      <NewSource id={id} />
    </div>
  );
}

export function sourceColumns(timezone: string): Column<SourceRow>[] {
  return [
    {
      key: "name",
      label: NET.source,
      cell: ({ source }) => (
        <a
          href={`/app/advertisers/${source.advertiser_id}/sources/${source.id}`}
        >
          {source.name}
        </a>
      ),
    },
    {
      key: "preset",
      label: NET.preset,
      cell: ({ source }) => presetTitle(source.preset),
    },
    {
      key: "proof",
      label: NET.proof,
      cell: ({ source }) => NET.proofs[source.require],
    },
    {
      key: "seen",
      label: NET.seen_last,
      cell: ({ health }) =>
        health?.last_seen === null ? (
          NET.never
        ) : (
          <Time at={health?.last_seen} timezone={timezone} />
        ),
    },
    {
      key: "day",
      label: NET.in_a_day,
      align: "right",
      cell: ({ health }) => <Count value={health?.last_24h.total} />,
    },
    {
      key: "taken",
      label: NET.taken,
      align: "right",
      cell: ({ health }) => <Ratio value={health?.last_7d.success_share} />,
    },
    {
      key: "refused",
      label: NET.refused_most,
      cell: ({ health }) => {
        const most = health?.refusals[0];
        return (
          most !== undefined && (
            <a href={`/app/postbacks?outcome=${most.code}`} title={most.code}>
              {stateInWords(most.code)} ({most.count})
            </a>
          )
        );
      },
    },
  ];
}

function NewSource({ id }: { id: string }) {
  const form = useForm(newSource("none"), async (values) => {
    const { preset } = values;
    const body = newSourceBody(values);
    const params = { path: { id } };
    const made = await ok(
      api.POST("/api/v1/advertisers/{id}/sources", { params, body }),
    );
    const tab = isStore(preset) ? "?tab=settings" : "";
    go(`/app/advertisers/${id}/sources/${made.id}${tab}`);
  });
  return (
    <section class="panel">
      <Form form={form} label={NET.new_source}>
        <h2>{NET.new_source}</h2>
        <div class="fields">
          <Field
            label={NET.name}
            hint={NET.source_name_hint}
            required
            {...form.text("name")}
          />
          <Select
            label={NET.preset}
            hint={NET.preset_hint}
            {...PRESETS}
            {...form.text("preset")}
          />
          <ProofOrApp form={form} proofs={optionsOf(NET.proofs)} />
        </div>
        <Submit label={NET.make_source} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}

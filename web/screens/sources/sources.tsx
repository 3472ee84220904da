import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { SHOP } from "../../messages/shop.ts";
import { useAsked } from "../../state/asked.ts";
import { go } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Count, Ratio, Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { PRESETS } from "../advertisers/source_words.ts";
import { ShownList, usePartyId } from "../own/shown.tsx";
import { ProofOrApp } from "./new_store.tsx";
import { isStore, newSource, newSourceBody } from "./store_values.ts";

type Source = Schema<"Source">;
type Health = Schema<"SourceHealth">;

/** Proofs that an advertiser may choose; sources without one are made by the network. */
const REQUIRES = ["signature", "token"] as const;

/** An advertiser's sources, and whether they are heard. */
export function SourcesScreen() {
  useTitle(SHOP.sources);
  const id = usePartyId();
  const timezone = useTimezone();
  const path = { id };
  const list = useList(id, (cursor, signal) =>
    ok(
      api.GET("/api/v1/advertisers/{id}/sources", {
        params: { path, query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const health = useAsked(id, (signal) =>
    ok(
      api.GET("/api/v1/advertisers/{id}/sources/health", {
        params: { path, query: { limit: "500" } },
        signal,
      }),
    ),
  );
  const healthOf = (source_id: number) =>
    health.data?.data.find((one) => one.source_id === source_id);
  return (
    <>
      <h1>{SHOP.sources}</h1>
      <p>{SHOP.sources_lead}</p>
      <ShownList
        list={list}
        caption={SHOP.sources}
        keyOf={(source) => String(source.id)}
        empty={SHOP.sources_empty}
        columns={columnsOf(timezone, healthOf)}
      />
      <MakeSource />
    </>
  );
}

function MakeSource() {
  const id = usePartyId();
  const form = useForm(newSource("signature"), async (values) => {
    const body = newSourceBody(values);
    const params = { path: { id } };
    const made = await ok(
      api.POST("/api/v1/advertisers/{id}/sources", { params, body }),
    );
    const tab = isStore(values.preset) ? "?tab=store" : "";
    go(`/app/my/sources/${made.id}${tab}`);
  });
  return (
    <section class="panel stack">
      <h2>{SHOP.make}</h2>
      <Form form={form} label={SHOP.make}>
        <div class="controls">
          <Field
            label={SHOP.name}
            hint={SHOP.name_hint}
            {...form.text("name")}
          />
          <Select label={NET.preset} {...form.text("preset")} {...PRESETS} />
          <ProofOrApp
            form={form}
            proofs={REQUIRES.map((one) => ({
              value: one,
              label: SHOP.requires[one],
            }))}
          />
          <Submit label={SHOP.make} is_sending={form.is_sending} />
        </div>
      </Form>
    </section>
  );
}

function columnsOf(
  timezone: string,
  healthOf: (id: number) => Health | undefined,
): Column<Source>[] {
  return [
    {
      key: "name",
      label: SHOP.source,
      cell: ({ id, name }) => <a href={`/app/my/sources/${id}`}>{name}</a>,
    },
    {
      key: "require",
      label: SHOP.require,
      cell: ({ require }) => SHOP.requires[require],
    },
    {
      key: "last_seen",
      label: SHOP.last_seen,
      cell: ({ id }) => {
        const seen = healthOf(id)?.last_seen ?? null;
        return seen === null ? (
          SHOP.never
        ) : (
          <Time at={seen} timezone={timezone} />
        );
      },
    },
    {
      key: "last_24h",
      label: SHOP.last_24h,
      align: "right",
      cell: ({ id }) => <Count value={healthOf(id)?.last_24h.total} />,
    },
    {
      key: "last_7d",
      label: SHOP.last_7d,
      align: "right",
      cell: ({ id }) => <Count value={healthOf(id)?.last_7d.total} />,
    },
    {
      key: "accepted",
      label: SHOP.accepted,
      align: "right",
      cell: ({ id }) => <Ratio value={healthOf(id)?.last_7d.success_share} />,
    },
  ];
}

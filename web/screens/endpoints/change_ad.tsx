import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { ENDPOINTS } from "../../messages/endpoints.ts";
import { useAsked } from "../../state/asked.ts";
import type { Asked } from "../../state/asked.ts";
import { EditForm } from "../network/edit_form.tsx";
import { useEdit } from "../network/use_edit.ts";
import { Shown } from "../own/shown.tsx";
import { AskedField } from "./asked_field.tsx";
import { changesOf } from "./answers_of.ts";

type Endpoint = Schema<"Endpoint">;
type Ask = Schema<"EndpointPreset">["asks"][number];

const AT = "/api/v1/affiliates/{id}/postbacks/{endpoint_id}";

interface OfAd {
  of: Tagged<Endpoint>;
  asked: Asked<Tagged<Endpoint>>;
  path: { id: string; endpoint_id: string };
}

/** The settings of an ad platform's endpoint: all that its preset asks for. */
export function ChangeAd({ of, asked, path }: OfAd) {
  const preset = of.value.preset ?? "";
  const asks = useAsked(`preset ${preset}`, (signal) =>
    ok(
      api.GET("/api/v1/postback-presets", {
        params: { query: { preset: preset as "meta" } },
        signal,
      }),
    ),
  );
  return (
    <section class="panel stack">
      <h2>{ENDPOINTS.change}</h2>
      <p class="quiet">{ENDPOINTS.change_ad_text}</p>
      <Shown asked={asks} lines={4}>
        {({ data: [found] }) => (
          <Settings
            asks={(found?.asks ?? []).filter(({ field }) => isOfAd(field))}
            {...{ of, asked, path }}
          />
        )}
      </Shown>
    </section>
  );
}

function isOfAd(field: string): boolean {
  return field === "credential" || field.startsWith("ad.");
}

function Settings({ asks, of, asked, path }: OfAd & { asks: readonly Ask[] }) {
  const edit = useEdit<Endpoint, Record<string, string>>({
    start: of,
    valuesOf: ({ ad }) =>
      Object.fromEntries(
        asks.map(({ field }) => {
          const name = field.replace(/^ad\./, "") as keyof NonNullable<
            Endpoint["ad"]
          >;
          return [field, String(ad?.[name] ?? "")];
        }),
      ),
    read: () => tagged(api.GET(AT, { params: { path } })),
    send: (changes, etag) =>
      tagged(
        api.PATCH(AT, {
          params: { path, header: { "If-Match": etag } },
          body: changesOf(changes),
        }),
      ),
    onSaved: asked.reload,
  });
  return (
    <EditForm edit={edit} label={ENDPOINTS.change}>
      {asks.map((ask) => (
        <AskedField
          key={ask.field}
          ask={ask}
          field={edit.form.text(ask.field)}
          is_kept={ask.secret === true}
        />
      ))}
    </EditForm>
  );
}

import { api, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { APPS } from "../../messages/apps.ts";
import { useAsked } from "../../state/asked.ts";
import { Check, Field } from "../../ui/field.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { numberOf } from "../network/options.ts";
import { useEdit } from "../network/use_edit.ts";
import type { CampaignProps } from "./campaign.tsx";
import {
  SourceLines,
  sourceOf,
  sourceTexts,
  ValueLines,
  valueOf,
  valueTexts,
} from "./install_lines.tsx";

type Skan = Schema<"Skan">;

async function read(id: string) {
  const params = { path: { id } };
  return await tagged(api.GET("/api/v1/campaigns/{id}/skan", { params }));
}

/** Which of Apple's install postbacks are the campaign's, and what their values mean. */
export function InstallsPart({ campaign }: Pick<CampaignProps, "campaign">) {
  const id = String(campaign.id);
  const { data, error, reload } = useAsked(`skan ${id}`, () => read(id));
  return (
    <section class="panel stack">
      <h2>{APPS.installs}</h2>
      <p class="quiet">{APPS.installs_words}</p>
      {error !== undefined ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Shape />
      ) : (
        <InstallsForm campaign={campaign} start={data} />
      )}
    </section>
  );
}

function InstallsForm({
  campaign,
  start,
}: Pick<CampaignProps, "campaign"> & { start: Tagged<Skan> }) {
  const id = String(campaign.id);
  const edit = useEdit({
    start,
    valuesOf,
    read: () => read(id),
    // It is replaced whole, so the whole form goes.
    send: (_, etag, values) =>
      tagged(
        api.PUT("/api/v1/campaigns/{id}/skan", {
          params: { path: { id }, header: { "If-Match": etag } },
          body: bodyOf(values),
        }),
      ),
    onSaved: () => {},
  });
  const { values, text, set } = edit.form;
  return (
    <EditForm edit={edit} label={APPS.installs}>
      <div class="fields">
        <Field
          label={APPS.app_id}
          hint={APPS.app_id_hint}
          inputMode="numeric"
          {...text("app_id")}
        />
        <Field
          label={APPS.ad_network_id}
          hint={APPS.ad_network_hint}
          {...text("ad_network_id")}
        />
        <Field
          label={APPS.rest_link}
          hint={APPS.rest_link_hint}
          inputMode="numeric"
          {...text("link_id")}
        />
        <Field
          label={APPS.approve_after}
          hint={APPS.approve_hint}
          inputMode="numeric"
          {...text("approve_after_days")}
        />
      </div>
      <SourceLines
        lines={values.sources}
        onLines={(sources) => set({ sources })}
      />
      <ValueLines
        goals={campaign.goals ?? []}
        lines={values.values}
        onLines={(lines) => set({ values: lines })}
      />
      <Check
        label={APPS.sandbox}
        hint={APPS.sandbox_hint}
        checked={values.sandbox}
        onValue={(sandbox) => set({ sandbox })}
      />
      <Addresses />
    </EditForm>
  );
}

const ADDRESSES = [
  "/v1/skan",
  "/v1/aak",
  "/.well-known/skadnetwork/report-attribution/",
  "/.well-known/appattribution/report-attribution/",
];

function Addresses() {
  return (
    <p class="quiet">
      {APPS.sent_to}{" "}
      {ADDRESSES.map((path) => (
        <code key={path}>{`${location.origin}${path} `}</code>
      ))}
    </p>
  );
}

function valuesOf(skan: Skan) {
  return {
    app_id: textOf(skan.app_id),
    ad_network_id: skan.ad_network_id ?? "",
    link_id: textOf(skan.link_id),
    approve_after_days: textOf(skan.approve_after_days),
    sandbox: skan.sandbox,
    sources: skan.source_identifiers.map(sourceTexts),
    values: skan.values.map(valueTexts),
  };
}

function textOf(number: number | null): string {
  return number === null ? "" : String(number);
}

function bodyOf(values: ReturnType<typeof valuesOf>): Skan {
  return {
    app_id: numberOf(values.app_id),
    ad_network_id: values.ad_network_id.trim() || null,
    link_id: numberOf(values.link_id),
    approve_after_days: numberOf(values.approve_after_days),
    sandbox: values.sandbox,
    source_identifiers: values.sources.map(sourceOf),
    values: values.values.map(valueOf),
  };
}

import { api, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { Check, Field, Select } from "../../ui/field.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { Notice } from "../../ui/notice.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { optionsOf, wordsOf } from "../network/options.ts";
import { useEdit } from "../network/use_edit.ts";
import { entriesOf, linesOf, PRESETS } from "./source_words.ts";
import type { FormState } from "../../ui/form.tsx";

type Source = Schema<"Source">;

/** A source's place in the API. */
export interface SourcePath {
  id: string;
  source_id: string;
}

/** Reads a source with its tag. */
export async function readSource(path: SourcePath, signal?: AbortSignal) {
  return await tagged(
    api.GET("/api/v1/advertisers/{id}/sources/{source_id}", {
      params: { path },
      ...(signal && { signal }),
    }),
  );
}

/** How what comes is read, and who may send it. */
export function SourceSettings({
  of,
  path,
  reload,
}: {
  of: Tagged<Source>;
  path: SourcePath;
  reload(): void;
}) {
  const edit = useEdit({
    start: of,
    valuesOf,
    read: () => readSource(path),
    send: (changes, etag) =>
      tagged(
        api.PATCH("/api/v1/advertisers/{id}/sources/{source_id}", {
          params: { path, header: { "If-Match": etag } },
          body: bodyOf(changes),
        }),
      ),
    onSaved: reload,
  });
  const { text, values, set } = edit.form;
  return (
    <div class="panel stack">
      {of.value.warnings.map(({ field, message }) => (
        <Notice key={`${field} ${message}`} tone="warn">
          {message}
        </Notice>
      ))}
      <EditForm edit={edit} label={NET.tabs.settings}>
        <WhoSends text={text} />
        <Check
          label={NET.enforce}
          hint={NET.enforce_hint}
          checked={values.enforce}
          onValue={(enforce) => set({ enforce })}
        />
        <Check
          label={NET.pixel}
          hint={NET.pixel_hint}
          checked={values.pixel}
          onValue={(pixel) => set({ pixel })}
        />
        <div class="fields">
          <LongText
            label={NET.mapping}
            hint={NET.mapping_hint}
            {...text("mapping")}
          />
          <LongText
            label={NET.goal_map}
            hint={NET.goal_map_hint}
            {...text("goal_map")}
          />
        </div>
      </EditForm>
    </div>
  );
}

/** Who sends, and how it proves it. */
function WhoSends({ text }: Pick<FormState<Values>, "text">) {
  return (
    <div class="fields">
      <Field label={NET.name} required {...text("name")} />
      <Select
        label={NET.preset}
        hint={NET.preset_hint}
        {...PRESETS}
        {...text("preset")}
      />
      <Select
        label={NET.proof}
        options={optionsOf(NET.proofs)}
        {...text("require")}
      />
      <Field
        label={NET.allow_ips}
        hint={NET.allow_ips_hint}
        {...text("allow_ips")}
      />
      <Field
        label={NET.source_currency}
        hint={NET.invoice_currency_hint}
        {...text("currency")}
      />
      <Field label={NET.timezone} {...text("timezone")} />
    </div>
  );
}

type Values = ReturnType<typeof valuesOf>;

function valuesOf(source: Source) {
  return {
    name: source.name,
    preset: source.preset ?? "",
    require: source.require as string,
    allow_ips: source.allow_ips.join(", "),
    currency: source.currency ?? "",
    timezone: source.timezone,
    enforce: source.enforce,
    pixel: source.pixel,
    mapping: linesOf(source.mapping),
    goal_map: linesOf(source.goal_map),
  };
}

function bodyOf(changes: Partial<ReturnType<typeof valuesOf>>) {
  const { preset, allow_ips, currency, mapping, goal_map, ...rest } = changes;
  return {
    ...rest,
    ...(preset !== undefined && { preset: preset === "" ? null : preset }),
    ...(allow_ips !== undefined && { allow_ips: wordsOf(allow_ips) }),
    ...(currency !== undefined && {
      currency: currency.trim().toUpperCase() || null,
    }),
    ...(mapping !== undefined && {
      mapping: Object.fromEntries(entriesOf(mapping)),
    }),
    ...(goal_map !== undefined && {
      goal_map: Object.fromEntries(
        entriesOf(goal_map).map(([word, goals]) => [word, goals[0] ?? ""]),
      ),
    }),
  };
}

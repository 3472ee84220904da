import { api, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Field } from "../../ui/field.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { entriesOf, linesOf } from "../advertisers/source_words.ts";
import { Shown } from "../own/shown.tsx";
import { EditForm } from "./edit_form.tsx";
import { SmartFields } from "./smart_fields.tsx";
import { targetsOf, targetTexts } from "./smart_targets.ts";
import { useEdit } from "./use_edit.ts";

type Link = Schema<"Link">;

/** Where a link leads, and what its parameters are called, to be changed. */
export function LinkSettings({
  id,
  onChanged,
}: {
  id: string;
  onChanged(): void;
}) {
  const asked = useAsked(`link ${id}`, (signal) => readLink(id, signal));
  return (
    <Shown asked={asked} lines={4}>
      {(start) => <LinkForm key={id} {...{ id, start, onChanged }} />}
    </Shown>
  );
}

function readLink(id: string, signal?: AbortSignal): Promise<Tagged<Link>> {
  return tagged(
    api.GET("/api/v1/links/{id}", {
      params: { path: { id } },
      ...(signal && { signal }),
    }),
  );
}

function LinkForm({
  id,
  start,
  onChanged,
}: {
  id: string;
  start: Tagged<Link>;
  onChanged(): void;
}) {
  const edit = useEdit({
    start,
    valuesOf,
    read: () => readLink(id),
    send: (changes, etag) =>
      tagged(
        api.PATCH("/api/v1/links/{id}", {
          params: { path: { id }, header: { "If-Match": etag } },
          body: bodyOf(changes),
        }),
      ),
    onSaved: onChanged,
  });
  const { text, values, set } = edit.form;
  const is_smart = start.value.smart !== null;
  return (
    <EditForm edit={edit} label={NET.link(start.value.id)}>
      {is_smart ? (
        <SmartFields value={values.smart} onValue={(smart) => set({ smart })} />
      ) : (
        <Field
          label={NET.deep_link}
          hint={NET.deep_link_hint}
          type="url"
          {...text("deep_link")}
        />
      )}
      <Field
        label={NET.fallback}
        hint={NET.link_fallback_hint}
        type="url"
        {...text("fallback_url")}
      />
      <LongText
        label={NET.own_names}
        hint={NET.own_names_hint}
        {...text("param_names")}
      />
      <Field label={NET.external_id} {...text("external_id")} />
    </EditForm>
  );
}

function valuesOf(link: Link) {
  return {
    smart: targetTexts(link.smart ?? []),
    deep_link: link.deep_link ?? "",
    fallback_url: link.fallback_url ?? "",
    param_names: linesOf(link.param_names),
    external_id: link.external_id ?? "",
  };
}

function bodyOf(changes: Partial<ReturnType<typeof valuesOf>>) {
  const { smart, param_names, ...texts } = changes;
  return {
    ...Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [name, text.trim() || null]),
    ),
    ...(smart !== undefined && { smart: targetsOf(smart) }),
    ...(param_names !== undefined && {
      param_names: Object.fromEntries(
        entriesOf(param_names).map(([theirs, ours]) => [theirs, ours[0] ?? ""]),
      ),
    }),
  };
}

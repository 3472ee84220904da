import { api, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { SHOP_MODE } from "../../messages/presets.ts";
import { STORE } from "../../messages/stores.ts";
import { Check, Field } from "../../ui/field.tsx";
import { LongText } from "../../ui/long_text.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import type { FormState } from "../../ui/form.tsx";
import { useAsked } from "../../state/asked.ts";
import { EditForm } from "../network/edit_form.tsx";
import { useEdit } from "../network/use_edit.ts";
import type { SourceProps } from "./source.tsx";
import { isShop, isStore, storeBody, storeValues } from "./store_values.ts";

type Source = Schema<"Source">;

async function read(path: SourceProps["path"]) {
  return await tagged(
    api.GET("/api/v1/advertisers/{id}/sources/{source_id}", {
      params: { path },
    }),
  );
}

/** The app whose store tells of purchases, and how they are looked up, or a shop's test mode; nothing for any other source. */
export function StorePart({ source, path, reload }: SourceProps) {
  const { data, error, ...asked } = useAsked(`store ${path.source_id}`, () =>
    read(path),
  );
  const is_shop = isShop(source.preset);
  if (!isStore(source.preset) && !is_shop) return null;
  return (
    <section class="panel stack">
      <h2>{is_shop ? SHOP_MODE.title : STORE.title}</h2>
      <p class="quiet">{is_shop ? SHOP_MODE.text : STORE.proven}</p>
      {error !== undefined ? (
        <Failed error={error} retry={asked.reload} />
      ) : data === undefined ? (
        <Shape />
      ) : (
        <StoreForm of={data} source={source} path={path} reload={reload} />
      )}
    </section>
  );
}

function StoreForm({
  of,
  source,
  path,
  reload,
}: SourceProps & { of: Tagged<Source> }) {
  const edit = useEdit({
    start: of,
    valuesOf: storeValues,
    read: () => read(path),
    // The app's settings are replaced whole, so the whole form goes.
    send: (_, etag, values) =>
      tagged(
        api.PATCH("/api/v1/advertisers/{id}/sources/{source_id}", {
          params: { path, header: { "If-Match": etag } },
          body: storeBody(of.value.preset, values),
        }),
      ),
    onSaved: reload,
  });
  const { values, text, set } = edit.form;
  const { preset } = of.value;
  const is_shop = isShop(preset);
  return (
    <EditForm edit={edit} label={is_shop ? SHOP_MODE.title : STORE.title}>
      {preset === "app_store" && <AppleFields text={text} />}
      {preset === "google_play" && (
        <GoogleFields text={text} account={source.service_account} />
      )}
      <Check
        label={is_shop ? SHOP_MODE.sandbox : STORE.sandbox}
        hint={is_shop ? SHOP_MODE.sandbox_hint : STORE.sandbox_hint}
        checked={values.sandbox}
        onValue={(sandbox) => set({ sandbox })}
      />
    </EditForm>
  );
}

type Text = FormState<ReturnType<typeof storeValues>>["text"];

function AppleFields({ text }: { text: Text }) {
  return (
    <div class="fields">
      <Field
        label={STORE.bundle_ids}
        hint={STORE.bundle_ids_hint}
        {...text("bundle_ids")}
      />
      <Field
        label={STORE.app_apple_id}
        hint={STORE.app_apple_id_hint}
        inputMode="numeric"
        {...text("app_apple_id")}
      />
    </div>
  );
}

function GoogleFields({
  text,
  account,
}: {
  text: Text;
  account: Source["service_account"];
}) {
  return (
    <>
      <div class="fields">
        <Field
          label={STORE.package_names}
          hint={STORE.package_names_hint}
          {...text("package_names")}
        />
        <Field
          label={STORE.push_email}
          hint={STORE.push_email_hint}
          {...text("push_email")}
        />
        <Field
          label={STORE.audience}
          hint={STORE.audience_hint}
          {...text("audience")}
        />
      </div>
      <p>
        {account === null
          ? STORE.account_none
          : account.client_email === null
            ? STORE.account_unreadable
            : STORE.account_is(account.client_email)}
      </p>
      <LongText
        label={STORE.account}
        hint={STORE.account_hint}
        {...text("service_account")}
      />
    </>
  );
}

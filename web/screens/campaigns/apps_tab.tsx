import { api, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { APPS } from "../../messages/apps.ts";
import { useAsked } from "../../state/asked.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { wordsOf } from "../network/options.ts";
import { useEdit } from "../network/use_edit.ts";
import type { CampaignProps } from "./campaign.tsx";
import { InstallsPart } from "./installs_part.tsx";

type App = Schema<"App">;

/** Apps that a campaign's links open, and whose installs Apple reports. */
export function AppsTab({ campaign }: CampaignProps) {
  return (
    <div class="stack">
      <AppPart campaign={campaign} />
      <InstallsPart campaign={campaign} />
    </div>
  );
}

async function read(id: string) {
  const params = { path: { id } };
  return await tagged(api.GET("/api/v1/campaigns/{id}/app", { params }));
}

function AppPart({ campaign }: Pick<CampaignProps, "campaign">) {
  const id = String(campaign.id);
  const { data, error, reload } = useAsked(`app ${id}`, () => read(id));
  return (
    <section class="panel stack">
      <h2>{APPS.title}</h2>
      {error !== undefined ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Shape />
      ) : (
        <AppForm campaign={campaign} start={data} />
      )}
    </section>
  );
}

function AppForm({
  campaign,
  start,
}: Pick<CampaignProps, "campaign"> & { start: Tagged<App> }) {
  const id = String(campaign.id);
  const edit = useEdit({
    start,
    valuesOf,
    read: () => read(id),
    // It is replaced whole, so the whole form goes.
    send: (_, etag, values) =>
      tagged(
        api.PUT("/api/v1/campaigns/{id}/app", {
          params: { path: { id }, header: { "If-Match": etag } },
          body: bodyOf(values),
        }),
      ),
    onSaved: () => {},
  });
  const { text } = edit.form;
  const goals = (campaign.goals ?? []).map(({ key, name }) => ({
    value: key,
    label: name,
  }));
  return (
    <EditForm edit={edit} label={APPS.title}>
      <fieldset class="fields">
        <legend class="label">{APPS.ios}</legend>
        <Field
          label={APPS.team_id}
          hint={APPS.team_id_hint}
          {...text("team_id")}
        />
        <Field
          label={APPS.bundle_id}
          hint={APPS.bundle_id_hint}
          {...text("bundle_id")}
        />
        <Field label={APPS.paths} hint={APPS.paths_hint} {...text("paths")} />
      </fieldset>
      <fieldset class="fields">
        <legend class="label">{APPS.android}</legend>
        <Field
          label={APPS.package}
          hint={APPS.package_hint}
          {...text("package")}
        />
        <Field
          label={APPS.fingerprints}
          hint={APPS.fingerprints_hint}
          {...text("fingerprints")}
        />
      </fieldset>
      <div class="fields">
        <Select
          label={APPS.install_goal}
          options={[{ value: "", label: APPS.own_install_goal }, ...goals]}
          {...text("install_goal")}
        />
        <Field
          label={APPS.domains}
          hint={APPS.domains_hint}
          {...text("domains")}
        />
      </div>
      <Files />
    </EditForm>
  );
}

const FILES = ["apple-app-site-association", "assetlinks.json"];

function Files() {
  return (
    <p class="quiet">
      {APPS.files}{" "}
      {FILES.map((name) => (
        <code key={name}>{`${location.origin}/.well-known/${name} `}</code>
      ))}
    </p>
  );
}

function valuesOf({ ios, android, install_goal, domains, paths }: App) {
  return {
    team_id: ios?.team_id ?? "",
    bundle_id: ios?.bundle_id ?? "",
    package: android?.package ?? "",
    fingerprints: android?.sha256_fingerprints.join(" ") ?? "",
    install_goal: install_goal ?? "",
    domains: domains.join(", "),
    paths: paths.join(", "),
  };
}

/** Both halves of an app are sent if one is there, so that the API names what is missing. */
function bodyOf(values: ReturnType<typeof valuesOf>): App {
  const team_id = values.team_id.trim();
  const bundle_id = values.bundle_id.trim();
  const name = values.package.trim();
  const sha256_fingerprints = wordsOf(values.fingerprints);
  const has_ios = team_id !== "" || bundle_id !== "";
  const has_android = name !== "" || sha256_fingerprints.length > 0;
  return {
    ios: has_ios ? { team_id, bundle_id } : null,
    android: has_android ? { package: name, sha256_fingerprints } : null,
    install_goal: values.install_goal === "" ? null : values.install_goal,
    domains: wordsOf(values.domains),
    paths: wordsOf(values.paths),
  };
}

import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { DOMAINS } from "../../messages/moving.ts";
import { SETTINGS } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { useLocation, withQuery } from "../../state/location.ts";
import { useList } from "../../state/use_list.ts";
import { Check, Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form.tsx";
import { Badge } from "../../ui/notice.tsx";
import { OpenedDrawer } from "../../ui/opened_drawer.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { Remove } from "../network/remove.tsx";
import { StateBadge } from "../network/state_badge.tsx";
import { useEdit } from "../network/use_edit.ts";
import { Shown, ShownList } from "../own/shown.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

type Domain = Schema<"Domain">;

/** The domains that lead here, each with where its lost visitors go. */
export function DomainsScreen() {
  const { path, query } = useLocation();
  const list = useList<Domain>("domains", (cursor, signal) =>
    ok(
      api.GET("/api/v1/domains", {
        params: { query: { ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const { reload } = list;
  const drop = async (id: number) => {
    const params = { path: { id: String(id) } };
    await ok(api.DELETE("/api/v1/domains/{id}", { params }));
    reload();
  };
  return (
    <SettingsFrame name="domains">
      <p class="quiet">{DOMAINS.lead}</p>
      <ShownList
        list={list}
        caption={SETTINGS.tabs.domains}
        keyOf={({ id }) => String(id)}
        empty={DOMAINS.none}
        columns={[
          { key: "host", label: DOMAINS.host, cell: HostCell },
          {
            key: "fallback",
            label: DOMAINS.fallback,
            cell: ({ fallback_url }) =>
              fallback_url ?? <span class="quiet">{DOMAINS.network}</span>,
          },
          {
            key: "state",
            label: SETTINGS.state,
            cell: ({ status }) => <StateBadge state={status} />,
          },
          {
            key: "change",
            label: SETTINGS.actions,
            cell: ({ id, host }) => (
              <div class="row">
                <a
                  class="button"
                  href={withQuery({ path, query }, { open: String(id) })}
                >
                  {SETTINGS.change}
                  <span class="unseen">: {host}</span>
                </a>
                <Remove
                  name={host}
                  happens={DOMAINS.remove_happens}
                  work={() => drop(id)}
                />
              </div>
            ),
          },
        ]}
      />
      <NewDomain onMade={reload} />
      <OpenedDrawer name="open" title={DOMAINS.change}>
        {(id) => <ChangeDomain id={id} onSaved={reload} />}
      </OpenedDrawer>
    </SettingsFrame>
  );
}

function HostCell({ host, is_default }: Domain) {
  return (
    <>
      {host}
      {is_default && (
        <div>
          <Badge tone="note">{DOMAINS.default_badge}</Badge>
        </div>
      )}
    </>
  );
}

const START = {
  host: "",
  fallback_url: "",
  is_default: false,
  is_paused: false,
};

type Values = typeof START;

function NewDomain({ onMade }: { onMade(): void }) {
  const form = useForm(START, async (values) => {
    const body = { ...bodyOf(values), host: values.host };
    await ok(api.POST("/api/v1/domains", { body }));
    form.set(START);
    onMade();
  });
  return (
    <section class="panel">
      <Form form={form} label={DOMAINS.add}>
        <h2>{DOMAINS.add}</h2>
        <DomainFields form={form} />
        <Submit label={DOMAINS.add} is_sending={form.is_sending} />
      </Form>
    </section>
  );
}

function ChangeDomain({ id, onSaved }: { id: string; onSaved(): void }) {
  const asked = useAsked(`domain ${id}`, (signal) => readDomain(id, signal));
  return (
    <Shown asked={asked} lines={4}>
      {(start) => <DomainForm key={id} {...{ id, start, onSaved }} />}
    </Shown>
  );
}

function DomainForm({
  id,
  start,
  onSaved,
}: {
  id: string;
  start: Tagged<Domain>;
  onSaved(): void;
}) {
  const edit = useEdit<Domain, Values>({
    start,
    valuesOf: ({ host, fallback_url, is_default, status }) => ({
      host,
      fallback_url: fallback_url ?? "",
      is_default,
      is_paused: status === "paused",
    }),
    read: () => readDomain(id),
    send: (changes, etag) =>
      tagged(
        api.PATCH("/api/v1/domains/{id}", {
          params: { path: { id }, header: { "If-Match": etag } },
          body: bodyOf(changes),
        }),
      ),
    onSaved,
  });
  return (
    <EditForm edit={edit} label={DOMAINS.change}>
      <DomainFields form={edit.form} />
    </EditForm>
  );
}

function DomainFields({ form }: { form: FormState<Values> }) {
  const { values, set, text } = form;
  return (
    <>
      <div class="fields">
        <Field
          label={DOMAINS.host}
          hint={DOMAINS.host_hint}
          required
          {...text("host")}
        />
        <Field
          label={DOMAINS.fallback}
          hint={DOMAINS.fallback_hint}
          type="url"
          {...text("fallback_url")}
        />
      </div>
      <Check
        label={DOMAINS.is_default}
        checked={values.is_default}
        onValue={(is_default) => set({ is_default })}
      />
      <Check
        label={DOMAINS.is_paused}
        checked={values.is_paused}
        onValue={(is_paused) => set({ is_paused })}
      />
    </>
  );
}

function readDomain(id: string, signal?: AbortSignal): Promise<Tagged<Domain>> {
  return tagged(
    api.GET("/api/v1/domains/{id}", {
      params: { path: { id } },
      ...(signal && { signal }),
    }),
  );
}

function bodyOf({ fallback_url, is_paused, ...rest }: Partial<Values>) {
  const url = fallback_url?.trim();
  return {
    ...rest,
    ...(url !== undefined && { fallback_url: url === "" ? null : url }),
    ...(is_paused !== undefined && {
      status: is_paused ? ("paused" as const) : ("active" as const),
    }),
  };
}

import { useState } from "preact/hooks";
import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { PEOPLE, SETTINGS } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { Field } from "../../ui/field.tsx";
import { EditForm } from "../network/edit_form.tsx";
import { useEdit } from "../network/use_edit.ts";
import { Shown } from "../own/shown.tsx";
import { Act } from "./act.tsx";
import { OnceShown } from "./once_shown.tsx";
import { roleBody, RoleFields } from "./role_fields.tsx";

type User = Schema<"User">;

/** A person's name and rights, and what can be done about their access. */
export function EditUser({ id, onChanged }: { id: string; onChanged(): void }) {
  const asked = useAsked(`user ${id}`, (signal) => readUser(id, signal));
  const changed = () => {
    asked.reload();
    onChanged();
  };
  return (
    <Shown asked={asked} lines={4}>
      {(of) => (
        <>
          <h3>{of.value.email}</h3>
          <UserForm start={of} onChanged={changed} />
          <UserActs of={of} onChanged={changed} />
        </>
      )}
    </Shown>
  );
}

function readUser(id: string, signal?: AbortSignal): Promise<Tagged<User>> {
  return tagged(
    api.GET("/api/v1/users/{id}", {
      params: { path: { id } },
      ...(signal && { signal }),
    }),
  );
}

function UserForm({
  start,
  onChanged,
}: {
  start: Tagged<User>;
  onChanged(): void;
}) {
  const { id } = start.value;
  const edit = useEdit({
    start,
    valuesOf,
    read: () => readUser(id),
    send: (_, etag, { name, ...role }) =>
      tagged(
        api.PATCH("/api/v1/users/{id}", {
          params: { path: { id }, header: { "If-Match": etag } },
          body: { name: name === "" ? null : name, ...roleBody(role) },
        }),
      ),
    onSaved: onChanged,
  });
  return (
    <EditForm edit={edit} label={SETTINGS.change}>
      <Field label={SETTINGS.name} {...edit.form.text("name")} />
      <RoleFields form={edit.form} />
    </EditForm>
  );
}

function valuesOf(user: User) {
  return {
    name: user.name ?? "",
    role: user.role as string,
    affiliate_id: String(user.affiliate_id ?? ""),
    advertiser_id: String(user.advertiser_id ?? ""),
    affiliate_ids: (user.affiliate_ids ?? []).map(String),
    advertiser_ids: (user.advertiser_ids ?? []).map(String),
  };
}

/** The ways in of a person: a new password, the second step, and whether they may sign in. */
function UserActs({
  of: { value, etag },
  onChanged,
}: {
  of: Tagged<User>;
  onChanged(): void;
}) {
  const { id, email, disabled_at } = value;
  const [link, setLink] = useState<string | null>(null);
  const params = { path: { id } };
  const disable = async (disabled: boolean) => {
    await ok(
      api.PATCH("/api/v1/users/{id}", {
        params: { ...params, header: { "If-Match": etag } },
        body: { disabled },
      }),
    ).finally(onChanged);
  };
  return (
    <>
      <div class="row">
        <Act
          label={PEOPLE.reset}
          of={email}
          act={async () => {
            const made = await ok(
              api.POST("/api/v1/users/{id}/reset", { params }),
            );
            setLink(made.url);
          }}
        />
        <Act
          label={PEOPLE.drop_second}
          of={email}
          act={() => ok(api.DELETE("/api/v1/users/{id}/totp", { params }))}
        />
        {disabled_at === null ? (
          <Act
            kind="danger"
            label={PEOPLE.disable}
            of={email}
            asks={PEOPLE.disable_text}
            act={() => disable(true)}
          />
        ) : (
          <Act label={PEOPLE.enable} of={email} act={() => disable(false)} />
        )}
      </div>
      {link !== null && <OnceShown text={PEOPLE.reset_done} secret={link} />}
    </>
  );
}

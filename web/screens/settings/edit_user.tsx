import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { PEOPLE, SETTINGS } from "../../messages/settings.ts";
import { say } from "../../messages/en.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import { Act } from "./act.tsx";
import { OnceShown } from "./once_shown.tsx";
import { roleBody, RoleFields } from "./role_fields.tsx";

type User = Schema<"User">;

/** A person's name and rights, and what can be done about their access. */
export function EditUser({
  user,
  onClose,
  onChanged,
}: {
  user: User;
  onClose(): void;
  onChanged(): void;
}) {
  const params = { path: { id: user.id } };
  const form = useForm(
    {
      name: user.name ?? "",
      role: user.role as string,
      affiliate_id: String(user.affiliate_id ?? ""),
      advertiser_id: String(user.advertiser_id ?? ""),
      affiliate_ids: (user.affiliate_ids ?? []).join(", "),
      advertiser_ids: (user.advertiser_ids ?? []).join(", "),
    },
    async ({ name, ...role }) => {
      const body = { name: name === "" ? null : name, ...roleBody(role) };
      await ok(api.PATCH("/api/v1/users/{id}", { params, body }));
      onChanged();
      onClose();
    },
  );
  return (
    <Drawer title={user.email} onClose={onClose}>
      <Form form={form} label={SETTINGS.change}>
        <Field label={SETTINGS.name} {...form.text("name")} />
        <RoleFields form={form} />
        <div class="row">
          <Button type="submit" kind="main">
            {say.save}
          </Button>
        </div>
      </Form>
      <UserActs user={user} onChanged={onChanged} />
    </Drawer>
  );
}

/** The ways in of a person: a new password, the second step, and whether they may sign in. */
function UserActs({
  user: { id, email, disabled_at },
  onChanged,
}: {
  user: User;
  onChanged(): void;
}) {
  const [link, setLink] = useState<string | null>(null);
  const params = { path: { id } };
  const disable = async (disabled: boolean) => {
    const body = { disabled };
    await ok(api.PATCH("/api/v1/users/{id}", { params, body }));
    onChanged();
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

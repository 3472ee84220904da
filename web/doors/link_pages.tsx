import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { api, ok } from "../api/client.ts";
import { say } from "../messages/en.ts";
import { go } from "../state/location.ts";
import { Field } from "../ui/field.tsx";
import { Form, useForm } from "../ui/form.tsx";
import { Notice } from "../ui/notice.tsx";
import { Door } from "./door.tsx";
import { Submit } from "./sign_in.tsx";

/** The secret of a link; it is in the fragment, which no server logs. */
function secretOf(): string {
  return window.location.hash.slice(1);
}

/** `/setup#…`: makes the first admin. */
export function SetUpPage() {
  const [token] = useState(secretOf);
  const form = useForm({ name: "", email: "", password: "" }, async (body) => {
    await ok(api.POST("/api/v1/setup", { body: { token, ...named(body) } }));
    go("/app/first-hour", { replace: true });
  });
  return (
    <Door title={say.set_up_title} text={say.set_up_text}>
      <WithSecret token={token}>
        <Form form={form} label={say.set_up_title}>
          <Field label={say.name} autoComplete="name" {...form.text("name")} />
          <Field
            label={say.email}
            type="email"
            autoComplete="username"
            required
            {...form.text("email")}
          />
          <NewPassword form={form} />
          <Submit label={say.set_up_title} is_sending={form.is_sending} />
        </Form>
      </WithSecret>
    </Door>
  );
}

/** `/invitation#…`: makes the user that was invited, and signs it in. */
export function InvitationPage() {
  const [token] = useState(secretOf);
  const form = useForm({ name: "", password: "" }, async (body) => {
    const asked = { token, ...named(body) };
    await ok(api.POST("/api/v1/invitations/accept", { body: asked }));
    go("/app", { replace: true });
  });
  return (
    <Door title={say.invitation_title} text={say.invitation_text}>
      <WithSecret token={token}>
        <Form form={form} label={say.invitation_title}>
          <Field label={say.name} autoComplete="name" {...form.text("name")} />
          <NewPassword form={form} />
          <Submit label={say.sign_in} is_sending={form.is_sending} />
        </Form>
      </WithSecret>
    </Door>
  );
}

/** `/password-reset#…`: sets a new password. */
export function ResetPage() {
  const [token] = useState(secretOf);
  const [is_done, setDone] = useState(false);
  const form = useForm({ password: "" }, async ({ password }) => {
    const body = { token, password };
    await ok(api.POST("/api/v1/password-resets", { body }));
    setDone(true);
  });
  return (
    <Door title={say.reset_title} text={say.reset_text}>
      {is_done ? (
        <Notice tone="good">
          <p>{say.reset_done}</p>
          <a class="button" data-kind="main" href="/app">
            {say.sign_in}
          </a>
        </Notice>
      ) : (
        <WithSecret token={token}>
          <Form form={form} label={say.reset_title}>
            <NewPassword form={form} />
            <Submit label={say.save} is_sending={form.is_sending} />
          </Form>
        </WithSecret>
      )}
    </Door>
  );
}

function NewPassword({
  form,
}: {
  form: { text(name: "password"): FieldText };
}) {
  return (
    <Field
      label={say.new_password}
      hint={say.password_hint}
      type="password"
      autoComplete="new-password"
      required
      {...form.text("password")}
    />
  );
}

interface FieldText {
  name: string;
  value: string;
  onValue(value: string): void;
  wrong?: string | undefined;
}

function WithSecret({
  token,
  children,
}: {
  token: string;
  children: ComponentChildren;
}) {
  if (token !== "") return <>{children}</>;
  return <Notice tone="bad">{say.link_incomplete}</Notice>;
}

/** Leaves out a name that is empty. */
function named<Body extends { name: string }>(body: Body) {
  const { name, ...others } = body;
  return name.trim() === "" ? others : { ...others, name: name.trim() };
}

import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { ACCOUNT, eventInWords } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe } from "../../state/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Check, Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import { SecondStep } from "./second_step.tsx";
import { Sessions } from "./sessions.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

/** One's own password, second step, sessions and mails. */
export function AccountScreen() {
  const is_person = useMe().kind === "session";
  return (
    <SettingsFrame name="account">
      {is_person && (
        <div class="halves">
          <PasswordPart />
          <SecondStep />
        </div>
      )}
      <Sessions />
      <Mails />
    </SettingsFrame>
  );
}

function PasswordPart() {
  const { email } = useMe();
  const [is_done, setDone] = useState(false);
  const form = useForm({ current: "", new: "" }, async (body) => {
    await ok(api.POST("/api/v1/session/password", { body }));
    setDone(true);
    form.set({ current: "", new: "" });
  });
  return (
    <section class="panel stack">
      <h2>{ACCOUNT.password}</h2>
      <Form form={form} label={ACCOUNT.change_password}>
        <input
          type="text"
          name="username"
          autoComplete="username"
          value={email ?? ""}
          readOnly
          hidden
        />
        <Field
          label={ACCOUNT.current}
          type="password"
          autoComplete="current-password"
          {...form.text("current")}
        />
        <Field
          label={ACCOUNT.new_password}
          hint={say.password_hint}
          type="password"
          autoComplete="new-password"
          {...form.text("new")}
        />
        <div class="row">
          <Button type="submit">{ACCOUNT.change_password}</Button>
        </div>
      </Form>
      {is_done && <Notice tone="good">{ACCOUNT.password_changed}</Notice>}
    </section>
  );
}

function Mails() {
  const { data, error, reload } = useAsked("notifications", (signal) =>
    ok(api.GET("/api/v1/me/notifications", { signal })),
  );
  return (
    <section class="panel stack">
      <h2>{ACCOUNT.mails}</h2>
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined ? (
        error === undefined && <Shape lines={4} />
      ) : (
        <MailChoices choices={data} />
      )}
    </section>
  );
}

function MailChoices({ choices }: { choices: Schema<"NotificationChoices"> }) {
  const [is_done, setDone] = useState(false);
  const form = useForm(choices.events, async (events) => {
    const body = { events };
    await ok(api.PUT("/api/v1/me/notifications", { body }));
    setDone(true);
  });
  return (
    <Form form={form} label={ACCOUNT.mails}>
      <p class="quiet">
        {choices.mail ? ACCOUNT.mails_text : ACCOUNT.mails_off}
      </p>
      <div class="checks">
        {Object.entries(form.values).map(([event, is_on]) => (
          <Check
            key={event}
            label={eventInWords(event)}
            checked={is_on}
            onValue={(value) => form.set({ [event]: value })}
          />
        ))}
      </div>
      <div class="row">
        <Button type="submit">{ACCOUNT.mails_save}</Button>
        {is_done && <span role="status">✓</span>}
      </div>
    </Form>
  );
}

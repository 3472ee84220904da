import { useState } from "preact/hooks";
import { api, ok } from "../api/client.ts";
import { say } from "../messages/en.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Form, useForm } from "../ui/form.tsx";
import { Door } from "./door.tsx";

/** The page of who isn't signed in. */
export function SignInPage({ onSignedIn }: { onSignedIn(): void }) {
  return (
    <Door title={say.sign_in}>
      <SignIn onSignedIn={onSignedIn} />
    </Door>
  );
}

/** Signs in, in one step or two. */
export function SignIn({
  email = "",
  onSignedIn,
}: {
  email?: string;
  onSignedIn(): void;
}) {
  const [ticket, setTicket] = useState<string | null>(null);
  const first = useForm({ email, password: "" }, async (body) => {
    const answer = await ok(api.POST("/api/v1/session", { body }));
    if ("second_step" in answer) setTicket(answer.ticket);
    else onSignedIn();
  });
  const second = useForm({ totp: "" }, async ({ totp }) => {
    const body = { ticket: ticket ?? "", totp };
    await ok(api.POST("/api/v1/session/second-step", { body }));
    onSignedIn();
  });
  if (ticket !== null) {
    return (
      <Form form={second} label={say.sign_in} key="second">
        <h2>{say.second_step}</h2>
        <Field
          label={say.code}
          hint={say.code_hint}
          autoComplete="one-time-code"
          inputMode="text"
          autoFocus
          required
          {...second.text("totp")}
        />
        <div class="row">
          <Submit label={say.sign_in} is_sending={second.is_sending} />
          <Button kind="plain" onClick={() => setTicket(null)}>
            {say.start_again}
          </Button>
        </div>
      </Form>
    );
  }
  return (
    <Form form={first} label={say.sign_in} key="first">
      <Field
        label={say.email}
        type="email"
        autoComplete="username"
        required
        {...first.text("email")}
      />
      <Field
        label={say.password}
        type="password"
        autoComplete="current-password"
        required
        {...first.text("password")}
      />
      <Submit label={say.sign_in} is_sending={first.is_sending} />
    </Form>
  );
}

/** The button that sends a form. */
export function Submit({
  label,
  is_sending,
}: {
  label: string;
  is_sending: boolean;
}) {
  return (
    <div>
      <Button kind="main" type="submit" aria-busy={is_sending}>
        {label}
      </Button>
    </div>
  );
}

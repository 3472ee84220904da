import { useState } from "preact/hooks";
import { api, ok } from "../api/client.ts";
import type { Schema } from "../api/client.ts";
import { JOINING } from "../messages/joining.ts";
import { useAsked } from "../state/asked.ts";
import { Field } from "../ui/field.tsx";
import { Form, useForm } from "../ui/form.tsx";
import { Failed, Notice, Shape } from "../ui/notice.tsx";
import { Door } from "./door.tsx";
import { Submit } from "./sign_in.tsx";

type Question = Schema<"SignUpQuestions">["questions"][number];

/** `/join`: asks to become an affiliate. */
export function JoinPage() {
  const [is_received, setReceived] = useState(false);
  const { data, error, reload } = useAsked("sign-up", (signal) =>
    ok(api.GET("/api/v1/sign-up", { signal })),
  );
  if (is_received) {
    return (
      <Door title={JOINING.received_title}>
        <Notice tone="good">{JOINING.received}</Notice>
      </Door>
    );
  }
  const is_closed = error?.status === 403 || error?.status === 404;
  return (
    <Door title={JOINING.title} text={JOINING.text}>
      {is_closed ? (
        <Notice tone="warn">{JOINING.closed}</Notice>
      ) : error !== undefined ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Shape />
      ) : (
        <Join questions={data.questions} onReceived={() => setReceived(true)} />
      )}
      <p>
        <a href="/app">{JOINING.sign_in}</a>
      </p>
    </Door>
  );
}

function Join({
  questions,
  onReceived,
}: {
  questions: readonly Question[];
  onReceived(): void;
}) {
  const form = useForm<Record<string, string>>(
    { name: "", email: "", website: "" },
    async ({ name = "", email = "", website = "", ...values }) => {
      const answers = Object.fromEntries(
        questions.flatMap(({ key }) => {
          const answer = (values[`answers.${key}`] ?? "").trim();
          return answer === "" ? [] : [[key, answer]];
        }),
      );
      await ok(
        api.POST("/api/v1/applications", {
          body: {
            name: name.trim(),
            email: email.trim(),
            ...(website.trim() !== "" && { website: website.trim() }),
            answers,
          },
        }),
      );
      onReceived();
    },
  );
  return (
    <Form form={form} label={JOINING.title}>
      <Field
        label={JOINING.name}
        autoComplete="organization"
        required
        {...form.text("name")}
      />
      <Field
        label={JOINING.email}
        type="email"
        autoComplete="email"
        required
        {...form.text("email")}
      />
      <Field
        label={JOINING.website}
        hint={JOINING.website_hint}
        type="url"
        autoComplete="url"
        {...form.text("website")}
      />
      {questions.map(({ key, label, required }) => (
        <Field
          key={key}
          label={label}
          required={required}
          {...form.text(`answers.${key}`)}
        />
      ))}
      <Submit label={JOINING.send} is_sending={form.is_sending} />
    </Form>
  );
}

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../api/client.ts";
import { Failed } from "./notice.tsx";

/** The state of a form: its values, whether it is being sent, and why it was refused. */
export interface FormState<Values extends object> {
  values: Values;
  is_sending: boolean;
  error: ApiError | null;
  /** Properties of a field with a text. */
  text(name: keyof Values & string): {
    name: string;
    value: string;
    onValue(value: string): void;
    wrong?: string | undefined;
  };
  set(changes: Partial<Values>): void;
  submit(event: Event): void;
}

/** Holds a form's values and sends them once; they stay whatever comes back. */
export function useForm<Values extends object>(
  start: Values,
  send: (values: Values) => Promise<void>,
): FormState<Values> {
  const [values, setValues] = useState(start);
  const [is_sending, setSending] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const set = (changes: Partial<Values>) =>
    setValues((before) => ({ ...before, ...changes }));
  const submit = (event: Event) => {
    event.preventDefault();
    if (is_sending) return;
    setSending(true);
    setError(null);
    send(values)
      .catch((reason: unknown) => {
        if (!(reason instanceof ApiError)) throw reason;
        setError(reason);
      })
      .finally(() => setSending(false));
  };
  return {
    values,
    is_sending,
    error,
    set,
    submit,
    text: (name) => ({
      name,
      value: String(values[name] ?? ""),
      onValue: (value) => set({ [name]: value } as Partial<Values>),
      wrong: error?.fields.find(({ field }) => field === name)?.message,
    }),
  };
}

/** A form; Enter sends it. */
export function Form<Values extends object>({
  form,
  label,
  children,
}: {
  form: FormState<Values>;
  label: string;
  children: ComponentChildren;
}) {
  return (
    <form class="stack" aria-label={label} onSubmit={form.submit} noValidate>
      {children}
      {form.error !== null && (
        <Failed error={form.error} shown={Object.keys(form.values)} />
      )}
    </form>
  );
}

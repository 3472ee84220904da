import { useEffect, useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { ACCOUNT } from "../../messages/settings.ts";
import { useMe } from "../../state/session.tsx";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge } from "../../ui/notice.tsx";
import { OnceShown } from "./once_shown.tsx";

/** Sets a second step of signing in up, and takes it away. */
export function SecondStep() {
  const me = useMe();
  const [is_on, setOn] = useState(me.second_step);
  const [made, setMade] = useState<Schema<"NewSecondStep"> | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <section class="panel stack">
      <div class="row row-apart">
        <h2>{ACCOUNT.second}</h2>
        {is_on && <Badge tone="good">{ACCOUNT.second}</Badge>}
      </div>
      {codes !== null && (
        <OnceShown
          text={`${ACCOUNT.recovery}. ${ACCOUNT.recovery_text}`}
          secret={codes.join("\n")}
        />
      )}
      {is_on ? (
        <TurnOff onOff={() => setOn(false)} />
      ) : made === null ? (
        <Begin onMade={setMade} />
      ) : (
        <Confirm
          made={made}
          onCodes={(come) => {
            setCodes(come);
            setMade(null);
            setOn(true);
          }}
        />
      )}
    </section>
  );
}

function Begin({ onMade }: { onMade(made: Schema<"NewSecondStep">): void }) {
  const form = useForm({ password: "" }, async (body) =>
    onMade(await ok(api.POST("/api/v1/session/totp", { body }))),
  );
  return (
    <Form form={form} label={ACCOUNT.second_start}>
      <p class="quiet">{ACCOUNT.second_off}</p>
      <Field
        label={say.password}
        type="password"
        autoComplete="current-password"
        {...form.text("password")}
      />
      <div class="row">
        <Button type="submit">{ACCOUNT.second_start}</Button>
      </div>
    </Form>
  );
}

function Confirm({
  made: { secret, url },
  onCodes,
}: {
  made: Schema<"NewSecondStep">;
  onCodes(codes: readonly string[]): void;
}) {
  const form = useForm({ code: "" }, async (body) => {
    const made = await ok(api.POST("/api/v1/session/totp/confirm", { body }));
    onCodes(made.recovery_codes);
  });
  return (
    <Form form={form} label={ACCOUNT.second_confirm}>
      <p>{ACCOUNT.second_scan}</p>
      <QrCode text={url} />
      <p>
        {ACCOUNT.second_secret}: <code>{secret}</code>
      </p>
      <Field
        label={ACCOUNT.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        {...form.text("code")}
      />
      <div class="row">
        <Button type="submit" kind="main">
          {ACCOUNT.second_confirm}
        </Button>
      </div>
    </Form>
  );
}

function TurnOff({ onOff }: { onOff(): void }) {
  const form = useForm({ code: "" }, async (body) => {
    await ok(api.POST("/api/v1/session/totp/remove", { body }));
    onOff();
  });
  return (
    <Form form={form} label={ACCOUNT.second_remove}>
      <p class="quiet">{ACCOUNT.second_on}</p>
      <Field
        label={ACCOUNT.code}
        hint={say.code_hint}
        autoComplete="one-time-code"
        {...form.text("code")}
      />
      <div class="row">
        <Button type="submit" kind="danger">
          {ACCOUNT.second_remove}
        </Button>
      </div>
    </Form>
  );
}

/** A text as a picture, made here: nobody else is told of a secret. */
function QrCode({ text }: { text: string }) {
  const [rows, setRows] = useState<readonly (readonly boolean[])[]>([]);
  useEffect(() => {
    void import("qr").then(({ default: encode }) =>
      setRows(encode(text, "raw", { border: 2 })),
    );
  }, [text]);
  const path = rows.flatMap((row, y) =>
    row.flatMap((is_dark, x) => (is_dark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      class="qr"
      role="img"
      aria-label={ACCOUNT.qr}
      width="200"
      height="200"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
    >
      <path d={path.join("")} />
    </svg>
  );
}

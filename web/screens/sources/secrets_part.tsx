import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { SHOP_SECRET } from "../../messages/presets.ts";
import { SOURCE } from "../../messages/sources.ts";
import { useTimezone } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Ask } from "../network/ask.tsx";
import { OnceShown } from "../settings/once_shown.tsx";
import type { KeysProps } from "./keys.tsx";
import { isShop } from "./store_values.ts";

const AT = "/api/v1/advertisers/{id}/sources/{source_id}/secrets";

/** Secrets that one source can have at a time. */
const SECRETS_MAX = 2;

/** The secrets that requests are signed with. */
export function SecretsPart({ source, path, reload }: KeysProps) {
  const { secrets } = source;
  const is_shop = isShop(source.preset);
  const timezone = useTimezone();
  const [made, setMade] = useState<string | null>(null);
  const add = async () => {
    const answer = await ok(api.POST(AT, { params: { path }, body: {} }));
    setMade(answer.secret);
    reload();
  };
  const remove = async (secret_id: string) => {
    const params = { path: { ...path, secret_id } };
    await ok(api.DELETE(`${AT}/{secret_id}`, { params }));
    reload();
  };
  return (
    <section class="panel stack">
      <h2>{SOURCE.secrets}</h2>
      <p>{is_shop ? SHOP_SECRET.text : SOURCE.secrets_text}</p>
      {secrets.length === 0 && <p class="quiet">{SOURCE.secrets_none}</p>}
      <ul class="stack-close" hidden={secrets.length === 0}>
        {secrets.map(({ id, masked, created_at }) => (
          <li key={id} class="row">
            <code>{masked}</code>
            <span class="quiet">
              {SOURCE.made_on}{" "}
              <Time at={created_at} timezone={timezone} style="day" />
            </span>
            <Ask
              kind="danger"
              label={
                <>
                  {SOURCE.secret_remove}
                  <span class="unseen">: {masked}</span>
                </>
              }
              title={`${SOURCE.secret_remove}: ${masked ?? id}`}
              happens={SOURCE.secret_happens(secrets.length === 1)}
              agree={SOURCE.secret_remove}
              work={() => remove(id)}
            />
          </li>
        ))}
      </ul>
      {made !== null && <OnceShown text={SOURCE.secret_once} secret={made} />}
      {secrets.length >= SECRETS_MAX ? (
        <p class="quiet">{SOURCE.secrets_full}</p>
      ) : is_shop ? (
        <AddShopSecret path={path} reload={reload} />
      ) : (
        <div>
          <Act work={add}>{SOURCE.secret_add}</Act>
        </div>
      )}
    </section>
  );
}

/** A shop makes its secret itself, so that it is put in here. */
function AddShopSecret({ path, reload }: Pick<KeysProps, "path" | "reload">) {
  const form = useForm({ secret: "" }, async ({ secret }) => {
    await ok(api.POST(AT, { params: { path }, body: { secret } }));
    form.set({ secret: "" });
    reload();
  });
  const { label, hint, add } = SHOP_SECRET;
  return (
    <Form form={form} label={add}>
      <Field label={label} hint={hint} required {...form.text("secret")} />
      <Submit label={add} is_sending={form.is_sending} />
    </Form>
  );
}

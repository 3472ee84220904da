import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Shape } from "../../ui/notice.tsx";
import { answersOf } from "../endpoints/answers_of.ts";
import { AskedField } from "../endpoints/asked_field.tsx";

type Preset = Schema<"EndpointPreset">;

/** Sets an endpoint up from what its tracker asks for. */
export function NewEndpoint({ id, onMade }: { id: string; onMade(): void }) {
  const [is_open, setOpen] = useState(false);
  const { data, error, reload } = useAsked(
    is_open ? "endpoint presets" : null,
    (signal) =>
      ok(
        api.GET("/api/v1/postback-presets", {
          params: { query: { limit: "100" } },
          signal,
        }),
      ),
  );
  if (!is_open) {
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{NET.new_endpoint}</Button>
      </div>
    );
  }
  return (
    <section class="panel stack">
      <h2>{NET.new_endpoint}</h2>
      {error !== undefined ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Shape />
      ) : (
        <EndpointForm
          id={id}
          presets={data.data}
          onMade={() => {
            setOpen(false);
            onMade();
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

function EndpointForm({
  id,
  presets,
  onMade,
  onClose,
}: {
  id: string;
  presets: readonly Preset[];
  onMade(): void;
  onClose(): void;
}) {
  const start: Record<string, string> = { preset: presets[0]?.preset ?? "" };
  const form = useForm(start, async ({ preset: chosen, ...texts }) => {
    const asked = presets.find((one) => one.preset === chosen);
    const body = {
      ...(asked && { preset: asked.preset }),
      ...answersOf(asked?.asks ?? [], texts),
    };
    await ok(
      api.POST("/api/v1/affiliates/{id}/postbacks", {
        params: { path: { id } },
        body,
      }),
    );
    onMade();
  });
  const preset = presets.find((one) => one.preset === form.values["preset"]);
  return (
    <Form form={form} label={NET.new_endpoint}>
      <div class="fields">
        <Select
          label={NET.tracker}
          options={presets.map((one) => ({
            value: one.preset,
            label: one.title,
          }))}
          {...form.text("preset")}
        />
        {preset?.asks.map((ask) => (
          <AskedField key={ask.field} ask={ask} field={form.text(ask.field)} />
        ))}
      </div>
      {preset !== undefined && (
        <p class="quiet">
          <code>{preset.url}</code>
        </p>
      )}
      <div class="row">
        <Submit label={NET.make_endpoint} is_sending={form.is_sending} />
        <Button kind="plain" onClick={onClose}>
          {say.cancel}
        </Button>
      </div>
    </Form>
  );
}

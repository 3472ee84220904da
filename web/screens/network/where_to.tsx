import { useState } from "preact/hooks";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { PROMOTING } from "../../messages/promoting.ts";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";

/** A visitor that a link is tried with. */
export interface Visitor {
  country?: string;
  device?: Device;
  os?: System;
  query?: string;
  referrer?: string;
}

type Device = (typeof DEVICES)[number];
type System = (typeof SYSTEMS)[number];
type Tried = Schema<"TriedClick">;

const DEVICES = ["desktop", "mobile", "tablet", "tv", "bot", "other"] as const;
const SYSTEMS = [
  "windows",
  "macos",
  "ios",
  "android",
  "linux",
  "chromeos",
  "other",
] as const;

/** Where a link leads a visitor, and why; nobody is sent, and nothing is counted. */
export function WhereTo({ ask }: { ask(visitor: Visitor): Promise<Tried> }) {
  const [tried, setTried] = useState<Tried | null>(null);
  const start = { country: "", device: "", os: "", query: "", referrer: "" };
  const form = useForm(start, async (values) =>
    setTried(await ask(visitorOf(values))),
  );
  return (
    <div class="stack">
      <Form form={form} label={PROMOTING.check}>
        <div class="fields">
          <Field
            label={PROMOTING.check_country}
            hint={PROMOTING.check_hint}
            {...form.text("country")}
          />
          <Select
            label={PROMOTING.check_device}
            {...form.text("device")}
            options={choicesOf(DEVICES)}
          />
          <Select
            label={PROMOTING.check_system}
            {...form.text("os")}
            options={choicesOf(SYSTEMS)}
          />
          <Field
            label={PROMOTING.check_query}
            hint={PROMOTING.check_query_hint}
            {...form.text("query")}
          />
          <Field
            label={PROMOTING.check_referrer}
            type="url"
            {...form.text("referrer")}
          />
        </div>
        <div>
          <Submit label={PROMOTING.check_try} is_sending={form.is_sending} />
        </div>
      </Form>
      {tried !== null && <Answer of={tried} />}
    </div>
  );
}

function Answer({
  of: { verdict, sentence, destination, steps },
}: {
  of: Tried;
}) {
  return (
    <>
      <Notice tone={verdict === "sent" ? "good" : "warn"}>
        <p>{sentence}</p>
        {destination !== null && <code>{destination}</code>}
      </Notice>
      <Table
        caption={PROMOTING.checked}
        rows={steps.map((step, at) => ({ ...step, at }))}
        keyOf={({ at }) => String(at)}
        columns={[
          {
            key: "ok",
            label: PROMOTING.state,
            cell: ({ ok, step }) => (
              <Badge tone={ok ? "good" : "warn"}>{step}</Badge>
            ),
          },
          {
            key: "found",
            label: PROMOTING.checked,
            cell: ({ found }) => found,
          },
        ]}
      />
    </>
  );
}

function choicesOf(words: readonly string[]) {
  const any = { value: "", label: say.none };
  return [any, ...words.map((one) => ({ value: one, label: one }))];
}

function visitorOf(values: Record<keyof Visitor, string>): Visitor {
  const country = values.country.trim().toUpperCase();
  const device = DEVICES.find((one) => one === values.device);
  const os = SYSTEMS.find((one) => one === values.os);
  const query = values.query.trim();
  const referrer = values.referrer.trim();
  return {
    ...(country !== "" && { country }),
    ...(device !== undefined && { device }),
    ...(os !== undefined && { os }),
    ...(query !== "" && { query }),
    ...(referrer !== "" && { referrer }),
  };
}

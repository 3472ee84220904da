import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { PROMOTING } from "../../messages/promoting.ts";
import { REPORTS } from "../../messages/reports.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";

type Link = Schema<"Link">;

const DEVICES = ["desktop", "mobile", "tablet", "tv", "bot", "other"] as const;

/** A link: its address to copy, its code to scan, a click to try, and where it leads whom. */
export function LinkCard({ link }: { link: Link }) {
  const [is_qr, setQr] = useState(false);
  const [click, setClick] = useState<Schema<"MadeClick"> | null>(null);
  const params = { path: { id: String(link.id) } };
  const test = async () =>
    setClick(await ok(api.POST("/api/v1/links/{id}/test-click", { params })));
  return (
    <div class="stack">
      <div class="row">
        <code class="address">{link.url}</code>
        <CopyButton text={link.url} />
      </div>
      <div class="row">
        <Act work={test}>{PROMOTING.test}</Act>
        <Button aria-expanded={is_qr} onClick={() => setQr(!is_qr)}>
          {PROMOTING.qr}
        </Button>
      </div>
      {click !== null && (
        <Notice tone={click.url === null ? "warn" : "good"}>
          <p>
            {click.url === null
              ? PROMOTING.test_nowhere
              : PROMOTING.test_went(click.url)}
            {click.reason !== null && ` ${click.reason}`}
          </p>
          <a href={`/app/story?q=${click.click_id}`}>{PROMOTING.test_story}</a>
        </Notice>
      )}
      {is_qr && (
        <img
          class="qr"
          src={`/api/v1/links/${link.id}/qr`}
          alt={PROMOTING.qr_of(link.slug)}
          width="180"
          height="180"
        />
      )}
      <details>
        <summary>{PROMOTING.check}</summary>
        <WhereTo link={link} />
      </details>
    </div>
  );
}

function WhereTo({ link }: { link: Link }) {
  const [tried, setTried] = useState<Schema<"TriedClick"> | null>(null);
  const form = useForm({ country: "", device: "" }, async (values) => {
    const country = values.country.trim().toUpperCase();
    const device = DEVICES.find((one) => one === values.device);
    const query = {
      ...(country !== "" && { country }),
      ...(device !== undefined && { device }),
    };
    const path = { id: String(link.id) };
    setTried(
      await ok(
        api.GET("/api/v1/links/{id}/check", { params: { path, query } }),
      ),
    );
  });
  return (
    <div class="stack">
      <Form form={form} label={PROMOTING.check}>
        <div class="controls">
          <Field
            label={PROMOTING.check_country}
            hint={PROMOTING.check_hint}
            {...form.text("country")}
          />
          <Select
            label={PROMOTING.check_device}
            {...form.text("device")}
            options={[
              { value: "", label: REPORTS.no_compare },
              ...DEVICES.map((one) => ({ value: one, label: one })),
            ]}
          />
          <Submit label={PROMOTING.check_try} is_sending={form.is_sending} />
        </div>
      </Form>
      {tried !== null && (
        <>
          <Notice tone={tried.verdict === "sent" ? "good" : "warn"}>
            {tried.sentence}
          </Notice>
          <Table
            caption={PROMOTING.checked}
            rows={tried.steps.map((step, at) => ({ ...step, at }))}
            keyOf={({ at }) => String(at)}
            columns={[
              {
                key: "ok",
                label: PROMOTING.state,
                cell: ({ ok: is_ok, step }) => (
                  <Badge tone={is_ok ? "good" : "warn"}>{step}</Badge>
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
      )}
    </div>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { SHOP } from "../../messages/shop.ts";
import { useLive } from "../../state/live.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Notice } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "../../ui/act.tsx";
import type { SourceProps } from "./source.tsx";

type Tested = Schema<"SourceTest">;

const TONES: Readonly<Record<Tested["checks"][number]["state"], Tone>> = {
  passed: "good",
  advice: "warn",
  failed: "bad",
  not_reached: "note",
};

const AT = "/api/v1/advertisers/{id}/sources/{source_id}/test";
const KINDS = ["postback"] as const;
const KEPT = 5;

/** Steps that are left, judged by a request: one that is pasted, or the one that just came. */
export function Checklist({ source, path }: SourceProps) {
  const [tested, setTested] = useState<Tested | null>(null);
  const [came, setCame] = useState<string | null>(null);
  const params = { path };
  const check = async (body: Record<string, string>) =>
    setTested(await ok(api.POST(AT, { params, body })));
  const form = useForm({ url: "" }, async ({ url }) => {
    setCame(null);
    await check({ url: url.trim() });
  });
  useArrivals(path.source_id, async (id) => {
    const at = { params: { path: { id } } };
    const sent = await ok(api.GET("/api/v1/postbacks/{id}", at));
    const query = sent.url.split("?")[1] ?? "";
    setCame(id);
    await check({
      url: query === "" ? source.url : `${source.url}?${query}`,
      ...(sent.method === "POST" && { method: "POST" }),
      ...(sent.body !== null && { body: sent.body }),
    });
  });
  return (
    <>
      <section class="panel stack">
        <p>{SHOP.checklist_text}</p>
        <Form form={form} label={SHOP.checks}>
          <Field
            label={SHOP.checklist_url}
            hint={SHOP.checklist_url_hint}
            placeholder={source.url}
            {...form.text("url")}
          />
          <div class="row">
            <Submit label={SHOP.checklist_run} is_sending={form.is_sending} />
            <Act work={() => check({})}>{SHOP.checklist_sample}</Act>
          </div>
        </Form>
        <p class="quiet" role="status">
          {came === null ? SHOP.checklist_live : SHOP.checklist_came(came)}
        </p>
      </section>
      {tested !== null && <Checks of={tested} />}
    </>
  );
}

/** Calls back for each postback that comes to a source from now on. */
function useArrivals(
  source_id: string,
  arrived: (id: string) => Promise<void>,
): void {
  const { events } = useLive("/api/v1/live?of=postbacks", KINDS, {
    kept: KEPT,
  });
  const seen = useRef<unknown>(null);
  const newest = events.find(
    ({ data }) => String(data["source_id"]) === source_id,
  )?.data["id"];
  useEffect(() => {
    if (newest === undefined || newest === seen.current) return;
    seen.current = newest;
    // A request that can't be checked stays unchecked until the next one comes.
    arrived(String(newest)).catch(() => {});
  }, [newest]);
}

function Checks({ of: { ready, next, test_click, checks } }: { of: Tested }) {
  return (
    <>
      <Notice
        tone={ready ? "good" : "warn"}
        title={ready ? SHOP.ready : SHOP.not_ready}
      >
        {next}
      </Notice>
      <Table
        stacks
        caption={SHOP.checks}
        rows={checks}
        keyOf={({ check }) => check}
        columns={[
          {
            key: "state",
            label: SHOP.state,
            cell: ({ state }) => (
              <Badge tone={TONES[state]}>{SHOP.states[state]}</Badge>
            ),
          },
          {
            key: "check",
            label: SHOP.check,
            cell: ({ check }) => check.replaceAll("_", " "),
          },
          { key: "found", label: SHOP.found, cell: ({ found }) => found },
          { key: "todo", label: SHOP.todo, cell: ({ todo }) => todo },
        ]}
      />
      <section class="panel stack-close">
        <h3>{SHOP.test_click}</h3>
        <p>{SHOP.test_click_text}</p>
        <p class="row">
          <code>{test_click.click_id}</code>
          <CopyButton text={test_click.click_id} />
        </p>
      </section>
    </>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useEvery } from "../../state/use_every.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Failed, Notice } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { SourcePath } from "./source_settings.tsx";

type Test = Schema<"SourceTest">;

const POLL_MS = 3000;
const TONES: Readonly<Record<string, Tone>> = {
  passed: "good",
  advice: "warn",
  failed: "bad",
};

/** What is still to do, judged by a request: one pasted here, or the one that came last. */
export function SourceChecklist({
  path,
  url,
}: {
  path: SourcePath;
  url: string;
}) {
  const [test, setTest] = useState<Test | null>(null);
  const check = async (body: { url?: string; body?: string }) => {
    const at = "/api/v1/advertisers/{id}/sources/{source_id}/test";
    setTest(await ok(api.POST(at, { params: { path }, body })));
  };
  const form = useForm({ url: "" }, async (values) => {
    const given = values.url.trim();
    await check(given === "" ? {} : { url: given });
  });
  return (
    <div class="stack">
      <section class="panel">
        <Form form={form} label={NET.tabs.checklist}>
          <p>{NET.checklist_text}</p>
          <Field
            label={NET.checklist_url}
            hint={NET.checklist_hint}
            placeholder={url}
            {...form.text("url")}
          />
          <Submit label={NET.check} is_sending={form.is_sending} />
        </Form>
      </section>
      <Arrivals path={path} onCame={check} url={url} />
      {test !== null && <Checks test={test} />}
    </div>
  );
}

/** What came last, looked for again and again while the page is seen. */
function Arrivals({
  path,
  url,
  onCame,
}: {
  path: SourcePath;
  url: string;
  onCame(body: { url: string; body?: string }): Promise<void>;
}) {
  const timezone = useTimezone();
  const { data, error, reload } = useAsked(
    `arrivals ${path.source_id}`,
    (signal) => {
      const source_id = [Number(path.source_id)];
      const query = { source_id, limit: "5", sort: "-received_at" } as const;
      return ok(api.GET("/api/v1/postbacks", { params: { query }, signal }));
    },
  );
  useEvery(POLL_MS, reload);
  const newest = data?.data[0];
  const seen = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (data === undefined) return;
    const is_first = seen.current === undefined;
    const is_known = seen.current === (newest?.id ?? "");
    seen.current = newest?.id ?? "";
    if (is_first || is_known || newest === undefined) return;
    const query = newest.url.split("?")[1] ?? "";
    // One that can't be tried out again is still shown as it was judged.
    onCame({ url: `${url}?${query}` }).catch(() => {});
  }, [data]);
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  return (
    <section class="panel stack-close" aria-live="polite">
      <h2>{NET.came_last}</h2>
      {newest === undefined ? (
        <p class="quiet">{NET.came_none}</p>
      ) : (
        <ul class="stack-close">
          {data?.data.map(({ id, received_at, outcome, http_status }) => (
            <li key={id} class="row">
              <Time at={received_at} timezone={timezone} style="second" />
              <Badge tone={http_status < 400 ? "good" : "bad"}>{outcome}</Badge>
              <a href={`/app/story?q=${id}`}>{NET.its_story}</a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Checks({ test }: { test: Test }) {
  const { ready, next, checks, test_click } = test;
  return (
    <>
      <Notice
        tone={ready ? "good" : "warn"}
        title={ready ? NET.ready : NET.not_ready}
      >
        {next}
      </Notice>
      <Table
        stacks
        caption={NET.tabs.checklist}
        rows={checks}
        keyOf={({ check }) => check}
        columns={[
          { key: "check", label: NET.what, cell: ({ check }) => check },
          {
            key: "state",
            label: NET.state,
            cell: ({ state }) => {
              const tone = TONES[state];
              return (
                <Badge {...(tone && { tone })}>{NET.check_states[state]}</Badge>
              );
            },
          },
          { key: "found", label: NET.found, cell: ({ found }) => found },
          { key: "todo", label: NET.todo, cell: ({ todo }) => todo },
        ]}
      />
      <p class="panel row">
        {NET.test_click_id} <code>{test_click.click_id}</code>
        <CopyButton text={test_click.click_id} />
      </p>
    </>
  );
}

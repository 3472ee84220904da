import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { ApiError, Schema } from "../../api/client.ts";
import { FIRST } from "../../messages/first_hour.ts";
import { useAsked } from "../../state/asked.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import type { StepProps } from "./first_hour.tsx";

interface Answer {
  status: number;
  text: string;
}

/** The last step: a visitor and a sale, made here and seen arriving. */
export function TryIt({ made }: StepProps) {
  const asked = useAsked(JSON.stringify(made), async (signal) => {
    const path = {
      id: String(made.advertiser),
      source_id: String(made.source),
    };
    const [sheet, link] = await Promise.all([
      ok(
        api.GET("/api/v1/advertisers/{id}/sources/{source_id}/sheet", {
          params: { path },
          signal,
        }),
      ),
      ok(
        api.GET("/api/v1/links/{id}", {
          params: { path: { id: String(made.link) } },
          signal,
        }),
      ),
    ]);
    return { sheet, link };
  });
  const { data, error, reload } = asked;
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Shape />;
  return <Trying sheet={data.sheet} link={data.link} />;
}

function Trying({
  sheet,
  link,
}: {
  sheet: Schema<"SourceSheet">;
  link: Schema<"Link">;
}) {
  const [click, setClick] = useState<Schema<"MadeClick"> | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const goal = sheet.goals[0]?.key ?? "";
  const sendVisitor = async () => {
    setError(null);
    setAnswer(null);
    const params = { path: { id: String(link.id) } };
    await ok(api.POST("/api/v1/links/{id}/test-click", { params })).then(
      setClick,
      setError,
    );
  };
  const sendSale = async () => {
    if (click === null) return;
    setAnswer(
      await sendPostback(sheet.url, { click_id: click.click_id, goal }),
    );
  };
  return (
    <div class="stack">
      <dl class="facts">
        <dt>{FIRST.link}</dt>
        <dd class="row">
          <code>{link.url}</code>
          <CopyButton text={link.url} />
        </dd>
        <dt>{FIRST.postback}</dt>
        <dd class="row">
          <code>{postbackOf(sheet.url, "{click_id}", goal)}</code>
          <CopyButton text={postbackOf(sheet.url, "{click_id}", goal)} />
        </dd>
      </dl>
      <p>{FIRST.test_text}</p>
      <div class="row">
        <Button {...(click === null && { kind: "main" })} onClick={sendVisitor}>
          {FIRST.test_click}
        </Button>
        <Button
          {...(click !== null && { kind: "main" })}
          disabled={click === null}
          onClick={sendSale}
        >
          {FIRST.test_postback}
        </Button>
      </div>
      {error !== null && <Failed error={error} />}
      {click !== null && (
        <Notice tone="good">{FIRST.test_sent(click.url ?? "")}</Notice>
      )}
      {answer !== null && (
        <Notice tone={answer.status < 300 ? "good" : "bad"}>
          {FIRST.test_answer(answer.status, answer.text)}
          <a href={`/app/story?q=${click?.click_id ?? ""}`}>{FIRST.story}</a>
        </Notice>
      )}
      {answer !== null && answer.status < 300 && (
        <p class="row">
          {FIRST.all_done} <a href="/app/today">{FIRST.today}</a>
        </p>
      )}
    </div>
  );
}

function postbackOf(url: string, click_id: string, goal: string): string {
  return `${url}?click_id=${click_id}&goal=${encodeURIComponent(goal)}&amount={amount}&order_id={order_id}`;
}

/** Calls the address as the advertiser's server would. */
async function sendPostback(
  url: string,
  { click_id, goal }: { click_id: string; goal: string },
): Promise<Answer> {
  const order_id = `test-${Date.now()}`;
  const query = new URLSearchParams({
    click_id,
    goal,
    order_id,
    amount: "100",
  });
  const { pathname } = new URL(url);
  const response = await fetch(`${pathname}?${query}`, {
    credentials: "omit",
  });
  return { status: response.status, text: await response.text() };
}

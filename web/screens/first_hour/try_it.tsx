import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { FIRST } from "../../messages/first_hour.ts";
import { useAsked } from "../../state/asked.ts";
import { Act } from "../../ui/act.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import type { StepProps } from "./first_hour.tsx";
import { sendPostback, postbackOf } from "./send_postback.ts";
import type { PostbackAnswer } from "./send_postback.ts";
import { WhatCame } from "./what_came.tsx";

/** The last step: a visitor and a sale, made here and seen arriving at the affiliate's tracker. */
export function TryIt(props: StepProps) {
  const { made } = props;
  const key = JSON.stringify([made.advertiser, made.source, made.link]);
  const { data, error, reload } = useAsked(key, async (signal) => {
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
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Shape />;
  // A tracker that is entered later is told of what is sent from then on.
  return <Trying key={made.endpoint} {...props} {...data} />;
}

interface Tried extends StepProps {
  sheet: Schema<"SourceSheet">;
  link: Schema<"Link">;
}

function Trying({ sheet, link, ...step }: Tried) {
  const [click, setClick] = useState<Schema<"MadeClick"> | null>(null);
  const [answer, setAnswer] = useState<PostbackAnswer | null>(null);
  const goal = sheet.goals[0]?.key ?? "";
  const sendVisitor = async () => {
    const params = { path: { id: String(link.id) } };
    setClick(await ok(api.POST("/api/v1/links/{id}/test-click", { params })));
    setAnswer(null);
  };
  const sendSale = async () => {
    if (click === null) return;
    const { click_id } = click;
    setAnswer(await sendPostback(sheet.url, { click_id, goal }));
  };
  return (
    <div class="stack">
      <Addresses link={link.url} postback={postbackOf(sheet.url, goal)} />
      <p>{FIRST.test_text}</p>
      <div class="row">
        <Act {...(click === null && { kind: "main" })} work={sendVisitor}>
          {FIRST.test_click}
        </Act>
        <Act
          {...(click !== null && answer === null && { kind: "main" })}
          disabled={click === null}
          work={sendSale}
        >
          {FIRST.test_postback}
        </Act>
      </div>
      {click !== null && (
        <Notice tone="good">{FIRST.test_sent(click.url ?? "")}</Notice>
      )}
      {answer !== null && answer.conversion_id === null && (
        <Notice tone="bad" title={FIRST.sale_refused}>
          <p>{FIRST.test_answer(answer.status, answer.text)}</p>
          <a href={`/app/story?q=${click?.click_id ?? ""}`}>{FIRST.story}</a>
        </Notice>
      )}
      {answer !== null && answer.conversion_id !== null && (
        <WhatCame
          key={answer.conversion_id}
          {...step}
          conversion_id={answer.conversion_id}
        />
      )}
    </div>
  );
}

function Addresses({ link, postback }: { link: string; postback: string }) {
  return (
    <dl class="facts">
      <dt>{FIRST.link}</dt>
      <dd class="row">
        <code>{link}</code>
        <CopyButton text={link} />
      </dd>
      <dt>{FIRST.postback}</dt>
      <dd class="row">
        <code>{postback}</code>
        <CopyButton text={postback} />
      </dd>
    </dl>
  );
}

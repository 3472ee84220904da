import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { useAsked } from "../../state/asked.ts";
import { useLocation } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge, Empty, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";

type Step = Schema<"Trace">["timeline"][number];

/** Everything that happened to the things with an id, from click to payment. */
export function StoryScreen() {
  const q = useLocation().query.get("q");
  useTitle(q ?? say.story_title);
  const { data, error, reload } = useAsked(q, (signal) =>
    ok(api.GET("/api/v1/trace", { params: { query: { q: q ?? "" } }, signal })),
  );
  return (
    <>
      <h1>{say.story_title}</h1>
      {q === null ? (
        <Empty>
          <p>{say.story_empty}</p>
        </Empty>
      ) : error !== undefined ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Shape lines={6} />
      ) : (
        <>
          <Notice>{data.sentence}</Notice>
          {data.timeline.length > 0 && (
            <ol class="timeline panel">
              {data.timeline.map((step, at) => (
                <StoryStep key={`${step.kind} ${step.id} ${at}`} step={step} />
              ))}
            </ol>
          )}
        </>
      )}
    </>
  );
}

function StoryStep({ step }: { step: Step }) {
  const timezone = useTimezone();
  const evidence = Object.entries(step.evidence).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return (
    <li class="stack-close">
      <div class="row">
        <Badge>{step.kind}</Badge>
        <Time at={step.at} timezone={timezone} style="second" />
        <span class="quiet">{timezone}</span>
      </div>
      <p>{step.text}</p>
      <details>
        <summary>
          <code>{step.id}</code>
        </summary>
        <dl class="facts">
          {evidence.map(([name, value]) => (
            <div key={name} class="facts-pair">
              <dt>{name}</dt>
              <dd>
                <code>{shown(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

import { Fragment } from "preact";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { STORY } from "../../messages/story.ts";
import { useAsked } from "../../state/asked.ts";
import { useLocation } from "../../state/location.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { CopyButton } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { Badge, Failed, Notice, Shape } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { screenAt } from "../find_screen.ts";

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
      <div class="screen-head">
        <h1>{say.story_title}</h1>
        {q !== null && (
          <CopyButton
            label={say.copy_as_curl}
            text={() => curlOf(`/api/v1/trace?${new URLSearchParams({ q })}`)}
          />
        )}
      </div>
      {q === null ? (
        <Askable />
      ) : error !== undefined ? (
        <Failed error={error} retry={reload} />
      ) : data === undefined ? (
        <Shape lines={6} />
      ) : (
        <>
          <p class="sentence">{data.sentence}</p>
          {data.found.length > 1 && (
            <p class="quiet">
              {STORY.found}{" "}
              {data.found
                .map(({ kind, by }) => `${STORY.kinds[kind]} (${by})`)
                .join(", ")}
            </p>
          )}
          {data.more.length > 0 && (
            <Notice tone="warn">
              {STORY.more}{" "}
              {data.more.map((kind) => STORY.kinds[kind]).join(", ")}
            </Notice>
          )}
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

/** The kinds of ids that have a story, each with an example of its form. */
function Askable() {
  return (
    <section class="panel stack" aria-label={STORY.askable}>
      <p>{STORY.askable}</p>
      <dl class="facts">
        {Object.values(STORY.ids).map(({ name, example, where }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd class="stack-close">
              <code>{example}</code>
              <span class="quiet">{where}</span>
            </dd>
          </Fragment>
        ))}
      </dl>
      <p class="quiet">{STORY.forms}</p>
    </section>
  );
}

function StoryStep({ step }: { step: Step }) {
  const timezone = useTimezone();
  const { role } = useMe();
  const place = placeOf(step, role);
  const tone = toneOf(step);
  const evidence = Object.entries(step.evidence).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return (
    <li class="stack-close" data-tone={tone}>
      <div class="row">
        <Badge {...(tone && { tone })}>{STORY.kinds[step.kind]}</Badge>
        <Time at={step.at} timezone={timezone} style="second" />
        <span class="quiet">{timezone}</span>
        {place !== undefined && (
          <a href={place}>
            {STORY.open}
            <span class="unseen">
              : {STORY.kinds[step.kind]} {step.id}
            </span>
          </a>
        )}
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

/** The screens that a step's thing may have, the first that the role has. */
const PLACES: Partial<Record<Step["kind"], readonly string[]>> = {
  postback: ["/postbacks/"],
  payment: ["/money/payments/", "/my/payments/"],
  invoice: ["/money/invoices/", "/my/invoices/"],
};

function placeOf(
  { kind, id }: Step,
  role: ReturnType<typeof useMe>["role"],
): string | undefined {
  return PLACES[kind]
    ?.map((path) => `/app${path}${encodeURIComponent(id)}`)
    .find((path) => screenAt(path, role) !== undefined);
}

const BAD = ["rejected", "reversed", "refused", "expired", "failed", "void"];
const GOOD = ["approved", "recorded", "delivered", "paid"];

/** How a step went, as far as its evidence has a state. */
function toneOf({ evidence }: Step): Tone | undefined {
  const { outcome, status, state } = evidence as Record<string, unknown>;
  const went = String(outcome ?? status ?? state ?? "");
  if (BAD.includes(went)) return "bad";
  return GOOD.includes(went) ? "good" : undefined;
}

function shown(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

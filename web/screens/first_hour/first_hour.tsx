import type { ComponentChildren } from "preact";
import { FIRST } from "../../messages/first_hour.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { Badge } from "../../ui/notice.tsx";
import { useTitle } from "../../ui/title.ts";
import { LiveTail } from "../today/live_tail.tsx";
import { MakeAdvertiser, MakeCampaign } from "./make_offer.tsx";
import { MakePromoter } from "./make_promoter.tsx";
import { MakeSource } from "./make_source.tsx";
import { TryIt } from "./try_it.tsx";

/** The numbers of what was made so far; they stand in the address. */
export interface Made {
  advertiser?: number | undefined;
  campaign?: number | undefined;
  source?: number | undefined;
  affiliate?: number | undefined;
  link?: number | undefined;
  /** Where the affiliate's tracker is told; 0 where it has none yet. */
  endpoint?: number | undefined;
}

/** The properties of a step's form. */
export interface StepProps {
  made: Made;
  onMade(made: Partial<Record<keyof Made, number>>): void;
}

type StepName = keyof typeof FIRST.steps;

const STEPS: readonly {
  name: StepName;
  /** Undefined for the last, which is never over. */
  makes?: keyof Made;
  Body(props: StepProps): ComponentChildren;
}[] = [
  { name: "advertiser", makes: "advertiser", Body: MakeAdvertiser },
  { name: "campaign", makes: "campaign", Body: MakeCampaign },
  { name: "source", makes: "source", Body: MakeSource },
  { name: "link", makes: "endpoint", Body: MakePromoter },
  { name: "test", Body: TryIt },
];

/** From an empty network to a test conversion that was seen arriving. */
export function FirstHourScreen() {
  useTitle(FIRST.title);
  const location = useLocation();
  const made = readMade(location.query);
  const present = STEPS.findIndex(
    ({ makes }) => makes === undefined || made[makes] === undefined,
  );
  const onMade: StepProps["onMade"] = (more) =>
    go(
      withQuery(
        location,
        Object.fromEntries(
          Object.entries(more).map(([name, id]) => [name, String(id)]),
        ),
      ),
    );
  return (
    <>
      <h1>{FIRST.title}</h1>
      <p>{FIRST.lead}</p>
      <ol class="stack">
        {STEPS.map(({ name, Body }, at) => (
          <li
            key={name}
            class="panel stack"
            aria-current={at === present ? "step" : undefined}
          >
            <div class="row row-apart">
              <h2 class={at > present ? "quiet" : undefined}>
                {FIRST.step(at + 1, FIRST.steps[name])}
              </h2>
              {at < present && <Badge tone="good">{FIRST.done}</Badge>}
            </div>
            {at === present && <Body made={made} onMade={onMade} />}
          </li>
        ))}
      </ol>
      {present === STEPS.length - 1 && <LiveTail />}
    </>
  );
}

function readMade(query: URLSearchParams): Made {
  const numberOf = (name: keyof Made) => {
    const text = query.get(name) ?? "";
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  return {
    advertiser: numberOf("advertiser"),
    campaign: numberOf("campaign"),
    source: numberOf("source"),
    affiliate: numberOf("affiliate"),
    link: numberOf("link"),
    endpoint: numberOf("endpoint"),
  };
}

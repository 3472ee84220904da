import { Fragment } from "preact";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { RISK } from "../../messages/risk.ts";
import { useAsked } from "../../state/asked.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { Count, Money } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter, FilterField } from "../../ui/filter_bar.tsx";
import { Empty } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";
import { useNamed } from "../own/names.ts";
import type { NameOf } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import { DecideButton } from "./decide.tsx";
import type { DecideFilter } from "./decide.tsx";
import { PERIOD } from "./period_filters.ts";
import { Teaching } from "./teaching.tsx";

type Summary = Schema<"RiskSummary">;
type Group = Summary["data"][number];
type By = keyof typeof RISK.groups;
type Code = keyof typeof RISK.codes;

const GROUPS = Object.keys(RISK.groups) as By[];
const CODES = Object.keys(RISK.codes) as Code[];
const VERDICTS = ["watch", "hold"] as const;
const REASONS_SHOWN = 3;

/** Who stands out and why, with what is held, and what may be decided about it. */
export function RiskScreen() {
  useTitle(RISK.title);
  const affiliates = useNamed("affiliates");
  const campaigns = useNamed("campaigns");
  const filters: readonly Filter[] = [
    { name: "group_by", label: RISK.group_by, field: GroupBy },
    { name: "affiliate_id", label: RISK.affiliate, ...affiliates.choice },
    { name: "campaign_id", label: RISK.campaign, ...campaigns.choice },
    {
      name: "verdict",
      label: RISK.verdict,
      options: VERDICTS,
      words: RISK.verdicts,
    },
    { name: "code", label: RISK.code, options: CODES, words: RISK.codes },
    {
      name: "held",
      label: RISK.held_only,
      options: ["true"],
      words: RISK.held_only_words,
    },
    ...PERIOD,
  ];
  const narrowed = useFilters(filters);
  const filter = filterOf(narrowed);
  const group_by = GROUPS.find((by) => by === narrowed.group_by) ?? "affiliate";
  const query = { ...filter, group_by };
  const asked = useAsked(JSON.stringify(query), (signal) =>
    ok(api.GET("/api/v1/risk", { params: { query }, signal })),
  );
  const address = `/api/v1/risk?${new URLSearchParams(narrowed)}`;
  return (
    <>
      <div class="screen-head">
        <h1>{RISK.title}</h1>
        <div class="row">
          <CopyButton label={say.copy_as_curl} text={() => curlOf(address)} />
          {asked.data !== undefined && (
            <DecideButton
              label={RISK.decide_all}
              filter={{ ...filter, from: asked.data.from, to: asked.data.to }}
              onDone={asked.reload}
            />
          )}
        </div>
      </div>
      <p>{RISK.lead}</p>
      <FilterBar filters={filters} />
      <Shown asked={asked}>
        {(summary) => (
          <StandsOut
            of={summary}
            columns={columnsOf(group_by, {
              affiliate: affiliates.nameOf,
              campaign: campaigns.nameOf,
            })}
          />
        )}
      </Shown>
      <Teaching campaignOf={campaigns.nameOf} />
    </>
  );
}

function StandsOut({ of, columns }: { of: Summary; columns: Column<Group>[] }) {
  if (of.data.length === 0) return <Empty>{RISK.none}</Empty>;
  return (
    <>
      <Totals of={of} />
      <Table
        stacks
        caption={RISK.stands_out}
        rows={of.data}
        keyOf={({ key }) => key ?? ""}
        columns={columns}
      />
    </>
  );
}

const TOTALS = ["suspected", "watch", "hold", "held"] as const;

/** The counts of all that is suspected, and whether some groups of it aren't shown. */
function Totals({ of: { totals, data, groups } }: { of: Summary }) {
  return (
    <section class="panel stack-close" aria-label={RISK.totals}>
      <dl class="facts">
        {TOTALS.map((name) => (
          <Fragment key={name}>
            <dt>{RISK[name]}</dt>
            <dd>
              <Count value={totals[name]} />
            </dd>
          </Fragment>
        ))}
        <dt>{RISK.money}</dt>
        <dd>
          <Monies money={totals.money} />
        </dd>
      </dl>
      {groups > data.length && <p>{RISK.more(data.length, groups)}</p>}
    </section>
  );
}

function Monies({ money }: Pick<Group, "money">) {
  return money.map(({ currency, payout }) => (
    <div key={currency}>
      <Money amount={payout} currency={currency} />
    </div>
  ));
}

/** One of the properties, never none of them. */
const GroupBy: FilterField = ({ label, value, onValue }) => (
  <Select
    label={label}
    value={value === "" ? "affiliate" : value}
    onValue={onValue}
    options={GROUPS.map((by) => ({ value: by, label: RISK.groups[by] }))}
  />
);

function filterOf(given: Record<string, string>): DecideFilter {
  const { from, to, affiliate_id, campaign_id } = given;
  const verdict = VERDICTS.find((one) => one === given["verdict"]);
  const code = CODES.find((one) => one === given["code"]);
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(affiliate_id !== undefined && { affiliate_id: Number(affiliate_id) }),
    ...(campaign_id !== undefined && { campaign_id: Number(campaign_id) }),
    ...(verdict !== undefined && { verdict }),
    ...(code !== undefined && { code }),
    ...(given["held"] === "true" && { held: true }),
  };
}

function columnsOf(
  by: By,
  names: { affiliate: NameOf; campaign: NameOf },
): Column<Group>[] {
  const count = (key: "suspected" | "watch" | "hold" | "held") => ({
    key,
    label: RISK[key],
    align: "right" as const,
    cell: (group: Group) => <Count value={group[key]} />,
  });
  return [
    { key: "key", label: RISK.groups[by], cell: ({ key }) => nameOf(key) },
    ...(["suspected", "watch", "hold", "held"] as const).map(count),
    {
      key: "money",
      label: RISK.money,
      align: "right",
      cell: ({ money }) => <Monies money={money} />,
    },
    { key: "why", label: RISK.why, cell: ({ reasons }) => whyOf(reasons) },
    {
      key: "example",
      label: RISK.example,
      cell: ({ example_ids: [first] }) =>
        first !== undefined && (
          <a href={`/app/story?q=${first}`}>
            <code>{first.slice(-12)}</code>
          </a>
        ),
    },
  ];

  function nameOf(key: string | null) {
    if (key === null) return RISK.nothing_named;
    if (by === "affiliate") {
      return <a href={`/app/risk/${key}`}>{names.affiliate(Number(key))}</a>;
    }
    if (by === "campaign") return names.campaign(Number(key));
    return key;
  }
}

/** The reasons that most of a group's conversions have. */
function whyOf(reasons: Group["reasons"]) {
  return (
    <ul class="plain">
      {reasons.slice(0, REASONS_SHOWN).map(({ code, count }) => (
        <li key={code} title={code}>
          {RISK.codes[code]} (<Count value={count} />)
        </li>
      ))}
    </ul>
  );
}

import { NET } from "../../messages/network.ts";
import { say } from "../../messages/en.ts";
import { useLocation, withQuery } from "../../state/location.ts";
import { useList } from "../../state/use_list.ts";
import { Act } from "../../ui/act.tsx";
import { OpenedDrawer } from "../../ui/opened_drawer.tsx";
import type { Column } from "../../ui/table.tsx";
import { ShownList } from "../own/shown.tsx";
import { Remove } from "./remove.tsx";
import { EditRule, NewRule } from "./rule_forms.tsx";
import { conditionInWords } from "./rule_kinds.ts";
import type { Rule, RuleKind } from "./rule_kinds.ts";
import { StateBadge } from "./state_badge.tsx";
import { useNames } from "./use_named.ts";

/** Rules of one kind: those of a campaign, or all, to be made, changed, paused and removed. */
export function RulesPart({
  kind,
  campaign_id,
}: {
  kind: RuleKind;
  /** The campaign whose rules are shown; without one, those of all. */
  campaign_id?: number;
}) {
  const list = useList(`${kind.name} ${campaign_id}`, (cursor, signal) =>
    kind.list(
      {
        ...(campaign_id !== undefined && { campaign_id }),
        ...(cursor !== undefined && { cursor }),
      },
      signal,
    ),
  );
  const { reload } = list;
  return (
    <section class="panel stack">
      <h2>{kind.title}</h2>
      <p class="quiet">{kind.lead}</p>
      <ShownList
        list={list}
        caption={kind.title}
        columns={useColumns(kind, reload, campaign_id === undefined)}
        keyOf={({ id }) => String(id)}
        empty={NET.rules_none}
      />
      <NewRule
        kind={kind}
        onMade={reload}
        {...(campaign_id !== undefined && { campaign_id })}
      />
      <OpenedDrawer name={kind.name} title={NET.change_rule}>
        {(id) => <EditRule kind={kind} id={id} onSaved={reload} />}
      </OpenedDrawer>
    </section>
  );
}

function useColumns(
  kind: RuleKind,
  reload: () => void,
  of_all: boolean,
): Column<Rule>[] {
  const campaignOf = useNames(of_all ? "campaigns" : null);
  const affiliateOf = useNames("affiliates");
  return [
    {
      key: "rule",
      label: NET.rule,
      cell: (rule) => conditionInWords(kind, rule),
    },
    ...(of_all
      ? [
          {
            key: "campaign",
            label: NET.campaign,
            cell: ({ campaign_id }: Rule) =>
              campaign_id === null ? (
                NET.every_campaign
              ) : (
                <a href={`/app/campaigns/${campaign_id}?tab=rules`}>
                  {campaignOf(campaign_id)}
                </a>
              ),
          },
        ]
      : []),
    {
      key: "who",
      label: NET.for_whom,
      cell: ({ affiliate_id }) => affiliateOf(affiliate_id),
    },
    {
      key: "reason",
      label: NET.reason,
      cell: ({ reason }) => reason ?? say.none,
    },
    {
      key: "state",
      label: NET.state,
      cell: ({ enabled }) => (
        <StateBadge state={enabled ? "active" : "paused"} />
      ),
    },
    {
      key: "change",
      label: NET.change,
      cell: (rule) => <RuleActions kind={kind} rule={rule} onDone={reload} />,
    },
  ];
}

function RuleActions({
  kind,
  rule,
  onDone,
}: {
  kind: RuleKind;
  rule: Rule;
  onDone(): void;
}) {
  const location = useLocation();
  const id = String(rule.id);
  const condition = conditionInWords(kind, rule);
  const name = <span class="unseen">: {condition}</span>;
  const turn = async () => {
    await kind.change(id, { enabled: !rule.enabled });
    onDone();
  };
  const drop = async () => {
    await kind.drop(id);
    onDone();
  };
  return (
    <div class="row">
      <a class="button" href={withQuery(location, { [kind.name]: id })}>
        {NET.change}
        {name}
      </a>
      <Act work={turn}>
        {rule.enabled ? NET.pause : NET.start}
        {name}
      </Act>
      <Remove name={condition} happens={NET.remove_rule_happens} work={drop} />
    </div>
  );
}

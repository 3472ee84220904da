import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { OLD_LINKS } from "../../messages/moving.ts";
import { NET } from "../../messages/network.ts";
import { SETTINGS } from "../../messages/settings.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { Time } from "../../ui/figures.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge, Notice } from "../../ui/notice.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import type { Column } from "../../ui/table.tsx";
import { Picker } from "../network/picker.tsx";
import { ShownList } from "../own/shown.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

type Unresolved = Schema<"UnresolvedLink">;

const FORMS: readonly Unresolved["form"][] = [
  "tune",
  "everflow",
  "affise",
  "cake",
  "scaleo",
  "post_affiliate_pro",
  "impact",
  "partnerize",
  "binom",
  "bemob",
  "prosper202",
  "voluum",
  "redtrack",
  "alias",
  "pair",
];

const FILTERS = [
  { name: "form", label: OLD_LINKS.form, options: FORMS },
  { name: "q", label: OLD_LINKS.find },
] as const;

/** Old links that lead nowhere, and the way to make each one's link. */
export function OldLinksScreen() {
  const query = useFilters(FILTERS);
  const [chosen, setChosen] = useState<Unresolved | null>(null);
  const timezone = useTimezone();
  const list = useList<Unresolved>(JSON.stringify(query), (cursor, signal) =>
    ok(
      api.GET("/api/v1/moves/unresolved", {
        params: { query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <SettingsFrame name="old_links">
      <p class="quiet">{OLD_LINKS.lead}</p>
      <FilterBar filters={FILTERS} />
      <ShownList
        list={list}
        caption={SETTINGS.tabs.old_links}
        keyOf={({ form, id }) => `${form} ${id}`}
        empty={OLD_LINKS.none}
        columns={columnsOf(timezone, setChosen)}
      />
      {chosen !== null && (
        <MakeLink
          old={chosen}
          onClose={() => setChosen(null)}
          onMade={list.reload}
        />
      )}
    </SettingsFrame>
  );
}

function columnsOf(
  timezone: string,
  onChosen: (old: Unresolved) => void,
): Column<Unresolved>[] {
  return [
    { key: "form", label: OLD_LINKS.form, cell: ({ form }) => form },
    { key: "id", label: OLD_LINKS.id, cell: ({ id }) => <code>{id}</code> },
    {
      key: "count",
      label: OLD_LINKS.count,
      align: "right",
      is_figure: true,
      cell: ({ count }) => count,
    },
    {
      key: "last",
      label: OLD_LINKS.last,
      cell: ({ last_seen_at }) => (
        <Time at={last_seen_at} timezone={timezone} />
      ),
    },
    {
      key: "example",
      label: OLD_LINKS.example,
      cell: ({ example }) => <code class="address">{example}</code>,
    },
    {
      key: "make",
      label: SETTINGS.actions,
      cell: (old) => <WhatToDo old={old} onChosen={onChosen} />,
    },
  ];
}

function WhatToDo({
  old,
  onChosen,
}: {
  old: Unresolved;
  onChosen(old: Unresolved): void;
}) {
  if (old.leads_now) return <Badge tone="good">{OLD_LINKS.leads_now}</Badge>;
  // Both ids are ours: no name of a link stands for them.
  if (old.form === "pair") {
    return <span class="quiet">{OLD_LINKS.unknown_pair}</span>;
  }
  return (
    <Button onClick={() => onChosen(old)}>
      {OLD_LINKS.make}
      <span class="unseen">: {old.id}</span>
    </Button>
  );
}

function MakeLink({
  old,
  onClose,
  onMade,
}: {
  old: Unresolved;
  onClose(): void;
  onMade(): void;
}) {
  const [is_made, setMade] = useState(false);
  const start = { campaign_id: "", affiliate_id: "" };
  const form = useForm(start, async ({ campaign_id, affiliate_id }) => {
    const body = {
      campaign_id: Number(campaign_id),
      affiliate_id: Number(affiliate_id),
      external_id: old.id,
    };
    await ok(api.POST("/api/v1/links", { body }));
    setMade(true);
    onMade();
  });
  return (
    <Dialog title={OLD_LINKS.make} onClose={onClose}>
      <p>
        <code class="address">{old.example}</code>
      </p>
      {is_made ? (
        <Notice tone="good">{OLD_LINKS.made}</Notice>
      ) : (
        <Form form={form} label={OLD_LINKS.make}>
          <p class="quiet">{OLD_LINKS.make_lead}</p>
          <Picker
            kind="campaigns"
            label={NET.campaign}
            hint={NET.picker_hint}
            {...form.text("campaign_id")}
          />
          <Picker
            kind="affiliates"
            label={NET.affiliate}
            hint={NET.picker_hint}
            {...form.text("affiliate_id")}
          />
          <Submit label={OLD_LINKS.make} is_sending={form.is_sending} />
        </Form>
      )}
    </Dialog>
  );
}

import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { curlOf } from "../../api/curl.ts";
import { say } from "../../messages/en.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import type { Location } from "../../state/location.ts";
import { useList } from "../../state/use_list.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import type { Filter } from "../../ui/filter_bar.tsx";
import { Money } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { Act } from "../../ui/act.tsx";
import type { Column } from "../../ui/table.tsx";
import { ShownList } from "../own/shown.tsx";
import { BreakDrawer } from "./break_drawer.tsx";
import { Ours, Theirs } from "./break_sides.tsx";
import { actionInWords } from "./classes.tsx";
import type { Decision } from "./decide.tsx";
import type { Upload } from "./kinds.ts";

type Break = Schema<"Break">;

const STATES = ["open", "applied", "left", "undone", "closed"] as const;

const FILTERS: readonly Filter[] = [
  {
    name: "class",
    label: RECONCILING.class,
    options: Object.keys(RECONCILING.classes),
    words: RECONCILING.classes,
  },
  {
    name: "state",
    label: RECONCILING.break_state,
    options: STATES,
    words: RECONCILING.break_states,
  },
  { name: "owner", label: RECONCILING.owner },
];

const TONES: Readonly<Record<string, Tone>> = {
  open: "warn",
  left: "note",
  undone: "note",
};

interface BreakListProps {
  upload: Upload;
  onDecide(decision: Decision): void;
  onChange(): void;
}

/** The statement's rows beside our conversions: those that differ, or those that agree. */
export function BreakList({ upload, onDecide, onChange }: BreakListProps) {
  const { id } = upload;
  const location = useLocation();
  const are_matches = location.query.get("shown") === "matches";
  const query = useFilters(are_matches ? [] : FILTERS);
  const kind = are_matches ? "matches" : "breaks";
  const list = useList<Break>(JSON.stringify([kind, query]), (cursor, signal) =>
    ok(
      api.GET(`/api/v1/reconciliations/{id}/${kind}`, {
        params: {
          path: { id },
          query: { ...query, ...(cursor && { cursor }) },
        },
        ...(signal && { signal }),
      }),
    ),
  );
  const open = location.query.get("open");
  return (
    <>
      <Head
        location={location}
        path={`/api/v1/reconciliations/${id}/${kind}`}
      />
      {!are_matches && <FilterBar filters={FILTERS} />}
      <ShownList<Break>
        list={list}
        caption={are_matches ? RECONCILING.matches : RECONCILING.breaks}
        empty={are_matches ? RECONCILING.matches_none : RECONCILING.breaks_none}
        keyOf={(one) => one.id}
        columns={[
          ...sideColumns(location, are_matches),
          ...(are_matches ? [] : [decideColumn(id, { onDecide, onChange })]),
        ]}
      />
      {open !== null && (
        <BreakDrawer
          key={open}
          upload={upload}
          item={open}
          onClose={() => go(withQuery(location, { open: null }))}
          onChange={onChange}
        />
      )}
    </>
  );
}

/** The way between what differs and what agrees. */
function Head({ location, path }: { location: Location; path: string }) {
  const shown = location.query.get("shown");
  const tabs = [
    { name: null, label: RECONCILING.breaks },
    { name: "matches", label: RECONCILING.matches },
  ];
  return (
    <div class="row row-apart">
      <nav class="tabs" aria-label={RECONCILING.side_by_side}>
        {tabs.map(({ name, label }) => (
          <a
            key={label}
            href={withQuery(location, { shown: name, open: null })}
            aria-current={name === shown ? "true" : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
      <CopyButton label={say.copy_as_curl} text={() => curlOf(path)} />
    </div>
  );
}

function sideColumns(
  location: Location,
  are_matches: boolean,
): readonly Column<Break>[] {
  return [
    {
      key: "class",
      label: are_matches ? RECONCILING.joined_by : RECONCILING.class,
      cell: (one) => (
        <div class="stack-close">
          <a href={withQuery(location, { open: one.id })}>
            {nameOfItem(one)}
            <span class="unseen"> {one.id}</span>
          </a>
          {!are_matches && <BreakState of={one} />}
        </div>
      ),
    },
    {
      key: "ours",
      label: RECONCILING.side_ours,
      cell: (one) => <Ours of={one} />,
    },
    {
      key: "theirs",
      label: RECONCILING.side_theirs,
      cell: (one) => <Theirs of={one} />,
    },
    {
      key: "difference",
      label: RECONCILING.difference,
      align: "right",
      cell: ({ difference, ours, theirs }) => (
        <Money
          amount={difference}
          currency={ours?.currency ?? theirs?.currency ?? ""}
        />
      ),
    },
  ];
}

/** The name of an item: a break by its class, a match by its rule. */
function nameOfItem({ class: name, rule }: Break): string {
  if (name !== null) return RECONCILING.classes[name];
  const words: Readonly<Record<string, string>> = RECONCILING.rules;
  return words[rule ?? ""] ?? rule ?? RECONCILING.one_match;
}

function BreakState({ of }: { of: Break }) {
  const words: Readonly<Record<string, string>> = RECONCILING.break_states;
  return (
    <>
      <span>
        <Badge tone={TONES[of.state] ?? "good"}>
          {words[of.state] ?? of.state}
        </Badge>
      </span>
      {of.owner !== null && <span class="quiet">{of.owner}</span>}
      {of.note !== null && <span class="quiet">{of.note}</span>}
    </>
  );
}

function decideColumn(
  id: string,
  { onDecide, onChange }: Pick<BreakListProps, "onDecide" | "onChange">,
): Column<Break> {
  const put = async (key: string, state: "left" | "open") => {
    await ok(
      api.PATCH("/api/v1/reconciliations/{id}/breaks/{key}", {
        params: { path: { id, key } },
        body: { state },
      }),
    );
    onChange();
  };
  return {
    key: "decide",
    label: RECONCILING.proposed,
    cell: (one) => (
      <div class="stack-close">
        <span>{actionInWords(one.proposed)}</span>
        {one.state === "open" && (
          <span class="row">
            <Button onClick={() => onDecide({ one })}>
              {RECONCILING.decide}
              <span class="unseen"> {one.id}</span>
            </Button>
            <Act kind="plain" work={() => put(one.id, "left")}>
              {RECONCILING.actions.leave}
              <span class="unseen"> {one.id}</span>
            </Act>
          </span>
        )}
        {one.state === "left" && (
          <Act kind="plain" work={() => put(one.id, "open")}>
            {RECONCILING.take_up}
            <span class="unseen"> {one.id}</span>
          </Act>
        )}
      </div>
    ),
  };
}

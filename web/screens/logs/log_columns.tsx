import { LOGS } from "../../messages/logs.ts";
import { Money } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import type { Column } from "../../ui/table.tsx";
import type { GoalNameOf } from "../own/goal_names.ts";

/** A column with the name of a thing that was set up. */
export function nameColumn<Name extends string>(
  key: Name,
  label: string,
  nameOf: (id: number | null | undefined) => string,
): Column<{ [Key in Name]?: number | null }> {
  return { key, label, cell: (row) => nameOf(row[key]) };
}

/** A column with a text as it is stored. */
export function textColumn<Name extends string>(
  key: Name,
  label: string,
): Column<{ [Key in Name]?: string | null }> {
  return {
    key,
    label,
    cell: (row) => {
      const text: string | null | undefined = row[key];
      const is_word = text !== null && text !== undefined && WORD.test(text);
      return is_word ? <span class="number">{text}</span> : text;
    },
  };
}

/** A goal by its name, its key on hover. */
export function goalColumn(nameOf: GoalNameOf): Column<{
  campaign_id?: number | null;
  goal_key?: string | null;
}> {
  return {
    key: "goal_key",
    label: LOGS.goal,
    cell: ({ campaign_id, goal_key }) =>
      nameOf(campaign_id, goal_key) ?? goal_key,
    hint: ({ goal_key }) => goal_key ?? undefined,
  };
}

/** An order's number and the like, which is read best in one piece. */
const WORD = /^[\w.:-]{1,24}$/;

/** A column of money in the row's currency. */
export function moneyColumn<Name extends string>(
  key: Name,
  label: string,
): Column<{ [Key in Name]?: string | null } & { currency: string }> {
  return {
    key,
    label,
    align: "right",
    cell: (row) => <Money amount={row[key]} currency={row.currency} />,
  };
}

const TONES: Readonly<Record<string, Tone>> = {
  approved: "good",
  delivered: "good",
  recorded: "good",
  updated: "good",
  duplicate: "note",
  pending: "note",
  due: "note",
  sending: "note",
  superseded: "note",
  rejected: "bad",
  reversed: "bad",
  cancelled: "warn",
  expired: "bad",
  parked: "bad",
};

/** A state or an outcome as words: "invalid click id". */
export function stateInWords(state: string): string {
  return /^[a-z_]+$/.test(state) ? state.replaceAll("_", " ") : state;
}

const UNDONE = ["rejected", "reversed"];

/** Why a conversion has its status, as words: the status itself is no reason. */
export function reasonInWords({
  status,
  reason,
}: {
  status: string;
  reason: string | null;
}): string | null {
  if (reason !== null && reason !== status) return stateInWords(reason);
  return UNDONE.includes(status) ? LOGS.no_reason : null;
}

/** A state in its colour. */
export function State({ state, is_bad }: { state: string; is_bad?: boolean }) {
  const tone = TONES[state] ?? (is_bad === true ? "bad" : undefined);
  return <Badge tone={tone}>{stateInWords(state)}</Badge>;
}

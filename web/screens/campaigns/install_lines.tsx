import type { ComponentChildren } from "preact";
import type { Schema } from "../../api/client.ts";
import { APPS } from "../../messages/apps.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { optionsOf } from "../network/options.ts";

type Skan = Schema<"Skan">;
type Source = Skan["source_identifiers"][number];
type Value = Skan["values"][number];

/** A source identifier as its line has it. */
interface SourceText extends Record<string, string> {
  source_identifier: string;
  link_id: string;
}

/** A value as its line has it. */
interface ValueText extends Record<string, string> {
  kind: string;
  fine: string;
  window: string;
  goal: string;
  amount: string;
}

/** The texts of a source identifier. */
export function sourceTexts({ source_identifier, link_id }: Source) {
  return {
    source_identifier,
    link_id: link_id === null ? "" : String(link_id),
  };
}

/** The source identifier of some texts. */
export function sourceOf({ source_identifier, link_id }: SourceText): Source {
  return {
    source_identifier: source_identifier.trim(),
    link_id: link_id.trim() === "" ? null : Number(link_id),
  };
}

/** A value as its line shows it. */
export function valueTexts(value: Value): ValueText {
  const { fine, coarse, window, goal, amount } = value;
  return {
    kind: fine !== null ? "fine" : (coarse ?? "other"),
    fine: fine === null ? "" : String(fine),
    window: window === null ? "" : String(window),
    goal,
    amount: amount ?? "",
  };
}

/** The value of some texts. */
export function valueOf(text: ValueText): Value {
  const { kind, fine, window, goal, amount } = text;
  const is_coarse = kind === "low" || kind === "medium" || kind === "high";
  return {
    fine: kind === "fine" ? Number(fine) : null,
    coarse: is_coarse ? kind : null,
    window: window === "" ? null : Number(window),
    goal,
    amount: amount.trim() || null,
  };
}

interface LinesProps<Line> {
  lines: readonly Line[];
  onLines(lines: Line[]): void;
}

/** Asks for source identifiers and their links. */
export function SourceLines({ lines, onLines }: LinesProps<SourceText>) {
  return (
    <Lines
      label={APPS.sources}
      words={APPS.sources_words}
      fresh={{ source_identifier: "", link_id: "" }}
      lines={lines}
      onLines={onLines}
      line={(one, change) => (
        <>
          <Field
            label={APPS.source}
            inputMode="numeric"
            value={one.source_identifier}
            onValue={(source_identifier) => change({ source_identifier })}
          />
          <Field
            label={APPS.link}
            inputMode="numeric"
            value={one.link_id}
            onValue={(link_id) => change({ link_id })}
          />
        </>
      )}
    />
  );
}

/** Asks what values stand for. */
export function ValueLines({
  goals,
  lines,
  onLines,
}: LinesProps<ValueText> & {
  goals: readonly { key: string; name: string }[];
}) {
  const [first] = goals;
  const fresh = {
    ...{ kind: "other", fine: "", window: "", amount: "" },
    goal: first?.key ?? "",
  };
  return (
    <Lines
      label={APPS.values}
      words={APPS.values_words}
      fresh={fresh}
      lines={lines}
      onLines={onLines}
      line={(one, change) => (
        <>
          <Select
            label={APPS.kind}
            value={one.kind}
            onValue={(kind) => change({ kind })}
            options={optionsOf(APPS.value_kinds)}
          />
          {one.kind === "fine" && (
            <Field
              label={APPS.fine}
              inputMode="numeric"
              value={one.fine}
              onValue={(fine) => change({ fine })}
            />
          )}
          <Select
            label={APPS.window}
            value={one.window}
            onValue={(window) => change({ window })}
            options={optionsOf(APPS.windows)}
          />
          <Select
            label={APPS.goal}
            value={one.goal}
            onValue={(goal) => change({ goal })}
            options={goals.map(({ key, name }) => ({
              value: key,
              label: name,
            }))}
          />
          <Field
            label={APPS.amount}
            inputMode="decimal"
            value={one.amount}
            onValue={(amount) => change({ amount })}
          />
        </>
      )}
    />
  );
}

function Lines<Line extends object>({
  label,
  words,
  fresh,
  lines,
  onLines,
  line,
}: LinesProps<Line> & {
  label: string;
  words: string;
  fresh: Line;
  line(one: Line, change: (part: Partial<Line>) => void): ComponentChildren;
}) {
  const change = (at: number, part: Partial<Line>) =>
    onLines(
      lines.map((one, index) => (index === at ? { ...one, ...part } : one)),
    );
  const drop = (at: number) =>
    onLines(lines.filter((_, index) => index !== at));
  return (
    <fieldset class="stack">
      <legend class="label">{label}</legend>
      <p class="quiet">{words}</p>
      {lines.map((one, at) => (
        <div key={at} class="stack-close">
          <div class="fields">{line(one, (part) => change(at, part))}</div>
          <div>
            <Button kind="plain" onClick={() => drop(at)}>
              {APPS.drop}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button onClick={() => onLines([...lines, fresh])}>{APPS.add}</Button>
      </div>
    </fieldset>
  );
}

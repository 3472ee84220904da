import { useId, useState } from "preact/hooks";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Step } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import type { FilterField } from "../../ui/filter_bar.tsx";
import { findByIds, findNamed } from "./names.ts";
import type { Named } from "./names.ts";
import { labelOf, numberIn, soughtIn } from "./picked.ts";
import { useNames } from "./use_named.ts";

interface Choice {
  kind: Named;
  label: string;
  hint?: string | undefined;
  wrong?: string | undefined;
}

/** A choice of one thing by a part of its name, or by its number; "" while nothing is chosen. */
export function Picker({
  value,
  onValue,
  onListed,
  kind,
  ...rest
}: Choice & {
  name?: string;
  value: string;
  onValue(id: string): void;
  /** Called instead where one of the list was chosen. */
  onListed?(id: string): void;
}) {
  const id = useId();
  const [is_open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const is_typed = numberIn(typed) === value;
  const chosen = useAsked(value === "" || is_typed ? null : value, () =>
    findByIds(kind, [Number(value)]),
  );
  const text = is_typed ? typed : labelOf(value, chosen.data);
  const q = soughtIn(text);
  const found = useAsked(is_open ? `${kind} ${q}` : null, (signal) =>
    findNamed(kind, { q, limit: "20", signal }),
  );
  const labels = found.data?.map((thing) => labelOf(String(thing.id), [thing]));
  const change = (next: string) => {
    setTyped(next);
    const is_listed = onListed !== undefined && labels?.includes(next);
    (is_listed ? onListed : onValue)(numberIn(next));
  };
  return (
    <>
      <Field
        {...rest}
        onFocus={() => setOpen(true)}
        value={text}
        onValue={change}
        list={id}
        autoComplete="off"
      />
      <datalist id={id}>
        {labels?.map((label) => (
          <option key={label} value={label} />
        ))}
      </datalist>
    </>
  );
}

/** A choice of several things: each a chip that can be taken out again. */
export function PickMany({
  values,
  onValues,
  ...choice
}: Choice & {
  values: readonly string[];
  onValues(ids: string[]): void;
}) {
  const nameOf = useNames(choice.kind);
  const [next, setNext] = useState("");
  const add = (id: string) => {
    setNext("");
    if (id !== "" && !values.includes(id)) onValues([...values, id]);
  };
  return (
    <div
      class="stack-close"
      onBlurCapture={() => add(next)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || next === "") return;
        event.preventDefault();
        add(next);
      }}
    >
      <Picker {...choice} value={next} onValue={setNext} onListed={add} />
      {values.length > 0 && (
        <ul class="row" aria-label={NET.chosen(choice.label)}>
          {values.map((id) => {
            const name = nameOf(Number(id));
            return (
              <li key={id} class="chip">
                {name}
                <Step
                  sign="×"
                  label={NET.take_out(name)}
                  onClick={() => onValues(values.filter((one) => one !== id))}
                />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

/** A list's filter by one of the things of a kind. */
export function pickedBy(kind: Named): FilterField {
  return (field) => <Picker kind={kind} {...field} />;
}

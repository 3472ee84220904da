import { useId, useState } from "preact/hooks";
import { useAsked } from "../../state/asked.ts";
import { Field } from "../../ui/field.tsx";
import { findNamed } from "./names.ts";
import type { Named } from "./names.ts";

/** Finds one thing by a part of its name, or by its number. */
export function Picker({
  kind,
  label,
  hint,
  wrong,
  onPick,
}: {
  kind: Named;
  label: string;
  hint?: string;
  wrong?: string | undefined;
  /** Called with its number; null while nothing is chosen. */
  onPick(id: number | null): void;
}) {
  const id = useId();
  const [text, setText] = useState("");
  const { data } = useAsked(`${kind} ${text}`, (signal) =>
    findNamed(kind, { q: /#\d+$/.test(text) ? "" : text, limit: "20", signal }),
  );
  const change = (value: string) => {
    setText(value);
    onPick(numberIn(value));
  };
  return (
    <>
      <Field
        label={label}
        hint={hint}
        wrong={wrong}
        value={text}
        onValue={change}
        list={id}
        autoComplete="off"
      />
      <datalist id={id}>
        {data?.map((thing) => (
          <option key={thing.id} value={`${thing.name} #${thing.id}`} />
        ))}
      </datalist>
    </>
  );
}

function numberIn(text: string): number | null {
  const found = /(?:^|#)(\d+)$/.exec(text.trim());
  return found === null ? null : Number(found[1]);
}

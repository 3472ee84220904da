import { useId } from "preact/hooks";

/** A text of several lines with its label. */
export function LongText({
  label,
  hint,
  wrong,
  value,
  onValue,
  name,
}: {
  label: string;
  hint?: string;
  wrong?: string | undefined;
  value: string;
  onValue(value: string): void;
  name?: string;
}) {
  const id = useId();
  const told = hint !== undefined || wrong !== undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="input"
        name={name}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
        aria-invalid={wrong !== undefined}
        aria-describedby={told ? `${id}-told` : undefined}
      />
      {told && (
        <div id={`${id}-told`}>
          {hint !== undefined && <div class="hint">{hint}</div>}
          {wrong !== undefined && <div class="wrong">{wrong}</div>}
        </div>
      )}
    </div>
  );
}

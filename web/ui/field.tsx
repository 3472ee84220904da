import type { ComponentChildren, InputHTMLAttributes } from "preact";
import { useId } from "preact/hooks";

interface Labelled {
  label: string;
  hint?: string | undefined;
  /** Why its value is refused. */
  wrong?: string | undefined;
}

interface FieldProps extends Labelled {
  value: string;
  onValue(value: string): void;
  onFocus?(): void;
  name?: string;
  type?:
    | "text"
    | "email"
    | "password"
    | "url"
    | "search"
    | "date"
    | "datetime-local";
  autoComplete?: string;
  inputMode?: "text" | "decimal" | "numeric";
  placeholder?: string;
  /** Id of a list of proposals. */
  list?: string;
  autoFocus?: boolean;
  required?: boolean;
  disabled?: boolean;
}

/** An input of one line with its label, hint, and what is wrong with it. */
export function Field({
  label,
  hint,
  wrong,
  value,
  onValue,
  ...rest
}: FieldProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <input
        {...(rest as InputHTMLAttributes<HTMLInputElement>)}
        id={id}
        class="input"
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
        aria-invalid={wrong !== undefined}
        aria-describedby={describedBy(id, { hint, wrong })}
      />
    </Frame>
  );
}

interface Option {
  value: string;
  label: string;
}

interface SelectProps extends Labelled {
  value: string;
  onValue(value: string): void;
  options: readonly Option[];
  /** More of them, under titles. */
  groups?: readonly { label: string; options: readonly Option[] }[];
  name?: string;
  required?: boolean;
  disabled?: boolean;
}

/** A choice of one from a few. */
export function Select({
  label,
  hint,
  wrong,
  value,
  onValue,
  options,
  groups = [],
  ...rest
}: SelectProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <select
        {...rest}
        id={id}
        class="select"
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
        aria-describedby={describedBy(id, { hint, wrong })}
      >
        {options.map(shownOption)}
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map(shownOption)}
          </optgroup>
        ))}
      </select>
    </Frame>
  );
}

function shownOption({ value, label }: Option) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

/** A yes or no. */
export function Check({
  label,
  hint,
  checked,
  onValue,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onValue(checked: boolean): void;
}) {
  const id = useId();
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        onChange={(event) => onValue(event.currentTarget.checked)}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
      />
      <div>
        <label for={id}>{label}</label>
        {hint !== undefined && (
          <div class="quiet" id={`${id}-hint`}>
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}

function Frame({
  id,
  label,
  hint,
  wrong,
  children,
}: Labelled & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <div class="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {wrong !== undefined && (
        <div class="wrong" id={`${id}-wrong`}>
          {wrong}
        </div>
      )}
    </div>
  );
}

function describedBy(
  id: string,
  { hint, wrong }: Pick<Labelled, "hint" | "wrong">,
): string | undefined {
  const ids = [
    hint === undefined ? "" : `${id}-hint`,
    wrong === undefined ? "" : `${id}-wrong`,
  ].filter((one) => one !== "");
  return ids.length === 0 ? undefined : ids.join(" ");
}

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

/** The choices of a menu: their words by their values. */
export type Choices = Readonly<Record<string, string>>;

interface ChoiceProps {
  title: ComponentChildren;
  choices: Choices;
  value: string;
  onChoose(value: string): void;
}

/** A button that opens a small choice beside it: one clicks, or takes the arrows and Enter. */
export function ChoiceMenu({
  children,
  "data-used": is_used,
  ...choice
}: ChoiceProps & {
  "data-used"?: boolean | undefined;
  children: ComponentChildren;
}) {
  const id = useId();
  const [is_open, setOpen] = useState(false);
  const sheet = useRef<HTMLDivElement>(null);
  return (
    <>
      <button
        type="button"
        class="button choice"
        popovertarget={id}
        data-used={is_used}
      >
        {children}
      </button>
      <div
        ref={sheet}
        id={id}
        popover
        class="choice-sheet"
        onBeforeToggle={({ newState }) => setOpen(newState === "open")}
      >
        {is_open && (
          <ChoiceList {...choice} close={() => sheet.current?.hidePopover()} />
        )}
      </div>
    </>
  );
}

function ChoiceList({
  title,
  choices,
  value,
  onChoose,
  close,
}: ChoiceProps & { close(): void }) {
  const name = useId();
  const box = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const inputs = [...(box.current?.querySelectorAll("input") ?? [])];
    (inputs.find(({ checked }) => checked) ?? inputs[0])?.focus();
  }, []);
  return (
    <fieldset
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        close();
      }}
    >
      <legend>{title}</legend>
      {Object.entries(choices).map(([one, words]) => (
        <label key={one} class="check">
          <input
            type="radio"
            name={name}
            checked={value === one}
            // Arrows click, too, but without a pointer: the choice stays open.
            onClick={({ detail }) => {
              onChoose(one);
              if (detail > 0) close();
            }}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

import type { ButtonHTMLAttributes, ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { say } from "../messages/en.ts";

export interface ButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  "onClick"
> {
  kind?: "main" | "danger" | "plain";
  /** While a promise that it returns is under way, the button takes no further click. */
  onClick?: (event: MouseEvent) => unknown;
  children: ComponentChildren;
}

/** A button; it can't be pressed again while it works. */
export function Button({ kind, onClick, children, ...rest }: ButtonProps) {
  const [is_working, setWorking] = useState(false);
  const press = async (event: MouseEvent) => {
    if (is_working) return;
    const work = onClick?.(event);
    if (!(work instanceof Promise)) return;
    setWorking(true);
    try {
      await work;
    } finally {
      setWorking(false);
    }
  };
  return (
    <button
      type="button"
      class="button"
      data-kind={kind}
      aria-disabled={is_working}
      aria-busy={is_working}
      onClick={press}
      {...rest}
    >
      {children}
    </button>
  );
}

/** Copies a text, and says that it did. */
export function CopyButton({
  text,
  label = say.copy,
}: {
  text: string | (() => string);
  label?: string;
}) {
  const [is_copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(
      typeof text === "string" ? text : text(),
    );
    setCopied(true);
  };
  return (
    <Button kind="plain" onClick={copy} onBlur={() => setCopied(false)}>
      <span aria-live="polite">{is_copied ? say.copied : label}</span>
    </Button>
  );
}

/** A small button in a chip. */
export function Step({
  sign,
  label,
  is_off = false,
  onClick,
}: {
  sign: string;
  label: string;
  /** It stays where the focus may be, and does nothing. */
  is_off?: boolean;
  onClick(): void;
}) {
  return (
    <button
      type="button"
      class="step"
      aria-label={label}
      title={label}
      aria-disabled={is_off || undefined}
      onClick={() => {
        if (!is_off) onClick();
      }}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { say } from "../../messages/en.ts";
import { Act } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import type { ButtonProps } from "../../ui/button.tsx";
import { Dialog } from "../../ui/overlay.tsx";

/** A button that says what will happen, and does it when that is agreed to. */
export function Ask({
  label,
  title,
  happens,
  agree,
  kind = "main",
  disabled = false,
  work,
  children,
}: {
  label: ComponentChildren;
  title: string;
  /** The consequences, shown before somebody agrees. */
  happens: ComponentChildren;
  agree: string;
  kind?: ButtonProps["kind"];
  /** Whether something is missing for it to be agreed to. */
  disabled?: boolean;
  work(): Promise<unknown>;
  /** Fields that the change takes. */
  children?: ComponentChildren;
}) {
  const [is_open, setOpen] = useState(false);
  const agreed = async () => {
    await work();
    setOpen(false);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {is_open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          <div>{happens}</div>
          {children}
          <div class="row">
            <Act kind={kind} disabled={disabled} work={agreed}>
              {agree}
            </Act>
            <Button kind="plain" onClick={() => setOpen(false)}>
              {say.cancel}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

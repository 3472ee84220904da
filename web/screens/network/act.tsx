import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { Button } from "../../ui/button.tsx";
import type { ButtonProps } from "../../ui/button.tsx";
import { Failed } from "../../ui/notice.tsx";
import { Dialog } from "../../ui/overlay.tsx";

/** A button whose work may be refused: the reason stands below it. */
export function Act({
  work,
  children,
  ...rest
}: Omit<ButtonProps, "onClick"> & { work(): Promise<unknown> }) {
  const [error, setError] = useState<ApiError | null>(null);
  const press = async () => {
    setError(null);
    await work().catch((reason: unknown) => {
      if (!(reason instanceof ApiError)) throw reason;
      setError(reason);
    });
  };
  return (
    <>
      <Button {...rest} onClick={press}>
        {children}
      </Button>
      {error !== null && <Failed error={error} />}
    </>
  );
}

/** A button that says what will happen, and does it when that is agreed to. */
export function Ask({
  label,
  title,
  happens,
  agree,
  kind = "main",
  work,
  children,
}: {
  label: ComponentChildren;
  title: string;
  /** What will happen. */
  happens: ComponentChildren;
  agree: string;
  kind?: ButtonProps["kind"];
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
            <Act kind={kind} work={agreed}>
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

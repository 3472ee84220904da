import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { say } from "../messages/en.ts";
import { useLocation } from "../state/location.ts";
import { Button } from "./button.tsx";

interface OverlayProps {
  title: string;
  onClose(): void;
  children: ComponentChildren;
}

/** A question over the page; Escape closes it, and the focus goes back to where it was. */
export function Dialog(props: OverlayProps) {
  return <Overlay {...props} kind="dialog" />;
}

/** Details of a row, beside the page. */
export function Drawer(props: OverlayProps) {
  return <Overlay {...props} kind="dialog drawer" />;
}

function Overlay({
  title,
  onClose,
  children,
  kind,
}: OverlayProps & { kind: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={kind}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
    >
      <div class="stack">
        <div class="row row-apart">
          <h2 id={id}>{title}</h2>
          <Button kind="plain" onClick={() => dialog.current?.close()}>
            {say.close}
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** A button that opens a sheet below it; a click elsewhere, another page or Escape closes it. */
export function Menu({
  label,
  children,
}: {
  label: ComponentChildren;
  children: ComponentChildren;
}) {
  const [is_open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const { path } = useLocation();
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    if (!is_open) return;
    const leave = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      menu.current?.querySelector("button")?.focus();
    };
    document.addEventListener("pointerdown", leave);
    document.addEventListener("focusin", leave);
    document.addEventListener("keydown", escape);
    return () => {
      document.removeEventListener("pointerdown", leave);
      document.removeEventListener("focusin", leave);
      document.removeEventListener("keydown", escape);
    };
  }, [is_open]);
  return (
    <div class="menu" ref={menu}>
      <Button
        kind="plain"
        aria-expanded={is_open}
        aria-controls={id}
        onClick={() => setOpen(!is_open)}
      >
        {label}
      </Button>
      {is_open && (
        <div class="sheet" id={id}>
          {children}
        </div>
      )}
    </div>
  );
}

import { useState } from "preact/hooks";
import { say } from "../../messages/en.ts";
import { Act as PlainAct } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/overlay.tsx";

/** A button that changes something; with `asks`, only after what it means was read. */
export function Act({
  label,
  of,
  kind,
  asks,
  act,
}: {
  label: string;
  /** The thing that is acted on, for those who hear the button alone. */
  of: string;
  kind?: "main" | "danger" | "plain";
  asks?: string;
  act(): Promise<unknown>;
}) {
  const [is_asking, setAsking] = useState(false);
  const agreed = async () => {
    await act();
    setAsking(false);
  };
  const look = kind === undefined ? {} : { kind };
  const name = (
    <>
      {label}
      <span class="unseen">: {of}</span>
    </>
  );
  if (asks === undefined) {
    return (
      <PlainAct {...look} work={act}>
        {name}
      </PlainAct>
    );
  }
  return (
    <>
      <Button {...look} onClick={() => setAsking(true)}>
        {name}
      </Button>
      {is_asking && (
        <Dialog title={`${label}: ${of}`} onClose={() => setAsking(false)}>
          <p>{asks}</p>
          <div class="row">
            <PlainAct kind="danger" work={agreed}>
              {label}
            </PlainAct>
            <Button onClick={() => setAsking(false)}>{say.cancel}</Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

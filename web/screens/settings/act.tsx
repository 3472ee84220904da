import { useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { Button } from "../../ui/button.tsx";
import { Failed } from "../../ui/notice.tsx";
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
  /** What it is done to, for those who hear the button alone. */
  of: string;
  kind?: "main" | "danger" | "plain";
  asks?: string;
  act(): Promise<unknown>;
}) {
  const [error, setError] = useState<ApiError | null>(null);
  const [is_asking, setAsking] = useState(false);
  const work = async () => {
    setError(null);
    try {
      await act();
      setAsking(false);
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setError(reason);
    }
  };
  return (
    <>
      <Button
        {...(kind === undefined ? {} : { kind })}
        onClick={asks === undefined ? work : () => setAsking(true)}
      >
        {label}
        <span class="unseen">: {of}</span>
      </Button>
      {is_asking && (
        <Dialog title={`${label}: ${of}`} onClose={() => setAsking(false)}>
          <p>{asks}</p>
          {error !== null && <Failed error={error} />}
          <div class="row">
            <Button kind="danger" onClick={work}>
              {label}
            </Button>
            <Button onClick={() => setAsking(false)}>{say.cancel}</Button>
          </div>
        </Dialog>
      )}
      {!is_asking && error !== null && <Failed error={error} />}
    </>
  );
}

import { api, ApiError, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { EARNINGS } from "../../messages/earnings.ts";
import { useTimezone } from "../../state/session.tsx";
import { Act } from "../../ui/act.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";

export type PaymentDetails = Schema<"PaymentDetails">;

/** The details with their tag; none of either before they were first given. */
export async function readDetails(
  id: string,
  signal: AbortSignal,
): Promise<Tagged<PaymentDetails>> {
  const params = { path: { id } };
  try {
    const at = "/api/v1/affiliates/{id}/payment-details";
    return await tagged(api.GET(at, { params, signal }));
  } catch (reason) {
    if (!(reason instanceof ApiError) || reason.status !== 404) throw reason;
    const affiliate_id = Number(id);
    const none = { method: null, details: {}, updated_at: null, pending: null };
    return { value: { affiliate_id, ...none }, etag: "" };
  }
}

/** Where an affiliate's money is sent now. */
export function PresentDetails({
  details,
  none,
  masked,
}: {
  details: PaymentDetails;
  /** A line for where there are none. */
  none: string;
  /** A line about what is hidden. */
  masked: string;
}) {
  const timezone = useTimezone();
  const { method, updated_at } = details;
  const is_known = Object.keys(details.details).length > 0;
  return (
    <section class="panel stack">
      <h2>{EARNINGS.details_now}</h2>
      {is_known ? (
        <>
          <dl class="facts">
            <dt>{EARNINGS.method}</dt>
            <dd>{methodInWords(method)}</dd>
            <Values of={details.details} />
            <dt>{EARNINGS.changed}</dt>
            <dd>
              <Time at={updated_at} timezone={timezone} />
            </dd>
          </dl>
          <p class="quiet">{masked}</p>
        </>
      ) : (
        <p>{none}</p>
      )}
    </section>
  );
}

/** A change of the details that doesn't count yet. */
export function PendingDetails({
  details: { affiliate_id, pending },
  text,
  onDone,
}: {
  details: PaymentDetails;
  text: string;
  onDone(): void;
}) {
  const timezone = useTimezone();
  if (pending === null) return null;
  const cancel = async () => {
    const params = { path: { id: String(affiliate_id) } };
    await ok(
      api.DELETE("/api/v1/affiliates/{id}/payment-details/pending", { params }),
    );
    onDone();
  };
  return (
    <Notice tone="warn" title={EARNINGS.details_pending}>
      <p>{text}</p>
      <dl class="facts">
        <dt>{EARNINGS.asked_at}</dt>
        <dd>
          <Time at={pending.requested_at} timezone={timezone} />
        </dd>
        <dt>{EARNINGS.counts_from}</dt>
        <dd>
          <Time at={pending.effective_at} timezone={timezone} />
        </dd>
        <dt>{EARNINGS.method}</dt>
        <dd>{methodInWords(pending.method)}</dd>
        <Values of={pending.details} />
      </dl>
      <div>
        <Act kind="danger" work={cancel}>
          {EARNINGS.cancel_change}
        </Act>
      </div>
    </Notice>
  );
}

function Values({ of }: { of: Readonly<Record<string, string>> }) {
  const words: Readonly<Record<string, string>> = EARNINGS.fields;
  return (
    <>
      {Object.entries(of).map(([name, value]) => (
        <div key={name} class="facts-pair">
          <dt>{words[name] ?? name}</dt>
          <dd>
            <code>{value}</code>
          </dd>
        </div>
      ))}
    </>
  );
}

function methodInWords(method: string | null): string {
  const words: Readonly<Record<string, string>> = EARNINGS.methods;
  return method === null ? "" : (words[method] ?? method);
}

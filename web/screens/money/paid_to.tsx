import { MONEY } from "../../messages/money.ts";
import { useAsked } from "../../state/asked.ts";
import {
  PendingDetails,
  PresentDetails,
  readDetails,
} from "../own/payment_details.tsx";
import { Shown } from "../own/shown.tsx";

/** Where an affiliate's money is sent, as far as the office may see it. */
export function PaidTo({ affiliate_id }: { affiliate_id: number }) {
  const id = String(affiliate_id);
  const asked = useAsked(`details ${id}`, (signal) => readDetails(id, signal));
  return (
    <Shown asked={asked} lines={4}>
      {({ value }) => (
        <>
          <PendingDetails
            details={value}
            text={MONEY.details_asked}
            onDone={asked.reload}
          />
          <PresentDetails
            details={value}
            none={MONEY.missing_details}
            masked={MONEY.details_hidden}
          />
        </>
      )}
    </Shown>
  );
}

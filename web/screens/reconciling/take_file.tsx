import { useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { Field } from "../../ui/field.tsx";
import { FileDrop } from "../../ui/file_drop.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import { dayIn } from "../money/parts.tsx";
import { Picker } from "../network/picker.tsx";
import type { Kind } from "./kinds.ts";

/** Takes an advertiser's file for a period, and leads to it. */
export function TakeFile({ kind }: { kind: Kind }) {
  const location = useLocation();
  const own_timezone = useTimezone();
  const [is_sending, setSending] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const { query } = location;
  const month = lastMonth(dayIn(own_timezone));
  const advertiser_id = query.get("advertiser_id") ?? "";
  const from = query.get("from") ?? month.from;
  const to = query.get("to") ?? month.to;
  const timezone = query.get("timezone") ?? own_timezone;
  const set = (name: string) => (value: string) =>
    go(withQuery(location, { [name]: value }), { replace: true });
  const take = async (file: File) => {
    const period = kind.name === "statements" ? { from, to } : {};
    setSending(true);
    setError(null);
    try {
      const given = { advertiser_id, timezone, ...period };
      const { id } = await kind.send(formOf(file, given));
      go(`${kind.path}/${id}`);
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setError(reason);
    } finally {
      setSending(false);
    }
  };
  return (
    <section class="panel stack">
      <h2>{RECONCILING.upload}</h2>
      <div class="controls at-top">
        <Picker
          kind="advertisers"
          label={RECONCILING.advertiser}
          hint={NET.picker_hint}
          value={advertiser_id}
          onValue={set("advertiser_id")}
        />
        {kind.name === "statements" && <Period from={from} to={to} set={set} />}
        <Field
          label={RECONCILING.timezone}
          value={timezone}
          onValue={set("timezone")}
        />
      </div>
      {advertiser_id === "" ? (
        <Notice tone="note">{RECONCILING.choose_first}</Notice>
      ) : is_sending ? (
        <Shape lines={2} />
      ) : (
        <FileDrop
          label={RECONCILING.drop}
          hint={RECONCILING.drop_hint}
          onFile={take}
        />
      )}
      {error !== null && <Failed error={error} />}
    </section>
  );
}

function formOf(file: File, given: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(given)) form.append(name, value);
  form.append("file_name", file.name);
  form.append("file", file);
  return form;
}

function Period({
  from,
  to,
  set,
}: {
  from: string;
  to: string;
  set(name: string): (value: string) => void;
}) {
  return (
    <>
      <Field
        label={RECONCILING.from}
        type="date"
        value={from}
        onValue={set("from")}
      />
      <Field
        label={RECONCILING.to}
        type="date"
        value={to}
        onValue={set("to")}
      />
    </>
  );
}

/** The month before the one of a day. */
function lastMonth(day: string): { from: string; to: string } {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const first = (back: number) =>
    new Date(Date.UTC(year, month - 1 - back)).toISOString().slice(0, 10);
  return { from: first(1), to: first(0) };
}

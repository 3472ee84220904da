import { api, ok } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { say } from "../../messages/en.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { Upload } from "./kinds.ts";

interface Counted {
  value: unknown;
  count: number;
  sample?: number;
}

/** How the statement's money and times relate to ours, with the evidence; doubt is settled by a person. */
export function ConfirmFrame({
  upload,
  onChange,
}: {
  upload: Upload;
  onChange(): void;
}) {
  const { frame, frame_confirmed } = upload;
  if (frame === null) return null;
  const is_doubted = !frame.is_clear && !frame_confirmed;
  const told = [
    [RECONCILING.basis, RECONCILING.bases[frame.basis]],
    [
      RECONCILING.divisor,
      RECONCILING.divisors[frame.money_divisor === 100 ? "100" : "1"],
    ],
    [RECONCILING.offset, String(frame.offset_minutes)],
    [RECONCILING.frame_currency, frame.currency ?? say.none],
  ] as const;
  return (
    <details class="panel" open={is_doubted}>
      <summary>
        <strong>{RECONCILING.frame}</strong>{" "}
        <span class="quiet">
          {RECONCILING.bases[frame.basis]}, {told[1][1]}
        </span>
      </summary>
      <div class="stack">
        <p class="quiet">{RECONCILING.frame_hint}</p>
        {is_doubted && <Notice tone="warn">{RECONCILING.unclear}</Notice>}
        <dl class="facts">
          {told.map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <Evidence evidence={frame.evidence} />
        {is_doubted && <Confirm upload={upload} onChange={onChange} />}
      </div>
    </details>
  );
}

function Evidence({ evidence }: { evidence: Record<string, unknown> }) {
  const of = (name: string) =>
    (Array.isArray(evidence[name]) ? evidence[name] : []) as Counted[];
  const found = [
    ...of("money").map((one) => ({ ...one, text: moneyInWords(one.value) })),
    ...of("offsets").map((one) => ({
      ...one,
      text: RECONCILING.ahead_by(String(one.value)),
    })),
    ...of("currencies").map((one) => ({ ...one, text: String(one.value) })),
  ].filter(({ count }) => count > 0);
  if (found.length === 0) return null;
  return (
    <div class="stack-close">
      <h3>{RECONCILING.evidence}</h3>
      <ul>
        {found.map(({ text, count, sample }) => (
          <li key={text}>
            {text}{" "}
            <span class="quiet">
              {RECONCILING.agree(count, sample ?? count)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A reading of money such as `amount/100`, in words. */
function moneyInWords(value: unknown): string {
  const [basis = "", divisor = "1"] = String(value).split("/");
  const bases: Readonly<Record<string, string>> = RECONCILING.bases;
  const divisors: Readonly<Record<string, string>> = RECONCILING.divisors;
  return `${bases[basis] ?? basis}, ${divisors[divisor] ?? divisor}`;
}

function Confirm({ upload, onChange }: { upload: Upload; onChange(): void }) {
  const { id, frame } = upload;
  const form = useForm(
    {
      basis: frame?.basis ?? "amount",
      money_divisor: String(frame?.money_divisor ?? 1),
      offset_minutes: String(frame?.offset_minutes ?? 0),
      currency: frame?.currency ?? "",
    },
    async ({ basis, money_divisor, offset_minutes, currency }) => {
      const params = { path: { id } };
      const body = {
        basis: basis as "amount",
        money_divisor: money_divisor === "100" ? (100 as const) : (1 as const),
        offset_minutes: Math.trunc(Number(offset_minutes)),
        ...(currency.trim() === ""
          ? {}
          : { currency: currency.trim().toUpperCase() }),
      };
      await ok(
        api.POST("/api/v1/reconciliations/{id}/frame", { params, body }),
      );
      onChange();
    },
  );
  const options = (of: object) =>
    Object.entries(of).map(([value, label]) => ({
      value,
      label: String(label),
    }));
  return (
    <Form form={form} label={RECONCILING.frame}>
      <div class="controls at-top">
        <Select
          label={RECONCILING.basis}
          options={options(RECONCILING.bases)}
          {...form.text("basis")}
        />
        <Select
          label={RECONCILING.divisor}
          options={options(RECONCILING.divisors)}
          {...form.text("money_divisor")}
        />
        <Field
          label={RECONCILING.offset}
          inputMode="numeric"
          {...form.text("offset_minutes")}
        />
        <Field label={RECONCILING.frame_currency} {...form.text("currency")} />
      </div>
      <Submit label={RECONCILING.confirm_frame} is_sending={form.is_sending} />
    </Form>
  );
}

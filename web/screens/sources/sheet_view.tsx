import type { Schema } from "../../api/client.ts";
import { SHOP } from "../../messages/shop.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Table } from "../../ui/table.tsx";

type Sheet = Schema<"SourceSheet">;

/** All that a developer needs to report sales. */
export function SheetView({ sheet }: { sheet: Sheet }) {
  const { url, method, examples } = sheet;
  return (
    <>
      <section class="panel stack-close">
        <h2>{SHOP.address}</h2>
        <p class="row">
          <code class="address">{url}</code>
          <CopyButton text={url} />
          <span class="quiet">{method}</span>
        </p>
        <h3>{SHOP.proof}</h3>
        <p>{sheet.proof.how}</p>
      </section>
      <section class="panel stack">
        <h2>{SHOP.example}</h2>
        <Example text={examples.get} />
        <h3>{SHOP.example_curl}</h3>
        <Example text={examples.curl} />
        {examples.webhook !== undefined && (
          <>
            <h3>{SHOP.example_webhook}</h3>
            <Example text={examples.webhook} />
          </>
        )}
      </section>
      {sheet.mmp !== undefined && <Forms mmp={sheet.mmp} />}
      {(sheet.steps ?? []).map(({ title, lines }) => (
        <section key={title} class="panel stack-close">
          <h2>{title}</h2>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ))}
      {sheet.pages !== undefined && <Pages pages={sheet.pages} />}
      <Names sheet={sheet} />
      <Goals sheet={sheet} />
      <div class="halves">
        <Words sheet={sheet} />
        <Amounts sheet={sheet} />
      </div>
      <Answers sheet={sheet} />
    </>
  );
}

interface Props {
  sheet: Sheet;
}

function Example({ text }: { text: string }) {
  return (
    <div class="stack-close">
      <pre>{text}</pre>
      <div>
        <CopyButton text={text} />
      </div>
    </div>
  );
}

/** Forms to paste into an MMP, each with its place there. */
function Forms({ mmp }: { mmp: NonNullable<Sheet["mmp"]> }) {
  return (
    <section class="panel stack">
      <h2>{SHOP.forms(mmp.title)}</h2>
      {mmp.forms.map(({ form, where, url }) => (
        <div key={url} class="stack-close">
          <h3>{SHOP.form_names[form]}</h3>
          <p>{where}</p>
          <Example text={url} />
        </div>
      ))}
      <h3>{SHOP.destination}</h3>
      <p class="quiet">{SHOP.destination_text}</p>
      <Example text={mmp.destination_url} />
      {mmp.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </section>
  );
}

/** Parts of the shop's pages. */
function Pages({ pages }: { pages: NonNullable<Sheet["pages"]> }) {
  return (
    <section class="panel stack">
      <h2>{SHOP.pages}</h2>
      <Example text={pages.script} />
      <h3>{SHOP.pages_sale}</h3>
      <Example text={pages.sale} />
      <h3>{SHOP.pages_image}</h3>
      <Example text={pages.image} />
      {pages.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </section>
  );
}

function Names({ sheet: { names } }: Props) {
  return (
    <Table
      stacks
      caption={SHOP.parameters}
      rows={names}
      keyOf={({ ours }) => ours}
      columns={[
        {
          key: "send_as",
          label: SHOP.send_as,
          cell: ({ send_as }) => <code>{send_as}</code>,
        },
        {
          key: "required",
          label: SHOP.required,
          cell: ({ required }) =>
            required ? <strong>{SHOP.needed}</strong> : SHOP.optional,
        },
        { key: "note", label: SHOP.note, cell: ({ note }) => note },
      ]}
    />
  );
}

function Goals({ sheet: { goals, windows } }: Props) {
  const lookback = (campaign_id: number) => {
    const days = windows.find((one) => one.campaign_id === campaign_id);
    return days === undefined || days.lookback_days === null
      ? SHOP.window_any
      : SHOP.window_days(days.lookback_days);
  };
  if (goals.length === 0) return null;
  return (
    <Table
      stacks
      caption={SHOP.goals}
      rows={goals}
      keyOf={({ campaign_id, key }) => `${campaign_id} ${key}`}
      columns={[
        {
          key: "campaign",
          label: SHOP.campaign,
          cell: ({ campaign }) => campaign,
        },
        { key: "goal", label: SHOP.goal, cell: ({ name }) => name },
        {
          key: "send_as",
          label: SHOP.send_as,
          cell: (goal) => (
            <>
              <code>{goal.send_as.join(", ")}</code>{" "}
              <span class="quiet">
                {goal.default && SHOP.counts_by_default}
                {goal.after !== null && SHOP.after(goal.after)}
              </span>
            </>
          ),
        },
        {
          key: "counts_as",
          label: SHOP.counts_as,
          cell: ({ counts_as }) => counts_as,
        },
        {
          key: "window",
          label: SHOP.windows,
          cell: ({ campaign_id }) => lookback(campaign_id),
        },
      ]}
    />
  );
}

function Words({ sheet: { status_words, refunds } }: Props) {
  return (
    <section class="panel stack-close">
      <h2>{SHOP.words}</h2>
      <dl class="facts">
        {Object.entries(status_words).map(([state, words]) => (
          <div key={state} class="facts-pair">
            <dt>{state}</dt>
            <dd>
              <code>{words.join(", ")}</code>
            </dd>
          </div>
        ))}
      </dl>
      <h3>{SHOP.refunds}</h3>
      <p>{refunds.how}</p>
    </section>
  );
}

function Amounts({ sheet: { amount, currency, timezone } }: Props) {
  return (
    <section class="panel stack-close">
      <h2>{SHOP.amounts}</h2>
      <dl class="facts">
        <dt>{SHOP.amounts}</dt>
        <dd>{SHOP.amount_units[amount.unit]}</dd>
        <dt>{SHOP.amount_example}</dt>
        <dd>
          <code>{amount.example}</code>
        </dd>
        <dt>{SHOP.currency}</dt>
        <dd>{currency ?? SHOP.currency_campaign}</dd>
        <dt>{SHOP.timezone}</dt>
        <dd>{timezone}</dd>
      </dl>
    </section>
  );
}

function Answers({ sheet: { answers } }: Props) {
  return (
    <Table
      stacks
      caption={SHOP.answers}
      rows={answers.map((answer, at) => ({ ...answer, at }))}
      keyOf={({ at }) => String(at)}
      columns={[
        {
          key: "http",
          label: SHOP.http,
          cell: ({ http_status }) => http_status,
        },
        { key: "means", label: SHOP.means, cell: ({ means }) => means },
        {
          key: "again",
          label: SHOP.again,
          cell: ({ send_again }) =>
            send_again ? SHOP.send_again : SHOP.dont_send_again,
        },
      ]}
    />
  );
}

import { useState } from "preact/hooks";
import { ApiError } from "../../api/client.ts";
import { Button, CopyButton } from "../../ui/button.tsx";
import { Check, Field, Select } from "../../ui/field.tsx";
import { Count, Money, Ratio, Time } from "../../ui/figures.tsx";
import { Badge, Empty, Failed, Notice, Shape } from "../../ui/notice.tsx";
import { Dialog, Drawer } from "../../ui/overlay.tsx";
import { Table } from "../../ui/table.tsx";
import { useTitle } from "../../ui/title.ts";

const TONES = ["good", "warn", "bad", "note"] as const;
const LONG_WORD = "Donaudampfschifffahrtsgesellschaft";
const AT = "2026-11-28T10:00:00Z";

/** Every component in each of its states. */
export function ComponentsScreen() {
  useTitle("Components");
  return (
    <>
      <h1>Components</h1>
      <Buttons />
      <Fields />
      <States />
      <Figures />
      <ATable />
    </>
  );
}

function Buttons() {
  const [over, setOver] = useState<"dialog" | "drawer" | null>(null);
  return (
    <>
      <section class="panel stack">
        <h2>Buttons</h2>
        <div class="row">
          <Button kind="main">Main</Button>
          <Button>Other</Button>
          <Button kind="danger">Danger</Button>
          <Button kind="plain">Plain</Button>
          <Button disabled>Disabled</Button>
          <Button onClick={() => setOver("dialog")}>Dialog</Button>
          <Button onClick={() => setOver("drawer")}>Drawer</Button>
          <CopyButton text={LONG_WORD} />
        </div>
      </section>
      {over === "dialog" && (
        <Dialog title="A dialog" onClose={() => setOver(null)}>
          <p>It asks something.</p>
        </Dialog>
      )}
      {over === "drawer" && (
        <Drawer title="A drawer" onClose={() => setOver(null)}>
          <p>It shows a row whole.</p>
        </Drawer>
      )}
    </>
  );
}

function Fields() {
  const [text, setText] = useState(LONG_WORD);
  const [is_checked, setChecked] = useState(true);
  return (
    <section class="panel stack">
      <h2>Fields</h2>
      <Field label="Text" hint="A hint" value={text} onValue={setText} />
      <Field
        label="Wrong"
        wrong="It is too long"
        value={text}
        onValue={setText}
      />
      <Field label="Disabled" disabled value={text} onValue={setText} />
      <Select
        label="Choice"
        value="a"
        onValue={() => {}}
        options={[{ value: "a", label: "The first" }]}
      />
      <Check
        label="A yes or no"
        hint="And what it means"
        checked={is_checked}
        onValue={setChecked}
      />
    </section>
  );
}

function States() {
  return (
    <section class="panel stack">
      <h2>States</h2>
      <div class="row">
        <Badge>plain</Badge>
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </div>
      {TONES.map((tone) => (
        <Notice key={tone} tone={tone} title={`A ${tone} notice`}>
          With what there is to say.
        </Notice>
      ))}
      <Failed
        error={
          new ApiError({ detail: "What happened, and what to try." }, null)
        }
        retry={() => {}}
      />
      <Empty />
      <Shape />
    </section>
  );
}

function Figures() {
  return (
    <section class="panel stack">
      <h2>Figures</h2>
      <dl class="facts">
        <dt>Money</dt>
        <dd>
          <Money amount="-1234567.895" currency="USD" />
        </dd>
        <dt>Count</dt>
        <dd>
          <Count value={100_000_000} />
        </dd>
        <dt>Ratio</dt>
        <dd>
          <Ratio value={0.0525} of="21 of 400" />
        </dd>
        <dt>Nothing</dt>
        <dd>
          <Money amount={null} currency="USD" />
        </dd>
        <dt>Time</dt>
        <dd>
          <Time at={AT} timezone="Asia/Kathmandu" />
        </dd>
      </dl>
    </section>
  );
}

function ATable() {
  const [sort, setSort] = useState("-clicks");
  return (
    <Table
      caption="A table"
      columns={[
        { key: "name", label: "Name", cell: ({ name }) => name },
        {
          key: "clicks",
          label: "Clicks",
          align: "right",
          sort: "clicks",
          title: "Valid clicks",
          cell: ({ clicks }) => <Count value={clicks} />,
        },
      ]}
      rows={[
        { name: "One", clicks: 12_345 },
        { name: LONG_WORD, clicks: 7 },
      ]}
      foot={{ name: "Total", clicks: 12_352 }}
      keyOf={({ name }) => name}
      sort={sort}
      onSort={setSort}
    />
  );
}

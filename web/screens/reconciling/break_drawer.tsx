import { api, ok, tagged } from "../../api/client.ts";
import type { Schema, Tagged } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import { Shown } from "../own/shown.tsx";
import { Ours, Theirs } from "./break_sides.tsx";
import { MatchByHand } from "./match_by_hand.tsx";
import type { Upload } from "./kinds.ts";

type Break = Schema<"Break">;

/** A break or a match with everything: both sides, the row as it was written, how they were joined, and remarks. */
export function BreakDrawer({
  upload,
  item,
  onClose,
  onChange,
}: {
  upload: Upload;
  item: string;
  onClose(): void;
  onChange(): void;
}) {
  const { id, columns } = upload;
  const params = { path: { id, key: item } };
  const asked = useAsked(item, (signal) =>
    tagged(
      api.GET("/api/v1/reconciliations/{id}/breaks/{key}", { params, signal }),
    ),
  );
  const name = asked.data?.value.class ?? null;
  const title =
    name === null ? RECONCILING.one_match : RECONCILING.classes[name];
  const leave = () => {
    onClose();
    onChange();
  };
  return (
    <Drawer title={title} onClose={onClose}>
      <Shown asked={asked} lines={8}>
        {(read) => (
          <>
            <div class="sides">
              <section aria-label={RECONCILING.side_ours}>
                <h3>{RECONCILING.side_ours}</h3>
                <Ours of={read.value} />
              </section>
              <section aria-label={RECONCILING.side_theirs}>
                <h3>{RECONCILING.side_theirs}</h3>
                <Theirs of={read.value} />
              </section>
            </div>
            <Row of={read.value} columns={columns} />
            {upload.status === "review" && (
              <MatchByHand id={id} one={read.value} onMatched={leave} />
            )}
            <Joined of={read.value} />
            {read.value.class !== null && (
              <Remarks id={id} read={read} onSaved={asked.reload} />
            )}
          </>
        )}
      </Shown>
    </Drawer>
  );
}

/** The cells of the row under the names of the file's own header. */
function Row({ of, columns }: { of: Break; columns: readonly string[] }) {
  if (of.theirs === null) return null;
  const { row_no, cells } = of.theirs;
  const named = cells.map(
    (cell, at) => [columns[at] ?? String(at + 1), cell] as const,
  );
  return (
    <details>
      <summary>{RECONCILING.as_written(row_no)}</summary>
      <Facts of={Object.fromEntries(named)} />
    </details>
  );
}

/** The rule that joined both sides, and how sure it was. */
function Joined({ of }: { of: Break }) {
  const timezone = useTimezone();
  const { rule, tier, score, runner_up, detail, changed_at } = of;
  if (rule === null && detail === null && changed_at === null) return null;
  const facts = { rule, tier, score, runner_up, ...detail };
  return (
    <details>
      <summary>{RECONCILING.joined_by}</summary>
      <div class="stack-close">
        <Facts
          of={Object.fromEntries(
            Object.entries(facts).filter(([, value]) => value !== null),
          )}
        />
        {changed_at !== null && (
          <p class="quiet">
            {RECONCILING.changed_by(of.changed_by_name ?? say.none)}{" "}
            <Time at={changed_at} timezone={timezone} />
          </p>
        )}
      </div>
    </details>
  );
}

/** Who looks after a break, and what they noted. */
function Remarks({
  id,
  read,
  onSaved,
}: {
  id: string;
  read: Tagged<Break>;
  onSaved(): void;
}) {
  const { value, etag } = read;
  const form = useForm(
    { owner: value.owner ?? "", note: value.note ?? "" },
    async ({ owner, note }) => {
      await ok(
        api.PATCH("/api/v1/reconciliations/{id}/breaks/{key}", {
          params: { path: { id, key: value.id } },
          headers: { "if-match": etag },
          body: {
            owner: owner.trim() === "" ? null : owner.trim(),
            note: note.trim() === "" ? null : note.trim(),
          },
        }),
      );
      onSaved();
    },
  );
  return (
    <details open={value.note !== null || value.owner !== null}>
      <summary>{RECONCILING.remarks}</summary>
      <Form form={form} label={RECONCILING.remarks}>
        <Field label={RECONCILING.owner} {...form.text("owner")} />
        <Field
          label={RECONCILING.note}
          hint={RECONCILING.note_hint}
          {...form.text("note")}
        />
        <Submit label={say.save} is_sending={form.is_sending} />
      </Form>
    </details>
  );
}

import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useAsked } from "../../state/asked.ts";
import { Act } from "../../ui/act.tsx";
import { Field } from "../../ui/field.tsx";
import { Table } from "../../ui/table.tsx";
import { Shown } from "../own/shown.tsx";
import { Ours, Theirs } from "./break_sides.tsx";
import { candidatesFor } from "./sides.ts";

type Break = Schema<"Break">;

const CANDIDATES_MAX = 8;
/** As many of the other side are looked through. */
const LOOKED_THROUGH = "500";

/** Joins a row with a conversion, or with none. */
async function matchRow(
  id: string,
  row_no: number,
  conversion_id: string | null,
): Promise<void> {
  await ok(
    api.POST("/api/v1/reconciliations/{id}/match", {
      params: { path: { id } },
      body: { row_no, conversion_id },
    }),
  );
}

interface MatchProps {
  id: string;
  one: Break;
  onMatched(): void;
}

/** Joins the lone side of a break with one of the other's, or splits what was joined. */
export function MatchByHand(props: MatchProps) {
  const { id, one, onMatched } = props;
  const { ours, theirs } = one;
  if (ours === null || theirs === null) return <FindOther {...props} />;
  const split = async () => {
    await matchRow(id, theirs.row_no, null);
    onMatched();
  };
  return (
    <section class="stack-close" aria-label={RECONCILING.split}>
      <p class="quiet">{RECONCILING.split_hint}</p>
      <div>
        <Act work={split}>{RECONCILING.split}</Act>
      </div>
    </section>
  );
}

/** The other side's lone ones, the likeliest first; any conversion by its id. */
function FindOther({ id, one, onMatched }: MatchProps) {
  const asked = useAsked(`${id} ${one.id}`, (signal) =>
    ok(
      api.GET("/api/v1/reconciliations/{id}/breaks", {
        params: {
          path: { id },
          query: {
            class: one.ours === null ? "missing_theirs" : "missing_ours",
            state: "open",
            limit: LOOKED_THROUGH,
          },
        },
        signal,
      }),
    ),
  );
  const join = async (other: Break) => {
    const row = one.theirs ?? other.theirs;
    const conversion = one.ours ?? other.ours;
    if (row === null || conversion === null) return;
    await matchRow(id, row.row_no, conversion.conversion_id);
    onMatched();
  };
  return (
    <section class="stack" aria-label={RECONCILING.match}>
      <h3>{RECONCILING.match}</h3>
      <p class="quiet">{RECONCILING.match_hint}</p>
      <Shown asked={asked} lines={3}>
        {({ data }) => (
          <Candidates
            one={one}
            found={candidatesFor(one, data).slice(0, CANDIDATES_MAX)}
            join={join}
          />
        )}
      </Shown>
      {one.theirs !== null && (
        <ByConversionId
          id={id}
          row_no={one.theirs.row_no}
          onMatched={onMatched}
        />
      )}
    </section>
  );
}

function Candidates({
  one,
  found,
  join,
}: {
  one: Break;
  found: readonly Break[];
  join(other: Break): Promise<void>;
}) {
  if (found.length === 0) {
    return <p>{RECONCILING.match_none}</p>;
  }
  return (
    <Table
      caption={RECONCILING.match_candidates}
      rows={found}
      keyOf={({ id }) => id}
      stacks
      columns={[
        {
          key: "side",
          label:
            one.ours === null ? RECONCILING.side_ours : RECONCILING.side_theirs,
          cell: (other) =>
            one.ours === null ? (
              <Ours of={{ ...other, theirs: one.theirs }} />
            ) : (
              <Theirs of={{ ...other, ours: one.ours }} />
            ),
        },
        {
          key: "match",
          label: RECONCILING.match_do,
          cell: (other) => (
            <Act work={() => join(other)}>
              {RECONCILING.match_do}
              <span class="unseen">
                {" "}
                {other.ours?.order_id ?? other.theirs?.order_id ?? other.id}
              </span>
            </Act>
          ),
        },
      ]}
    />
  );
}

function ByConversionId({
  id,
  row_no,
  onMatched,
}: {
  id: string;
  row_no: number;
  onMatched(): void;
}) {
  const [conversion_id, setConversion] = useState("");
  const join = async () => {
    await matchRow(id, row_no, conversion_id.trim());
    onMatched();
  };
  return (
    <div class="stack-close">
      <Field
        label={RECONCILING.match_id}
        hint={RECONCILING.match_id_hint}
        value={conversion_id}
        onValue={setConversion}
      />
      <div>
        <Act work={join} disabled={conversion_id.trim() === ""}>
          {RECONCILING.match_do}
        </Act>
      </div>
    </div>
  );
}

import { useState } from "preact/hooks";
import { RECONCILING } from "../../messages/reconciling.ts";
import { useList } from "../../state/use_list.ts";
import { Button } from "../../ui/button.tsx";
import { ShownList } from "../own/shown.tsx";
import { Decide } from "./decide.tsx";
import { IMPORTS } from "./kinds.ts";
import type { Upload, UploadRow } from "./kinds.ts";

/** The rows of an import, and trying and applying it. */
export function ImportReview({
  upload,
  onChange,
}: {
  upload: Upload;
  onChange(): void;
}) {
  const { id, columns, status } = upload;
  const [is_deciding, setDeciding] = useState(false);
  const list = useList<UploadRow>(`${id} ${status}`, (cursor, signal) =>
    IMPORTS.rows(id, cursor ? { cursor } : {}, signal),
  );
  return (
    <>
      {status === "review" && (
        <div>
          <Button kind="main" onClick={() => setDeciding(true)}>
            {RECONCILING.try_import}
          </Button>
        </div>
      )}
      <ShownList<UploadRow>
        list={list}
        caption={RECONCILING.rows_caption}
        empty={RECONCILING.breaks_none}
        keyOf={({ row_no }) => String(row_no)}
        columns={[
          {
            key: "row_no",
            label: RECONCILING.row,
            cell: ({ row_no }) => row_no,
          },
          ...columns.map((name, at) => ({
            key: `cell ${at}`,
            label: name,
            cell: ({ cells }: UploadRow) => cells[at],
          })),
          {
            key: "problem",
            label: RECONCILING.problem,
            cell: ({ problem, problem_column }) =>
              problem && `${problem} (${problem_column ?? ""})`,
          },
        ]}
      />
      {is_deciding && (
        <Decide
          kind={IMPORTS}
          id={id}
          decision={{ all: true }}
          onClose={() => setDeciding(false)}
          onApplied={onChange}
        />
      )}
    </>
  );
}

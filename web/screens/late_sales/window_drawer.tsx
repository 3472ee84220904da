import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { WINDOWS } from "../../messages/windows.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { Time } from "../../ui/figures.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Drawer } from "../../ui/overlay.tsx";
import type { NameOf } from "../own/names.ts";
import { Shown } from "../own/shown.tsx";
import { Act } from "../settings/act.tsx";
import { WindowState } from "./late_sales.tsx";
import { LetIn } from "./let_in.tsx";

type Window = Schema<"BackfillWindow">;

/** A window: who opened it, what it let in, and its end. */
export function WindowDrawer({
  id,
  nameOf,
  onClose,
  onChanged,
}: {
  id: string;
  nameOf: NameOf;
  onClose(): void;
  onChanged(): void;
}) {
  const params = { path: { id } };
  const asked = useAsked(`window ${id}`, (signal) =>
    ok(api.GET("/api/v1/backfill-windows/{id}", { params, signal })),
  );
  const close = async () => {
    await ok(api.POST("/api/v1/backfill-windows/{id}/close", { params }));
    asked.reload();
    onChanged();
  };
  const remove = async () => {
    await ok(api.DELETE("/api/v1/backfill-windows/{id}", { params }));
    onChanged();
    onClose();
  };
  return (
    <Drawer title={WINDOWS.details} onClose={onClose}>
      <Shown asked={asked}>
        {(window) => (
          <>
            <div class="row">
              <strong>{nameOf(window.advertiser_id)}</strong>
              <WindowState state={window.state} />
              <Ending of={window} close={close} remove={remove} />
            </div>
            <OpenedBy id={id} />
            {window.state !== "closed" && !window.replay_done && (
              <Notice>{WINDOWS.working}</Notice>
            )}
            {window.report !== null && <LetIn report={window.report} />}
          </>
        )}
      </Shown>
    </Drawer>
  );
}

function Ending({
  of: { state, id },
  close,
  remove,
}: {
  of: Window;
  close(): Promise<void>;
  remove(): Promise<void>;
}) {
  if (state === "closed") return null;
  const is_begun = state === "open";
  return (
    <Act
      kind="danger"
      label={is_begun ? WINDOWS.close : WINDOWS.remove}
      of={`#${id}`}
      asks={is_begun ? WINDOWS.close_happens : WINDOWS.remove_happens}
      act={is_begun ? close : remove}
    />
  );
}

/** Who opened it, as the audit log has it; only an admin reads that. */
function OpenedBy({ id }: { id: string }) {
  const timezone = useTimezone();
  const { role } = useMe();
  const query = {
    resource: "backfill-windows",
    resource_id: id,
    action: "created",
  } as const;
  const { data } = useAsked(role === "admin" ? `made ${id}` : null, (signal) =>
    ok(api.GET("/api/v1/audit", { params: { query }, signal })),
  );
  const line = data?.data[0];
  if (line === undefined) return null;
  return (
    <p class="quiet">
      {WINDOWS.opened_by} {line.name ?? line.job ?? line.kind}{" "}
      {WINDOWS.opened_at} <Time at={line.at} timezone={timezone} />
    </p>
  );
}

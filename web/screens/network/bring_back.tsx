import { api, ok, tagged } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { Select } from "../../ui/field.tsx";
import { Shown } from "../own/shown.tsx";
import { Ask } from "./ask.tsx";

/** Chooses between the links in use and those that are archived. */
export function WhichLinks({
  is_archived,
  onValue,
}: {
  is_archived: boolean;
  onValue(is_archived: boolean): void;
}) {
  return (
    <div class="controls">
      <Select
        label={NET.which_links}
        value={is_archived ? "archived" : "used"}
        onValue={(value) => onValue(value === "archived")}
        options={[
          { value: "used", label: NET.links_used },
          { value: "archived", label: NET.links_archived },
        ]}
      />
    </div>
  );
}

/** Brings an archived link back, unless somebody else changes it meanwhile. */
export function BringBack({
  link: { id, paused_by_network },
  by_network = false,
  onDone,
}: {
  link: Schema<"Link">;
  /** Whether the network asks, which may start any link. */
  by_network?: boolean;
  onDone(): void;
}) {
  const path = { id: String(id) };
  const asked = useAsked(`archived link ${id}`, (signal) =>
    tagged(api.GET("/api/v1/links/{id}", { params: { path }, signal })),
  );
  return (
    <Shown asked={asked} lines={1}>
      {({ etag }) => (
        <div>
          <Ask
            label={NET.bring_back}
            title={NET.bring_back}
            happens={
              paused_by_network && !by_network
                ? NET.bring_back_network_starts
                : NET.bring_back_happens
            }
            agree={NET.bring_back}
            work={async () => {
              const params = { path, header: { "If-Match": etag } };
              const body = { archived: false } as const;
              await ok(api.PATCH("/api/v1/links/{id}", { params, body }));
              onDone();
            }}
          />
        </div>
      )}
    </Shown>
  );
}

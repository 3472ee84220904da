import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { ACCOUNT, SETTINGS } from "../../messages/settings.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { Time } from "../../ui/figures.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Act } from "./act.tsx";
import { browserInWords } from "./browser_words.ts";
import { Listed } from "./listed.tsx";

const SHOWN = "5";

type Session = Schema<"Session">;

/** Where one is signed in; each session can be ended, and all at once. */
export function Sessions() {
  const timezone = useTimezone();
  const list = useList<Session>("sessions", (cursor, signal) =>
    ok(
      api.GET("/api/v1/sessions", {
        params: {
          query: {
            limit: SHOWN,
            sort: "-last_seen_at",
            ...(cursor && { cursor }),
          },
        },
        ...(signal && { signal }),
      }),
    ),
  );
  const end = async ({ id, current }: Session) => {
    const params = { path: { id } };
    await ok(api.DELETE("/api/v1/sessions/{id}", { params }));
    if (current) window.location.assign("/app");
    list.reload();
  };
  return (
    <section class="stack">
      <Listed list={list} empty={say.nothing_here}>
        {(rows) => (
          <Table
            stacks
            caption={ACCOUNT.sessions}
            rows={rows}
            keyOf={({ id }) => id}
            columns={columnsOf(timezone, end)}
          />
        )}
      </Listed>
      <div>
        <Act
          kind="danger"
          label={ACCOUNT.session_end_all}
          of={ACCOUNT.sessions}
          asks={ACCOUNT.session_all_asks}
          act={endAll}
        />
      </div>
    </section>
  );
}

async function endAll(): Promise<void> {
  await ok(api.DELETE("/api/v1/sessions"));
  window.location.assign("/app");
}

function columnsOf(
  timezone: string,
  end: (session: Session) => Promise<void>,
): Column<Session>[] {
  return [
    {
      key: "seen",
      label: ACCOUNT.session_seen,
      cell: ({ last_seen_at, current }) => (
        <span class="row">
          <Time at={last_seen_at} timezone={timezone} />
          {current && <Badge tone="good">{ACCOUNT.session_this}</Badge>}
        </span>
      ),
    },
    {
      key: "address",
      label: ACCOUNT.session_address,
      cell: ({ address }) => address ?? say.none,
    },
    {
      key: "browser",
      label: ACCOUNT.session_browser,
      cell: ({ user_agent }) =>
        user_agent === null ? (
          say.none
        ) : (
          <span title={user_agent}>{browserInWords(user_agent)}</span>
        ),
    },
    {
      key: "end",
      label: SETTINGS.actions,
      cell: (row) => (
        <Act
          label={ACCOUNT.session_end}
          of={browserInWords(row.user_agent ?? row.id)}
          act={() => end(row)}
        />
      ),
    },
  ];
}

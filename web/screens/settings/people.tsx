import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { PEOPLE, SETTINGS } from "../../messages/settings.ts";
import { say } from "../../messages/en.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { trackerNow } from "../../state/tracker_clock.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { OpenedDrawer } from "../../ui/opened_drawer.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { Table } from "../../ui/table.tsx";
import { Act } from "./act.tsx";
import { EditUser } from "./edit_user.tsx";
import { Listed } from "./listed.tsx";
import { OnceShown } from "./once_shown.tsx";
import {
  NO_ROLE,
  roleBody,
  RoleFields,
  usePartyWords,
} from "./role_fields.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

type User = Schema<"User">;
type Invitation = Schema<"Invitation">;

/** Who may sign in, as what, and who is invited. */
export function PeopleScreen() {
  const location = useLocation();
  const { query } = location;
  const show = (changes: Record<string, string | null>) =>
    go(withQuery(location, changes));
  const q = query.get("q") ?? "";
  const users = useList<User>(`users ${q}`, (cursor, signal) =>
    ok(
      api.GET("/api/v1/users", {
        params: { query: { ...(q && { q }), ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const invitations = useList<Invitation>("invitations", (cursor, signal) =>
    ok(
      api.GET("/api/v1/invitations", {
        params: { query: { sort: "-created_at", ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  return (
    <SettingsFrame
      name="people"
      actions={
        <Button kind="main" onClick={() => show({ over: "invite" })}>
          {PEOPLE.invite}
        </Button>
      }
    >
      <div class="controls">
        <Field
          label={PEOPLE.find}
          type="search"
          value={q}
          onValue={(value) =>
            go(withQuery(location, { q: value }), { replace: true })
          }
        />
      </div>
      <Listed list={users} empty={say.nothing_here}>
        {(rows) => <Users rows={rows} onOpen={(id) => show({ open: id })} />}
      </Listed>
      <Invitations list={invitations} />
      {query.get("over") === "invite" && (
        <Invite
          onClose={() => show({ over: null })}
          onInvited={invitations.reload}
        />
      )}
      <OpenedDrawer name="open" title={PEOPLE.one}>
        {(id) => <EditUser id={id} onChanged={users.reload} />}
      </OpenedDrawer>
    </SettingsFrame>
  );
}

function Users({
  rows,
  onOpen,
}: {
  rows: readonly User[];
  onOpen(id: string): void;
}) {
  const of = usePartyWords();
  return (
    <Table
      stacks
      is_titled
      caption={PEOPLE.users}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "email",
          label: SETTINGS.email,
          cell: ({ email, name }) => (
            <>
              <strong>{name ?? email}</strong>
              {name !== null && <div class="quiet">{email}</div>}
            </>
          ),
        },
        {
          key: "role",
          label: SETTINGS.role,
          cell: ({ role }) => SETTINGS.roles[role],
        },
        { key: "of", label: SETTINGS.of, cell: (row) => of(row) },
        {
          key: "state",
          label: SETTINGS.state,
          cell: ({ disabled_at }) =>
            disabled_at === null ? (
              <Badge tone="good">{PEOPLE.active}</Badge>
            ) : (
              <Badge tone="bad">{PEOPLE.disabled}</Badge>
            ),
        },
        {
          key: "change",
          label: SETTINGS.actions,
          cell: ({ id, email }) => (
            <Button onClick={() => onOpen(id)}>
              {SETTINGS.change}
              <span class="unseen">: {email}</span>
            </Button>
          ),
        },
      ]}
    />
  );
}

function Invite({
  onClose,
  onInvited,
}: {
  onClose(): void;
  onInvited(): void;
}) {
  const [made, setMade] = useState<Schema<"NewInvitation"> | null>(null);
  const form = useForm(
    { email: "", ...NO_ROLE },
    async ({ email, ...role }) => {
      const body = { email, ...roleBody(role) };
      setMade(await ok(api.POST("/api/v1/invitations", { body })));
      onInvited();
    },
  );
  return (
    <Dialog title={PEOPLE.invite} onClose={onClose}>
      {made === null ? (
        <Form form={form} label={PEOPLE.invite}>
          <p class="quiet">{PEOPLE.invite_text}</p>
          <Field
            label={SETTINGS.email}
            type="email"
            required
            {...form.text("email")}
          />
          <RoleFields form={form} />
          <div class="row">
            <Button type="submit" kind="main">
              {PEOPLE.invite}
            </Button>
          </div>
        </Form>
      ) : (
        <>
          <OnceShown text={PEOPLE.invited} secret={made.url} />
          <p>{PEOPLE.invited_mail[made.mail]}</p>
        </>
      )}
    </Dialog>
  );
}

function Invitations({
  list,
}: {
  list: ReturnType<typeof useList<Invitation>>;
}) {
  const timezone = useTimezone();
  const of = usePartyWords();
  const revoke = async (id: string) => {
    const params = { path: { id } };
    await ok(api.DELETE("/api/v1/invitations/{id}", { params }));
    list.reload();
  };
  if (list.rows?.length === 0) return null;
  return (
    <Listed list={list} empty="">
      {(rows) => (
        <Table
          stacks
          caption={PEOPLE.invitations}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { key: "email", label: SETTINGS.email, cell: ({ email }) => email },
            {
              key: "role",
              label: SETTINGS.role,
              cell: ({ role }) => SETTINGS.roles[role],
            },
            { key: "of", label: SETTINGS.of, cell: (row) => of(row) },
            {
              key: "until",
              label: PEOPLE.until,
              cell: ({ expires_at }) => (
                <Time at={expires_at} timezone={timezone} />
              ),
            },
            {
              key: "state",
              label: SETTINGS.state,
              cell: (row) => {
                const { state, tone } = stateOf(row);
                return <Badge tone={tone}>{PEOPLE.states[state]}</Badge>;
              },
            },
            {
              key: "revoke",
              label: SETTINGS.actions,
              cell: (row) =>
                stateOf(row).state === "open" && (
                  <Act
                    label={PEOPLE.revoke}
                    of={row.email}
                    act={() => revoke(row.id)}
                  />
                ),
            },
          ]}
        />
      )}
    </Listed>
  );
}

function stateOf({ accepted_at, revoked_at, expires_at }: Invitation): {
  state: keyof typeof PEOPLE.states;
  tone: Tone;
} {
  if (accepted_at !== null) return { state: "accepted", tone: "good" };
  if (revoked_at !== null) return { state: "revoked", tone: "bad" };
  return new Date(expires_at) < trackerNow()
    ? { state: "expired", tone: "warn" }
    : { state: "open", tone: "note" };
}

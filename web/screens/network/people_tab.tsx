import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { Submit } from "../../doors/sign_in.tsx";
import { say } from "../../messages/en.ts";
import { NET } from "../../messages/network.ts";
import { useAsked } from "../../state/asked.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { trackerNow } from "../../state/tracker_clock.ts";
import { CopyButton } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Ask } from "./ask.tsx";
import { StateBadge } from "./state_badge.tsx";

type Invitation = Schema<"Invitation">;
type User = Schema<"User">;

interface Party {
  role: "affiliate" | "advertiser";
  id: number;
}

/** Who signs in for a party, and who is invited to. */
export function PeopleTab({ role, id }: Party) {
  const timezone = useTimezone();
  const has_users = useMe().role === "admin";
  const query = { [`${role}_id`]: id, limit: "200" };
  const asked = useAsked(`people ${role} ${id}`, async (signal) => {
    const [users, invitations] = await Promise.all([
      has_users
        ? ok(api.GET("/api/v1/users", { params: { query }, signal }))
        : null,
      ok(api.GET("/api/v1/invitations", { params: { query }, signal })),
    ]);
    return { users: users?.data ?? [], invitations: invitations.data };
  });
  const { data, error, reload } = asked;
  const open = data?.invitations.filter((one) => one.accepted_at === null);
  return (
    <div class="stack">
      <Invite role={role} id={id} onMade={reload} />
      {error !== undefined && <Failed error={error} retry={reload} />}
      {data === undefined || open === undefined ? (
        error === undefined && <Shape />
      ) : (
        <>
          {data.users.length > 0 && (
            <Table
              stacks
              caption={NET.people_in}
              rows={data.users}
              keyOf={(user) => user.id}
              columns={userColumns(timezone)}
            />
          )}
          {open.length > 0 && (
            <Table
              stacks
              caption={NET.people_invited}
              rows={open}
              keyOf={(one) => one.id}
              columns={invitationColumns(timezone, reload)}
            />
          )}
          {data.users.length + open.length === 0 && (
            <p class="panel quiet">{NET.people_none}</p>
          )}
        </>
      )}
    </div>
  );
}

function userColumns(timezone: string): Column<User>[] {
  return [
    { key: "email", label: NET.email, cell: ({ email }) => email },
    { key: "name", label: NET.name, cell: ({ name }) => name ?? say.none },
    {
      key: "state",
      label: NET.state,
      cell: ({ disabled_at }) => (
        <StateBadge state={disabled_at === null ? "active" : "disabled"} />
      ),
    },
    {
      key: "since",
      label: NET.made,
      cell: ({ created_at }) => (
        <Time at={created_at} timezone={timezone} style="day" />
      ),
    },
  ];
}

function stateOf({ revoked_at, expires_at }: Invitation): string {
  if (revoked_at !== null) return "withdrawn";
  return new Date(expires_at) < trackerNow() ? "expired" : "invited";
}

function invitationColumns(
  timezone: string,
  reload: () => void,
): Column<Invitation>[] {
  const withdraw = async (id: string) => {
    await ok(
      api.DELETE("/api/v1/invitations/{id}", { params: { path: { id } } }),
    );
    reload();
  };
  return [
    { key: "email", label: NET.email, cell: ({ email }) => email },
    {
      key: "state",
      label: NET.state,
      cell: (one) => <StateBadge state={stateOf(one)} />,
    },
    {
      key: "until",
      label: NET.until,
      cell: ({ expires_at }) => <Time at={expires_at} timezone={timezone} />,
    },
    {
      key: "withdraw",
      label: NET.change,
      cell: (one) =>
        stateOf(one) === "invited" ? (
          <Ask
            label={NET.withdraw}
            title={NET.withdraw}
            happens={NET.withdraw_happens(one.email)}
            agree={NET.withdraw}
            kind="danger"
            work={() => withdraw(one.id)}
          />
        ) : (
          say.none
        ),
    },
  ];
}

function Invite({ role, id, onMade }: Party & { onMade(): void }) {
  const [made, setMade] = useState<Schema<"NewInvitation"> | null>(null);
  const form = useForm({ email: "" }, async ({ email }) => {
    const body = { email: email.trim(), role, [`${role}_id`]: id };
    setMade(await ok(api.POST("/api/v1/invitations", { body })));
    form.set({ email: "" });
    onMade();
  });
  return (
    <section class="panel stack">
      <h2>{NET.invite}</h2>
      <Form form={form} label={NET.invite}>
        <div class="fields">
          <Field
            label={NET.email}
            type="email"
            required
            {...form.text("email")}
          />
          <Submit label={NET.invite} is_sending={form.is_sending} />
        </div>
      </Form>
      {made !== null && (
        <Notice tone="good" title={NET.invited(made.email, made.mail)}>
          <div class="row">
            <code>{made.url}</code>
            <CopyButton text={made.url} />
          </div>
        </Notice>
      )}
    </section>
  );
}

import { useState } from "preact/hooks";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { SETTINGS, TOKENS } from "../../messages/settings.ts";
import { go, useLocation, withQuery } from "../../state/location.ts";
import { useMe, useTimezone } from "../../state/session.tsx";
import { useList } from "../../state/use_list.ts";
import { trackerNow } from "../../state/tracker_clock.ts";
import { Button } from "../../ui/button.tsx";
import { Check, Field } from "../../ui/field.tsx";
import { Time } from "../../ui/figures.tsx";
import { Form, useForm } from "../../ui/form.tsx";
import { Badge } from "../../ui/notice.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Act } from "./act.tsx";
import { Listed } from "./listed.tsx";
import { OnceShown } from "./once_shown.tsx";
import {
  NO_ROLE,
  roleBody,
  RoleFields,
  usePartyWords,
} from "./role_fields.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

type Token = Schema<"Token">;

/** Tokens of programs: made, shown once, revoked. */
export function TokensScreen() {
  const location = useLocation();
  const timezone = useTimezone();
  const list = useList<Token>("tokens", (cursor, signal) =>
    ok(
      api.GET("/api/v1/tokens", {
        params: { query: { sort: "-created_at", ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    ),
  );
  const of = usePartyWords();
  const revoke = async (id: string) => {
    const params = { path: { id } };
    await ok(api.DELETE("/api/v1/tokens/{id}", { params }));
    list.reload();
  };
  const show = (over: string | null) => go(withQuery(location, { over }));
  return (
    <SettingsFrame
      name="tokens"
      actions={
        <Button kind="main" onClick={() => show("make")}>
          {TOKENS.make}
        </Button>
      }
    >
      <p class="quiet">{TOKENS.text}</p>
      <Listed list={list} empty={TOKENS.none}>
        {(rows) => (
          <Table
            stacks
            is_titled
            caption={SETTINGS.tabs.tokens}
            rows={rows}
            keyOf={({ id }) => id}
            columns={columnsOf({ timezone, of, revoke })}
          />
        )}
      </Listed>
      {location.query.get("over") === "make" && (
        <MakeToken onClose={() => show(null)} onMade={list.reload} />
      )}
    </SettingsFrame>
  );
}

function columnsOf({
  timezone,
  of,
  revoke,
}: {
  timezone: string;
  of: ReturnType<typeof usePartyWords>;
  revoke(id: string): Promise<void>;
}): Column<Token>[] {
  return [
    {
      key: "name",
      label: SETTINGS.name,
      cell: ({ name, scopes }) => (
        <>
          <strong>{name}</strong>
          {scopes.length > 0 && <div class="quiet">{scopes.join(", ")}</div>}
        </>
      ),
    },
    {
      key: "role",
      label: TOKENS.role,
      cell: ({ role }) => SETTINGS.roles[role],
    },
    {
      key: "of",
      label: SETTINGS.of,
      cell: (row) => of(row),
    },
    {
      key: "used",
      label: TOKENS.last_used,
      cell: ({ last_used_at }) =>
        last_used_at === null ? (
          TOKENS.never
        ) : (
          <Time at={last_used_at} timezone={timezone} />
        ),
    },
    {
      key: "expires",
      label: TOKENS.expires,
      cell: ({ expires_at }) => <Time at={expires_at} timezone={timezone} />,
    },
    { key: "state", label: SETTINGS.state, cell: stateOf },
    {
      key: "revoke",
      label: SETTINGS.actions,
      cell: ({ id, name, revoked_at }) =>
        revoked_at === null && (
          <Act
            kind="danger"
            label={TOKENS.revoke}
            of={name}
            asks={TOKENS.revoke_text}
            act={() => revoke(id)}
          />
        ),
    },
  ];
}

function stateOf({ revoked_at, expires_at }: Token) {
  if (revoked_at !== null) return <Badge tone="bad">{TOKENS.revoked}</Badge>;
  return expires_at !== null && new Date(expires_at) < trackerNow() ? (
    <Badge tone="warn">{TOKENS.expired}</Badge>
  ) : (
    <Badge tone="good">{TOKENS.active}</Badge>
  );
}

function MakeToken({ onClose, onMade }: { onClose(): void; onMade(): void }) {
  const is_admin = useMe().role === "admin";
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm(
    { name: "", scopes: "", expires: "", is_own: true, ...NO_ROLE },
    async ({ name, scopes, expires, is_own, ...role }) => {
      const list = scopes.split(/[\s,]+/).filter((one) => one !== "");
      const body = {
        name,
        ...(list.length === 0 ? {} : { scopes: list }),
        ...(expires === "" ? {} : { expires_at: `${expires}T00:00:00Z` }),
        ...(is_own ? {} : roleBody(role)),
      };
      const made = await ok(api.POST("/api/v1/tokens", { body }));
      setSecret(made.token);
      onMade();
    },
  );
  return (
    <Dialog title={TOKENS.make} onClose={onClose}>
      {secret !== null ? (
        <>
          <OnceShown text={TOKENS.made} secret={secret} />
          <div class="row">
            <Button onClick={onClose}>{say.close}</Button>
          </div>
        </>
      ) : (
        <Form form={form} label={TOKENS.make}>
          <Field
            label={SETTINGS.name}
            hint={TOKENS.name_hint}
            required
            {...form.text("name")}
          />
          {is_admin && (
            <Check
              label={`${TOKENS.role}: ${TOKENS.role_own}`}
              checked={form.values.is_own}
              onValue={(is_own) => form.set({ is_own })}
            />
          )}
          {!form.values.is_own && <RoleFields form={form} />}
          <Field
            label={TOKENS.scopes}
            hint={TOKENS.scopes_hint}
            {...form.text("scopes")}
          />
          <Field
            label={TOKENS.expires}
            hint={TOKENS.expires_hint}
            type="date"
            {...form.text("expires")}
          />
          <div class="row">
            <Button type="submit" kind="main">
              {TOKENS.make}
            </Button>
          </div>
        </Form>
      )}
    </Dialog>
  );
}

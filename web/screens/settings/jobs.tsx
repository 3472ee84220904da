import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { say } from "../../messages/en.ts";
import { everyInWords, jobInWords } from "../../messages/jobs.ts";
import { SETTINGS, SYSTEM } from "../../messages/settings.ts";
import { useAsked } from "../../state/asked.ts";
import { useTimezone } from "../../state/session.tsx";
import { useEvery } from "../../state/use_every.ts";
import { useList } from "../../state/use_list.ts";
import { FilterBar, useFilters } from "../../ui/filter_bar.tsx";
import { Count, Time } from "../../ui/figures.tsx";
import { Badge, Failed, Shape } from "../../ui/notice.tsx";
import type { Tone } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import type { Column } from "../../ui/table.tsx";
import { Act } from "./act.tsx";
import { TaskOf, useTaskFiles } from "./task_of.tsx";
import type { TaskFiles } from "./task_of.tsx";
import { Listed } from "./listed.tsx";
import { SettingsFrame } from "./settings_frame.tsx";

type Task = Schema<"Task">;
type Job = Schema<"Job">;

const ASKED_EVERY_MS = 3000;
const SHOWN = "10";
/** The key of what the clock fires. */
const CLOCK = "clock";
const STATES = ["waiting", "running", "done", "failed", "cancelled"] as const;
const TONES: Record<Task["state"], Tone> = {
  waiting: "note",
  running: "note",
  done: "good",
  failed: "bad",
  cancelled: "warn",
};

/** Long work with its progress, and what the tracker does by itself. */
export function JobsScreen() {
  return (
    <SettingsFrame name="jobs">
      <Tasks />
      <Jobs />
    </SettingsFrame>
  );
}

function Tasks() {
  const timezone = useTimezone();
  const filters = [{ name: "state", label: SETTINGS.state, options: STATES }];
  const { state } = useFilters(filters);
  const list = useList<Task>(`tasks ${state ?? ""}`, (cursor, signal) =>
    ok(
      api.GET("/api/v1/tasks", {
        params: {
          query: {
            limit: SHOWN,
            ...(state === undefined ? {} : { state: state as Task["state"] }),
            ...(cursor && { cursor }),
          },
        },
        ...(signal && { signal }),
      }),
    ),
  );
  const is_busy = list.rows?.some((one) =>
    ["waiting", "running"].includes(one.state),
  );
  useEvery(ASKED_EVERY_MS, () => {
    if (is_busy === true) list.reload();
  });
  const files = useTaskFiles(list.rows ?? []);
  const change = async (id: string, what: "cancel" | "resume") => {
    const params = { path: { id } };
    await (what === "cancel"
      ? ok(api.POST("/api/v1/tasks/{id}/cancel", { params }))
      : ok(api.POST("/api/v1/tasks/{id}/resume", { params })));
    list.reload();
  };
  return (
    <section class="stack">
      <p class="quiet">{SYSTEM.tasks_text}</p>
      <FilterBar filters={filters} />
      <Listed list={list} empty={SYSTEM.tasks_none}>
        {(rows) => (
          <Table
            stacks
            caption={SYSTEM.tasks}
            rows={rows}
            keyOf={({ id }) => id}
            columns={taskColumns(timezone, files, change)}
          />
        )}
      </Listed>
    </section>
  );
}

type Change = (id: string, what: "cancel" | "resume") => Promise<void>;

function taskColumns(
  timezone: string,
  files: TaskFiles,
  change: Change,
): Column<Task>[] {
  return [
    {
      key: "name",
      label: SYSTEM.task,
      cell: ({ name, key, error }) => (
        <>
          <strong>{jobInWords(name)}</strong>
          {key !== null && (
            <div class="quiet">
              {key === CLOCK ? (
                SYSTEM.by_clock
              ) : (
                <TaskOf of={key} files={files} />
              )}
            </div>
          )}
          {error !== null && <div class="wrong">{error}</div>}
        </>
      ),
    },
    {
      key: "state",
      label: SETTINGS.state,
      cell: (row) => (
        <Badge tone={TONES[row.state]}>{SYSTEM.states[row.state]}</Badge>
      ),
    },
    {
      key: "progress",
      label: SYSTEM.progress,
      cell: (row) => <Progress task={row} />,
    },
    {
      key: "made",
      label: SETTINGS.created,
      cell: ({ created_at }) => <Time at={created_at} timezone={timezone} />,
    },
    {
      key: "act",
      label: SETTINGS.actions,
      cell: (row) => <TaskActs task={row} onChange={change} />,
    },
  ];
}

function TaskActs({
  task: { id, name, state },
  onChange,
}: {
  task: Task;
  onChange: Change;
}) {
  if (state === "waiting" || state === "running") {
    return (
      <Act
        label={SYSTEM.cancel}
        of={jobInWords(name)}
        asks={SYSTEM.cancel_asks}
        act={() => onChange(id, "cancel")}
      />
    );
  }
  if (state === "done") return null;
  return (
    <Act
      label={SYSTEM.resume}
      of={jobInWords(name)}
      act={() => onChange(id, "resume")}
    />
  );
}

function Progress({
  task: { done, total, rate_per_second, eta_at },
}: {
  task: Task;
}) {
  const timezone = useTimezone();
  return (
    <>
      <Count value={done} />
      {total !== null && (
        <>
          {" "}
          {SYSTEM.of} <Count value={total} />
          <progress
            class="task-progress"
            aria-label={SYSTEM.progress}
            max={Math.max(total, 1)}
            value={done}
          />
        </>
      )}
      <div class="quiet">
        {rate_per_second !== null && (
          <>
            <Count value={Math.round(rate_per_second)} />{" "}
            {SYSTEM.per_second}{" "}
          </>
        )}
        {eta_at !== null && (
          <>
            {SYSTEM.ready_at} <Time at={eta_at} timezone={timezone} />
          </>
        )}
      </div>
    </>
  );
}

function Jobs() {
  const timezone = useTimezone();
  const { data, error, reload } = useAsked("jobs", (signal) =>
    ok(api.GET("/api/v1/jobs", { signal })),
  );
  if (data === undefined) {
    return error === undefined ? (
      <Shape lines={8} />
    ) : (
      <Failed error={error} retry={reload} />
    );
  }
  const run = async (name: string) => {
    const params = { path: { name } };
    await ok(api.POST("/api/v1/jobs/{name}/run", { params }));
    reload();
  };
  return (
    <section class="stack">
      <p class="quiet">{SYSTEM.jobs_text}</p>
      <Table
        stacks
        caption={SYSTEM.jobs}
        rows={data.data}
        keyOf={({ name }) => name}
        columns={jobColumns(timezone, run)}
      />
    </section>
  );
}

function jobColumns(
  timezone: string,
  run: (name: string) => Promise<void>,
): Column<Job>[] {
  return [
    {
      key: "name",
      label: SYSTEM.job,
      cell: ({ name, description, last_error }) => (
        <>
          <strong>{jobInWords(name)}</strong>
          <div class="quiet">{description}</div>
          {last_error !== null && <div class="wrong">{last_error}</div>}
        </>
      ),
    },
    {
      key: "state",
      label: SETTINGS.state,
      cell: ({ waiting, running, failed }) =>
        failed > 0 ? (
          <Badge tone="bad">{`${failed} ${SYSTEM.failed}`}</Badge>
        ) : running > 0 ? (
          <Badge tone="note">{SYSTEM.running}</Badge>
        ) : waiting > 0 ? (
          <span class="quiet">{SYSTEM.waiting}</span>
        ) : (
          say.none
        ),
    },
    {
      key: "every",
      label: SYSTEM.every,
      cell: ({ every_ms }) =>
        every_ms === null ? SYSTEM.on_request : everyInWords(every_ms),
    },
    {
      key: "last",
      label: SYSTEM.last_run,
      cell: ({ last_run_at }) => (
        <Time at={last_run_at} timezone={timezone} style="second" />
      ),
    },
    {
      key: "next",
      label: SYSTEM.next_run,
      cell: ({ next_run_at }) => (
        <Time at={next_run_at} timezone={timezone} style="second" />
      ),
    },
    {
      key: "run",
      label: SETTINGS.actions,
      cell: ({ name, every_ms }) =>
        every_ms !== null && (
          <Act label={SYSTEM.run} of={jobInWords(name)} act={() => run(name)} />
        ),
    },
  ];
}

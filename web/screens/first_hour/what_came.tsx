import type { ComponentChildren } from "preact";
import { api, ok } from "../../api/client.ts";
import type { Schema } from "../../api/client.ts";
import { FIRST } from "../../messages/first_hour.ts";
import { useAsked } from "../../state/asked.ts";
import { useEvery } from "../../state/use_every.ts";
import { Act } from "../../ui/act.tsx";
import { Money } from "../../ui/figures.tsx";
import { Failed, Notice, Shape } from "../../ui/notice.tsx";
import { isTried } from "../endpoints/test_receiver.tsx";
import type { StepProps } from "./first_hour.tsx";
import { TellTracker } from "./make_promoter.tsx";

const LOOKED_EVERY_MS = 1_000;

type Delivery = Schema<"DeliveryWithAttempts">;

/** The test sale on its way: recorded, approved, and heard by the affiliate's tracker. */
export function WhatCame({
  conversion_id,
  ...step
}: StepProps & { conversion_id: string }) {
  const asked = useAsked(conversion_id, (signal) =>
    readWhatCame(conversion_id, signal),
  );
  const { data, error, reload } = asked;
  const is_heard = data?.delivery?.state === "delivered";
  useEvery(LOOKED_EVERY_MS, () => {
    if (!is_heard && !asked.is_loading) reload();
  });
  if (error !== undefined) return <Failed error={error} retry={reload} />;
  if (data === undefined) return <Shape lines={2} />;
  const { conversion, delivery, is_tried } = data;
  const is_approved = conversion.status === "approved";
  const approve = async () => {
    const params = { path: { id: conversion.id } };
    const body = { status: "approved", reason: FIRST.approve_reason } as const;
    await ok(api.PATCH("/api/v1/conversions/{id}", { params, body }));
    reload();
  };
  return (
    <>
      <Notice tone={is_approved ? "good" : "warn"}>
        <p>
          {is_approved ? FIRST.approved : FIRST.waits(conversion.status)}{" "}
          {FIRST.gets}{" "}
          <Money amount={conversion.payout} currency={conversion.currency} />
        </p>
        {conversion.status === "pending" && (
          <div class="row">
            <Act kind="main" work={approve}>
              {FIRST.approve}
            </Act>
          </div>
        )}
        <a href={`/app/story?q=${conversion.id}`}>{FIRST.story}</a>
      </Notice>
      {is_approved && <Heard {...step} {...{ delivery, is_tried }} />}
    </>
  );
}

/** Whether the affiliate's tracker heard of the sale, and what it answered. */
function Heard({
  made,
  onMade,
  delivery,
  is_tried,
}: StepProps & { delivery: Delivery | null; is_tried: boolean }) {
  if (delivery === null && made.endpoint === 0) {
    return (
      <section class="stack">
        <Notice title={FIRST.nobody_told}>{FIRST.nobody_told_text}</Notice>
        <TellTracker affiliate={made.affiliate ?? 0} onMade={onMade} />
        <Next />
      </section>
    );
  }
  if (delivery === null) {
    return <Notice>{FIRST.not_told}</Notice>;
  }
  const last = delivery.tries.at(-1);
  const is_heard = delivery.state === "delivered";
  const endpoints = `/app/affiliates/${made.affiliate}?tab=endpoints`;
  if (last === undefined) return <Notice>{FIRST.is_told}</Notice>;
  return (
    <>
      <Notice
        tone={is_heard ? "good" : "bad"}
        title={
          last.http_status === null
            ? FIRST.no_answer
            : is_tried && is_heard
              ? FIRST.tried_heard
              : FIRST.heard(last.http_status)
        }
      >
        {!is_heard && (
          <p>
            {FIRST.heard_not} {last.error}{" "}
            <a href={endpoints}>{FIRST.endpoint}</a>
          </p>
        )}
        <dl class="facts">
          <Fact label={FIRST.was_sent}>{`${last.method} ${last.url}`}</Fact>
          {last.response_body !== null && (
            <Fact label={FIRST.was_answered}>{last.response_body}</Fact>
          )}
        </dl>
        {is_tried && (
          <p>
            {FIRST.tried_next} <a href={endpoints}>{FIRST.tried_change}</a>.
          </p>
        )}
      </Notice>
      {is_heard && <Next />}
    </>
  );
}

function Fact({
  label,
  children,
}: {
  label: string;
  children: ComponentChildren;
}) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <pre>{children}</pre>
      </dd>
    </>
  );
}

function Next() {
  return (
    <p class="row">
      {FIRST.all_done} <a href="/app/settings/people">{FIRST.people}</a>
      <a href="/app/today">{FIRST.today}</a>
    </p>
  );
}

async function readWhatCame(id: string, signal: AbortSignal) {
  const [conversion, { data }] = await Promise.all([
    ok(
      api.GET("/api/v1/conversions/{id}", {
        params: { path: { id } },
        signal,
      }),
    ),
    ok(
      api.GET("/api/v1/deliveries", {
        params: { query: { conversion_id: id, limit: "1" } },
        signal,
      }),
    ),
  ]);
  const [newest] = data;
  if (newest === undefined) {
    return { conversion, delivery: null, is_tried: false };
  }
  const path = { id: newest.id };
  const of = {
    id: String(newest.affiliate_id),
    endpoint_id: String(newest.endpoint_id),
  };
  const [delivery, endpoint] = await Promise.all([
    ok(api.GET("/api/v1/deliveries/{id}", { params: { path }, signal })),
    ok(
      api.GET("/api/v1/affiliates/{id}/postbacks/{endpoint_id}", {
        params: { path: of },
        signal,
      }),
    ),
  ]);
  return { conversion, delivery, is_tried: isTried(endpoint) };
}

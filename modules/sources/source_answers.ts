import { Type } from "@sinclair/typebox";
import {
  affiliates,
  Count,
  Currency,
  described,
  Id,
  named,
  nullable,
  oneOf,
  Time,
  Uuid,
} from "../http/mod.ts";
import { MMP_FORMS } from "./mmps/mmp_reading.ts";
import { ANSWER_STYLES } from "./platforms/answer_style.ts";

const text = Type.String();
const Words = Type.Record(text, Type.Array(text));
const ShownOnce = described("Shown only in this answer.", text);
const ReversalAmount = described(
  "Whether a reversal's amount is what was refunded so far, what remains, or what this refund alone gives back.",
  nullable(oneOf(["refunded", "remaining", "delta"])),
);
const AmountUnit = oneOf(["major", "minor"]);
const Answer = oneOf(ANSWER_STYLES);
const StatusWord = oneOf([
  "approved",
  "ignore",
  "pending",
  "rejected",
  "reversed",
]);

const Secret = Type.Object({
  id: Uuid,
  masked: described("Its last characters.", nullable(text)),
  created_at: Time,
});

const Replaced = described(
  "What was replaced and is still taken; null if nothing is.",
  nullable(Type.Object({ masked: text, valid_until: Time })),
);

/** Source as the API shows it. */
export const Source = named(
  "Source",
  Type.Object({
    id: Id,
    advertiser_id: Id,
    name: text,
    key: described("The part of its address that names it.", text),
    preset: described("The platform that it is set up for.", nullable(text)),
    mapping: described("Our names to the sender's.", Words),
    goal_map: described(
      "The sender's names of goals to ours.",
      Type.Record(text, text),
    ),
    require: oneOf(["none", "token", "signature"]),
    allow_ips: Type.Array(text),
    enforce: Type.Boolean(),
    drift_seconds: Type.Number(),
    timezone: text,
    currency: nullable(Currency),
    amount_unit: text,
    decimal_comma: Type.Boolean(),
    amount_updates: Type.Boolean(),
    reversal_amount: ReversalAmount,
    reinstate: Type.Boolean(),
    pixel: described(
      "Whether pages may report sales, which wait until they are proven.",
      Type.Boolean(),
    ),
    pixel_key: described(
      "What names it in pages, for `data-source` of `/t.js`; null unless `pixel`.",
      nullable(text),
    ),
    pixel_url: described(
      "The address of its image pixel and beacon; null unless `pixel`.",
      nullable(text),
    ),
    answer: nullable(Answer),
    rate_per_second: nullable(Type.Integer()),
    default: Type.Boolean(),
    status_map: described(
      "The sender's words to our states.",
      Type.Record(
        text,
        Type.Union([
          StatusWord,
          Type.Object({
            goal: Type.Optional(text),
            mode: Type.Optional(oneOf(["add", "change", "upsert"])),
            status: StatusWord,
          }),
        ]),
      ),
    ),
    secrets: Type.Array(Secret),
    token: nullable(Secret),
    old_key: Replaced,
    old_token: Replaced,
    store: described(
      "The app, of a source for a store's notifications; of a shop's only `sandbox`: whatever comes to it is of the shop's test mode.",
      nullable(
        Type.Object({
          bundle_ids: Type.Array(text),
          app_apple_id: nullable(Type.Integer()),
          package_names: Type.Array(text),
          push_email: nullable(text),
          audience: described(
            "Whom Google's token is for; null: the source's address.",
            nullable(text),
          ),
          sandbox: Type.Boolean(),
        }),
      ),
    ),
    service_account: described(
      "Looks up Google Play's purchases; its key is never shown.",
      nullable(
        Type.Object({
          id: Uuid,
          client_email: nullable(text),
          created_at: Time,
        }),
      ),
    ),
    created_at: Time,
    url: text,
    in_force: described(
      "What applies after its preset.",
      Type.Object({
        amount_unit: AmountUnit,
        decimal_comma: Type.Boolean(),
        reversal_amount: ReversalAmount,
        answer: Answer,
      }),
    ),
    warnings: Type.Array(Type.Object({ field: text, message: text })),
  }),
);

/** Source with token as the API shows it. */
export const SourceWithToken = named(
  "SourceWithToken",
  Type.Object({ ...Secret.properties, token: ShownOnce }),
);

/** New source secret as the API shows it. */
export const NewSourceSecret = named(
  "NewSourceSecret",
  Type.Object({ ...Secret.properties, secret: ShownOnce }),
);

const DaysLimit = described(
  "Days from the click; null without a limit.",
  nullable(Type.Integer()),
);

/** Source sheet as the API shows it. */
export const SourceSheet = named(
  "SourceSheet",
  Type.Object({
    source: text,
    url: text,
    method: Type.Literal("GET or POST"),
    names: Type.Array(
      Type.Object({
        ours: text,
        send_as: text,
        required: Type.Boolean(),
        note: text,
      }),
    ),
    goals: Type.Array(
      Type.Object({
        campaign_id: Id,
        campaign: text,
        key: text,
        name: text,
        default: Type.Boolean(),
        send_as: Type.Array(text),
        after: described(
          "The goal that has to come first on the same click.",
          nullable(text),
        ),
        needs_amount: Type.Boolean(),
        counts_as: described("What it is without a status.", text),
        approved_after_days: nullable(Type.Integer()),
        lookback_days: DaysLimit,
        max_per_click: nullable(Type.Integer()),
      }),
    ),
    status_words: Words,
    amount: Type.Object({
      unit: AmountUnit,
      decimal: oneOf([",", "."]),
      example: text,
    }),
    currency: nullable(Currency),
    timezone: text,
    refunds: Type.Object({ words: Type.Array(text), how: text }),
    answers: Type.Array(
      Type.Object({
        http_status: text,
        means: text,
        send_again: Type.Boolean(),
      }),
    ),
    windows: Type.Array(
      Type.Object({
        campaign_id: Id,
        campaign: text,
        lookback_days: DaysLimit,
        backfill_days: Type.Integer(),
      }),
    ),
    proof: Type.Object({ require: text, how: text }),
    examples: Type.Object({
      get: text,
      curl: text,
      webhook: Type.Optional(text),
    }),
    pages: Type.Optional(
      described(
        "What goes into the shop's pages, where the source lets them report.",
        Type.Object({
          script: described("The tag of the script, for every page.", text),
          sale: described("For the page that thanks for an order.", text),
          image: described("For pages without scripts.", text),
          notes: Type.Array(text),
        }),
      ),
    ),
    mmp: Type.Optional(
      described(
        "What goes into the MMP that the source is for.",
        Type.Object({
          title: text,
          forms: Type.Array(
            Type.Object({
              form: oneOf(MMP_FORMS),
              where: described("Where the MMP takes it.", text),
              url: described("With the MMP's placeholders.", text),
            }),
          ),
          destination_url: described(
            "The campaign's destination, to be completed.",
            text,
          ),
          notes: Type.Array(text),
        }),
      ),
    ),
    steps: Type.Optional(
      described(
        "What is set up in a tool such as Zapier, Make or n8n, and where each shop has the fields.",
        Type.Array(Type.Object({ title: text, lines: Type.Array(text) })),
      ),
    ),
  }),
);

const SHEET_LINK = { id: Id, created_at: Time };

/** A link to a sheet as the API shows it. */
export const SheetLink = named("SheetLink", Type.Object(SHEET_LINK));

/** A new link to a sheet, with its address. */
export const NewSheetLink = named(
  "NewSheetLink",
  Type.Object({ ...SHEET_LINK, url: ShownOnce }),
);

const Received = Type.Object({
  total: Count,
  outcomes: Type.Record(text, Count),
  success_share: described("From 0 to 1.", nullable(Type.Number())),
});
const LATEST = { count: Count, last_at: Time, last_id: Uuid };

/** Source health as the API shows it. */
export const SourceHealth = named(
  "SourceHealth",
  Type.Object({
    source_id: described("0: without a source.", Count),
    last_seen: nullable(Time),
    last_24h: Received,
    last_7d: Received,
    refusals: Type.Array(Type.Object({ code: text, ...LATEST })),
    unmapped: described(
      "What it sends and nobody has mapped.",
      Type.Array(
        Type.Object({
          kind: oneOf(["goal", "parameter", "status"]),
          word: text,
          ...LATEST,
        }),
      ),
    ),
  }),
);

/** Source test as the API shows it. */
export const SourceTest = named(
  "SourceTest",
  Type.Object({
    ready: described("Whether no check failed.", Type.Boolean()),
    next: described(
      "The first thing to put right; null once it is ready.",
      nullable(text),
    ),
    sample: text,
    test_click: Type.Object({
      click_id: text,
      url: nullable(text),
      link_id: affiliates(Id),
    }),
    checks: Type.Array(
      Type.Object({
        check: oneOf([
          "request",
          "proof",
          "click_id",
          "order_id",
          "goal",
          "amount",
          "currency",
          "status",
          "time",
          "campaign",
          "dedupe",
          "mapping",
          "answer",
        ]),
        state: described(
          "`advice`: passed, and could be better; `not_reached`: behind a failed one.",
          oneOf(["passed", "advice", "failed", "not_reached"]),
        ),
        ok: Type.Boolean(),
        found: text,
        todo: nullable(text),
      }),
    ),
  }),
);

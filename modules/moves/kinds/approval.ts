import { networkSetup } from "../../campaigns/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import type { MovedApproval } from "../moved_thing.ts";
import type { Fields, Kind, Work } from "./kind.ts";
import { here } from "./plan_named.ts";

const { approvals } = networkSetup;
const STATUS = {
  approved: "approved",
  pending: "applied",
  rejected: "refused",
  blocked: "blocked",
} as const;

/** Who may promote what. Its id here is campaign and affiliate, with `/` between them. */
export const APPROVAL: Kind<MovedApproval> = {
  nameOf: ({ campaign, affiliate }) => `${campaign}/${affiliate}`,
  needs: ({ campaign, affiliate }) => [
    { kind: "campaign", old_id: campaign },
    { kind: "affiliate", old_id: affiliate },
  ],
  async plan(work, thing, earlier) {
    if (earlier !== undefined && earlier.thing.status === thing.status) {
      return here(earlier.id);
    }
    const { names } = work;
    const campaign_id = names.find("campaign", thing.campaign)?.id ?? null;
    const affiliate_id = names.find("affiliate", thing.affiliate)?.id ?? null;
    if (campaign_id === null || affiliate_id === null) {
      return { verdict: "create" };
    }
    const id = `${campaign_id}/${affiliate_id}`;
    const now = await readStatus(work, id);
    const status = STATUS[thing.status];
    if (now === null) return { verdict: "create" };
    if (now === status) return here(id);
    return {
      verdict: "update",
      id,
      before: { status: now },
      after: { status },
    };
  },
  async make({ deps, names }, thing) {
    const campaign_id = names.idOf("campaign", thing.campaign);
    const affiliate_id = names.idOf("affiliate", thing.affiliate);
    const status = STATUS[thing.status];
    await approvals.write(deps, campaign_id, { affiliate_id, status });
    return `${campaign_id}/${affiliate_id}`;
  },
  async change({ deps }, id, { status }) {
    const set = { status: status as "approved" };
    await approvals.change(deps, keyOf(id), set);
  },
  read: async (work, id): Promise<Fields> => ({
    status: await readStatus(work, id),
  }),
  async takeBack({ deps }, id) {
    await approvals.remove(deps, keyOf(id));
  },
};

function keyOf(id: string) {
  const [campaign_id = "", affiliate_id = ""] = id.split("/");
  return {
    campaign_id: Number(campaign_id),
    affiliate_id: Number(affiliate_id),
  };
}

async function readStatus({ deps }: Work, id: string): Promise<string | null> {
  try {
    return (await approvals.read(deps, keyOf(id))).status;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

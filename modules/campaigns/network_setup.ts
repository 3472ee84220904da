import {
  changeApproval,
  deleteApproval,
  readApproval,
  writeApproval,
} from "./campaign_affiliate.ts";
import {
  changeCampaign,
  createCampaign,
  deleteCampaign,
  readCampaign,
} from "./campaign.ts";
import { createCap, deleteCap, listCaps } from "./cap.ts";
import { createDomain, deleteDomain, findDomain } from "./domains/domain.ts";
import { DomainBody } from "./domains/domain_resource.ts";
import { changeGoal, createGoal, deleteGoal, listGoals } from "./goal.ts";
import { addPayout, endPayout, listPayouts } from "./goal_payout.ts";
import { changeLink, createLink, deleteLink, readLink } from "./link.ts";
import {
  AdvertiserBody,
  AffiliateBody,
  ApprovalBody,
  CampaignBody,
  CapBody,
  LinkBody,
  TrafficRuleBody,
} from "./model.ts";
import {
  changeAdvertiser,
  changeAffiliate,
  createAdvertiser,
  createAffiliate,
  deleteAdvertiser,
  readAdvertiser,
  readAffiliate,
} from "./party.ts";
import { GoalPayoutBody } from "./price_model.ts";
import {
  takeBackAffiliate,
  takeBackLinks,
  takeBackPayout,
} from "./take_back.ts";
import { readTargeting, writeTargeting } from "./targeting.ts";
import { createTrafficRule, deleteTrafficRule } from "./traffic_rule.ts";

/**
 * The functions behind the routes of the set-up, for modules that set up a network without a
 * request: the same checks, audit and versions.
 */
export const networkSetup = {
  advertisers: {
    body: AdvertiserBody,
    create: createAdvertiser,
    read: readAdvertiser,
    change: changeAdvertiser,
    remove: deleteAdvertiser,
  },
  affiliates: {
    body: AffiliateBody,
    create: createAffiliate,
    read: readAffiliate,
    change: changeAffiliate,
    takeBack: takeBackAffiliate,
  },
  campaigns: {
    body: CampaignBody,
    create: createCampaign,
    read: readCampaign,
    change: changeCampaign,
    remove: deleteCampaign,
  },
  goals: {
    list: listGoals,
    create: createGoal,
    change: changeGoal,
    remove: deleteGoal,
  },
  targeting: { read: readTargeting, write: writeTargeting },
  approvals: {
    body: ApprovalBody,
    read: readApproval,
    write: writeApproval,
    change: changeApproval,
    remove: deleteApproval,
  },
  payouts: {
    body: GoalPayoutBody,
    list: listPayouts,
    create: addPayout,
    end: endPayout,
    takeBack: takeBackPayout,
  },
  links: {
    body: LinkBody,
    create: createLink,
    read: readLink,
    change: changeLink,
    archive: deleteLink,
    takeBack: takeBackLinks,
  },
  caps: { body: CapBody, list: listCaps, create: createCap, remove: deleteCap },
  domains: {
    body: DomainBody,
    find: findDomain,
    create: createDomain,
    remove: deleteDomain,
  },
  traffic_rules: {
    body: TrafficRuleBody,
    create: createTrafficRule,
    remove: deleteTrafficRule,
  },
} as const;

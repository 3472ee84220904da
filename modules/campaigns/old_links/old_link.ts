/** Forms of links: those of other systems, and `pair`, our own without a link made before. */
export const OLD_LINK_FORMS = [
  "tune",
  "everflow",
  "affise",
  "cake",
  "scaleo",
  "post_affiliate_pro",
  "impact",
  "partnerize",
  "binom",
  "bemob",
  "prosper202",
  "voluum",
  "redtrack",
  "alias",
  "pair",
] as const;

/** A form of a link. */
export type OldLinkForm = (typeof OLD_LINK_FORMS)[number];

/** A request in the form of another system's link. */
export interface OldLink {
  form: OldLinkForm;
  /** Its old code, or its ids with slashes between: the `external_id` of the link that it means. */
  id: string;
  /** The campaign's id, as that system has it; null where the code alone says it. */
  campaign: string | null;
  affiliate: string | null;
  /** The rest of its parameters. */
  query: string;
  /** That system's names of parameters, each with ours. */
  names: ReadonlyMap<string, string> | null;
  /**
   * `certain`: nothing else has this address. `likely`: it looks like one; without a fallback, the
   * rest of the program answers. `unlikely`: a link only if there is one.
   */
  shape: "certain" | "likely" | "unlikely";
  /** Everflow's script asks for the click id instead of being redirected. */
  answer: "redirect" | "json";
}

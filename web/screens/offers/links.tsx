import { PROMOTING } from "../../messages/promoting.ts";
import { useTitle } from "../../ui/title.ts";
import { LinksOf } from "./links_of.tsx";

/** All links of an affiliate. */
export function LinksScreen() {
  useTitle(PROMOTING.links_title);
  return (
    <>
      <h1>{PROMOTING.links_title}</h1>
      <p class="row quiet">
        {PROMOTING.links_lead}
        <a href="/app/offers">{PROMOTING.offers}</a>
      </p>
      <LinksOf />
    </>
  );
}

/** The finding about a shop's proof, kept with its request once it was checked. */
export interface ShopNote {
  shop: { proof: "token" | "signature" };
}

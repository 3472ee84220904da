import type { SealKey } from "../kernel/mod.ts";
import { PixelKeys } from "./pixel_key.ts";
import { publicAddress } from "./public_address.ts";
import type { SourceRow } from "./source_directory.ts";

/** Where pages report sales; nulls where they don't. */
export interface PixelPlace {
  pixel_key: string | null;
  pixel_url: string | null;
}

/** Where pages report a source's sales. */
export function pixelOf(
  { seal_key, public_url }: { seal_key: SealKey; public_url: string },
  { pixel }: Pick<SourceRow, "pixel">,
  key: string | null,
): PixelPlace {
  if (!pixel || key === null) return { pixel_key: null, pixel_url: null };
  const pixel_key = new PixelKeys(seal_key).of(key);
  const pixel_url = `${publicAddress(public_url)}/v1/pixel/${pixel_key}.gif`;
  return { pixel_key, pixel_url };
}

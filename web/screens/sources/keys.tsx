import type { Schema } from "../../api/client.ts";
import { AddressPart } from "./address_part.tsx";
import { SecretsPart } from "./secrets_part.tsx";
import { TokenPart } from "./token_part.tsx";

/** The proofs of a source: its address with the key, its token, its secrets. */
export function Keys(props: KeysProps) {
  return (
    <div class="stack">
      <AddressPart {...props} />
      <div class="halves">
        <TokenPart {...props} />
        <SecretsPart {...props} />
      </div>
    </div>
  );
}

export interface KeysProps {
  source: Schema<"Source">;
  path: { id: string; source_id: string };
  reload(): void;
}

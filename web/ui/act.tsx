import { useState } from "preact/hooks";
import { ApiError } from "../api/client.ts";
import { Button } from "./button.tsx";
import type { ButtonProps } from "./button.tsx";
import { Failed } from "./notice.tsx";

/** A button whose work may be refused: the reason stands beside it. */
export function Act({
  work,
  ...rest
}: Omit<ButtonProps, "onClick"> & { work(): Promise<unknown> }) {
  const [error, setError] = useState<ApiError | null>(null);
  const press = async () => {
    setError(null);
    await work().catch((reason: unknown) => {
      if (!(reason instanceof ApiError)) throw reason;
      setError(reason);
    });
  };
  return (
    <>
      <Button {...rest} onClick={press} />
      {error !== null && <Failed error={error} />}
    </>
  );
}

import { ApiError } from "./client.ts";
import type { ProblemBody } from "./client.ts";

/** Asks for all rows as CSV, and has the browser keep them as a file. */
export async function downloadCsv(
  address: string,
  name: string,
): Promise<void> {
  await download(address, name, "text/csv");
}

/** Asks for all rows, an object a line, and has the browser keep them as a file. */
export async function downloadNdjson(
  address: string,
  name: string,
): Promise<void> {
  await download(address, name, "application/x-ndjson");
}

/** Asks for a file, and has the browser keep it. */
export async function download(
  address: string,
  name: string,
  accept: string,
): Promise<void> {
  const response = await fetch(address, { headers: { accept } });
  if (!response.ok) {
    const problem = (await response.json().catch(() => null)) as ProblemBody;
    throw new ApiError(problem, response);
  }
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

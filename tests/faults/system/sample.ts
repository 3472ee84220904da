import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Sample } from "./growth.ts";
import type { WholeNetwork } from "./network.ts";

const MIB = 1024 ** 2;

/** The holdings of trackers and Postgres at this moment: memory, connections, files, and disk beyond the data. */
export async function sampleOf(network: WholeNetwork): Promise<Sample> {
  const [row = {}] = await network.ask(
    `select (select count(*) from pg_stat_activity
         where backend_type = 'client backend' and pid <> pg_backend_pid()) as connections,
       (select coalesce(sum(size), 0) from pg_ls_waldir()) as wal_bytes,
       (select coalesce(sum(temp_bytes), 0) from pg_stat_database) as temp_bytes,
       pg_database_size(current_database()) as data_bytes`,
  );
  const trackers = network.instances.map(({ process, directory }, at) => ({
    [`tracker_${at}_mib`]: memoryOf(process.pid) / MIB,
    [`tracker_${at}_files`]: readdirSync(`/proc/${process.pid}/fd`).length,
    [`tracker_${at}_threads`]: readdirSync(`/proc/${process.pid}/task`).length,
    [`tracker_${at}_disk_mib`]: sizeOf(directory.data_dir) / MIB,
    [`tracker_${at}_log_kib`]: process.log.length / 1024,
  }));
  return {
    ...Object.assign({}, ...trackers),
    connections: Number(row.connections),
    wal_mib: Number(row.wal_bytes) / MIB,
    data_mib: Number(row.data_bytes) / MIB,
  };
}

function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** The size of all files below a directory, some of which may be removed meanwhile. */
function sizeOf(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      statSync(join(parentPath, name), { throwIfNoEntry: false }),
    )
    .reduce((sum, found) => sum + (found?.size ?? 0), 0);
}

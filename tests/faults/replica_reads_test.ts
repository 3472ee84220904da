import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import { IS_LONG } from "../long.ts";
import { HAS_POSTGRES_15 } from "./external_postgres.ts";
import { LOG_ALL, ReplicaPair, untilReadThere } from "./replica_pair.ts";
import {
  compareReads,
  findReadHere,
  findUnread,
  listsThere,
  REPORTS,
} from "./replica_walk.ts";
import { TrackerDirectory } from "./tracker_process.ts";

const WORLD_MS_MAX = 300_000;

// Its short form walks the same lists with fewer rows, in replica_test.ts.
describe.skipIf(!HAS_POSTGRES_15 || !IS_LONG)(
  "a network whose lists all have rows, with a read replica",
  () => {
    const directory = new TrackerDirectory();
    let pair: ReplicaPair;
    let service: TestService;
    let world: ListWorld;

    beforeAll(async () => {
      pair = await ReplicaPair.start(directory.base, LOG_ALL);
      const app = await pair.appAddress();
      const { standby, database_url } = pair;
      const database = { owner: app, app, drop: async () => {} };
      service = await startTestService(database, {
        env: {
          DATABASE_URL: database_url,
          TALLYHO_READ_URL: standby.url("network", app.user),
        },
      });
      world = await ListWorld.open(service);
      await untilReadThere(service.api);
    }, WORLD_MS_MAX);

    afterAll(async () => {
      await service.stop();
      await pair.kill();
      await directory.remove();
    });

    const paths = () => {
      const lists = listsThere(world.lists);
      const breaks = lists.find((path) => path.endsWith("/breaks")) ?? "";
      return [...lists, ...REPORTS, breaks.replace(/breaks$/, "report")];
    };

    test(
      "lists, reports and exports are there what they are on the primary",
      async () => {
        expect(paths().length).toBeGreaterThan(40);
        expect(await compareReads(service.api, paths())).toEqual([]);
      },
      WORLD_MS_MAX,
    );

    test(
      "the primary is asked for nothing but who asks",
      async () => {
        expect(await findReadHere(service.api, pair, paths())).toEqual([]);
        expect(await findUnread(service.api, pair, paths())).toEqual([]);
      },
      WORLD_MS_MAX,
    );
  },
);

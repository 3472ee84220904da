/**
 * Loaded before a tracker starts: directs its DNS lookups to a server that never
 * responds.
 */
import { createSocket } from "node:dgram";
import { setServers } from "node:dns";

const silent = createSocket("udp4");
silent.on("message", () => {});
await new Promise<void>((resolve) =>
  silent.bind(0, "127.0.0.1", () => resolve()),
);
silent.unref();
setServers([`127.0.0.1:${silent.address().port}`]);

import { openServers } from '../../src/runtime/embedded/index.ts';

/** Runs the servers of a data folder until it is killed, and sends their addresses and process ids to its parent. */
const { natsUrl, databaseUrl, pids } = await openServers({ dataDir: process.argv[2] ?? '' });
process.send?.({ natsUrl, databaseUrl, pids });
setInterval(() => undefined, 60_000);

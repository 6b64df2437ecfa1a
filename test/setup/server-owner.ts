import { openServers } from '../../src/runtime/embedded/index.ts';

/** Owns the servers of a data folder until it is killed, and tells its parent about them. */
const { natsUrl, databaseUrl, pids } = await openServers({ dataDir: process.argv[2] ?? '' });
process.send?.({ natsUrl, databaseUrl, pids });
setInterval(() => undefined, 60_000);

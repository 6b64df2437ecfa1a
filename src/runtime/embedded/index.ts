/**
 * The embedded servers, for trials and small installations: NATS with JetStream and PostgreSQL, as child processes on
 * loopback, with their data in the hub's data folder. `STELLWERK_NATS_URL` and `STELLWERK_DATABASE_URL` replace each of
 * them.
 *
 * Four things can go wrong around child servers, and each has its own file: two hubs on one data folder
 * (`data-dir-lock.ts`), a hub killed while its servers run on (`orphans.ts`), a server that dies under a running hub
 * (`server-process.ts`), and PostgreSQL's refusal to run as root (`account.ts`).
 */
export { cacheDir } from './nats-cache.ts';
export { findOnPath } from './programs.ts';
export { openServers } from './servers.ts';
export type { ServerOptions, Servers } from './servers.ts';
export type { ServerExit, ServerRole } from './server-process.ts';

/**
 * The stages of a start, in the order in which `hub.ts` runs them. Each stage opens what the next ones need, and
 * registers with `opened` how to close it. If a stage fails, all stages before it are undone in reverse order, as when
 * the hub stops.
 *
 * | stage              | what exists afterwards                                                            |
 * | ------------------ | --------------------------------------------------------------------------------- |
 * | `readContext`      | configuration and log                                                             |
 * | `connectServers`   | NATS, PostgreSQL, and the lease: no other hub uses the namespace                  |
 * | `openTools`        | metrics, traces, worker threads, access control with its certificates             |
 * | `openLandscape`    | systems, streams and lanes as configured, at rest; the version that is in force   |
 * | `castActors`       | supervisor, timekeeper, imports, hints, mailbox: the actors, still at rest        |
 * | `openPort`         | the port by which callers use the hub                                             |
 * | `bindDoors`        | control API and HTTP have their ports, and answer that the hub is starting        |
 * | `beginWork`        | the actors start; orders, hints and upkeep in the background: records flow        |
 * | `openDoors`        | callers are let in; notifications, and `hub.json`, by which the CLI finds the hub |
 */
export { castActors } from './actors.ts';
export { readContext } from './context.ts';
export { bindDoors, openDoors } from './doors.ts';
export type { Addresses } from './doors.ts';
export { openLandscape } from './landscape.ts';
export type { HubOptions } from './options.ts';
export { openPort } from './port.ts';
export { connectServers } from './servers.ts';
export { openTools } from './tools.ts';
export { beginWork } from './work.ts';

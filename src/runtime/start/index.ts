/**
 * The stages of a start, in the order in which `hub.ts` takes them. Each opens what the next ones work with, and defers what closes it to
 * `opened`: a stage that fails has all before it undone, the last first, just as when the hub stops.
 *
 * | stage              | what is there afterwards                                                          |
 * | ------------------ | --------------------------------------------------------------------------------- |
 * | `readContext`      | configuration and log                                                             |
 * | `connectServers`   | NATS, PostgreSQL, and the lease by which this hub alone works on the namespace    |
 * | `openTools`        | metrics, traces, worker threads                                                   |
 * | `openLandscape`    | systems, streams and lanes as configured, at rest; the version that is in force   |
 * | `castActors`       | supervisor, timekeeper, imports, hints, mailbox: who acts, still at rest          |
 * | `beginWork`        | the actors begin; orders, hints and upkeep in the background: records flow        |
 * | `openPort`         | what may be asked of the hub                                                      |
 * | `openDoors`        | control API, HTTP, notifications, and `hub.json`, by which the CLI finds the hub  |
 */
export { castActors } from './actors.ts';
export { readContext } from './context.ts';
export { openDoors } from './doors.ts';
export type { Addresses } from './doors.ts';
export { openLandscape } from './landscape.ts';
export type { HubOptions } from './options.ts';
export { openPort } from './port.ts';
export { connectServers } from './servers.ts';
export { openTools } from './tools.ts';
export { beginWork } from './work.ts';

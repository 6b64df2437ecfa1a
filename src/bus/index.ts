/** The only access to NATS JetStream: streams, intake log, lane readers, history, mailbox, schedules. */
export * from './backlog.ts';
export * from './connection.ts';
export * from './erase-key.ts';
export type { Growth } from './growth.ts';
export * from './history.ts';
export * from './lane-reader.ts';
export * from './log-keys.ts';
export * from './mailbox.ts';
export * from './retention.ts';
export * from './schedules.ts';
export * from './stream-log.ts';
export * from './streams.ts';
export * from './versions.ts';

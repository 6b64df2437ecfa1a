import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { findStream } from './find-stream.ts';
import { busNames } from './names.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A caller repeats a command within seconds; ten minutes leave enough time for a hub to restart. */
const DUPLICATE_WINDOW_MS = 10 * 60_000;
/**
 * Limit per actor against callers that run wild: the oldest command is dropped. A limit for the whole stream would let
 * commands push out schedules, since a stream with schedules cannot refuse new messages (nats-server 2.15: "cannot use
 * discard new").
 */
const MAX_COMMANDS_PER_ACTOR = 1_000;

/**
 * Returns the subjects of the mailbox stream. Commands are at `names.mailbox(kind, name)`. Schedules and their ticks
 * are in the same stream, since the target of a schedule must be in its own stream.
 */
export function mailboxSubjects(namespace: string) {
  const names = busNames(namespace);
  return {
    all: `${namespace}.actor.>`,
    /** The subjects that the hub consumes: all except the schedules. */
    consumed: ['connector', 'stream', 'lane', 'import', 'tick'].map(
      (kind) => `${namespace}.actor.${kind}.*`,
    ),
    schedules: `${namespace}.actor.schedule.*`,
    schedule: (stream: string) => names.mailbox('schedule', stream),
    ticks: `${namespace}.actor.tick.*`,
    tick: (stream: string) => names.mailbox('tick', stream),
  };
}

/**
 * Creates or updates the stream of commands and schedules. A command is removed once it is acknowledged, or after a day
 * without a hub; a schedule stays (`Nats-TTL: never`).
 * @throws Failure BUS_UNAVAILABLE
 */
export async function ensureMailboxStream(bus: BusConnection): Promise<void> {
  const config = mailboxConfig(bus.namespace);
  try {
    if (await findStream(bus, config.name)) await bus.jsm.streams.update(config.name, config);
    else await bus.jsm.streams.add(config);
  } catch (error) {
    throw busFailure(error, `create or update the JetStream stream ${config.name}`);
  }
}

function mailboxConfig(namespace: string): Partial<StreamConfig> & { name: string } {
  const subjects = mailboxSubjects(namespace);
  return {
    name: busNames(namespace).mailboxStream,
    subjects: [subjects.all],
    storage: StorageType.File,
    retention: RetentionPolicy.Workqueue,
    discard: DiscardPolicy.Old,
    max_age: nanos(DAY_MS),
    max_msgs_per_subject: MAX_COMMANDS_PER_ACTOR,
    duplicate_window: nanos(DUPLICATE_WINDOW_MS),
    allow_msg_schedules: true,
    allow_msg_ttl: true,
    allow_rollup_hdrs: true,
  };
}

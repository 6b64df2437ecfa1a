import type { BrokerKind } from './servers/index.ts';
import type { Outcome } from '../relay/systems.ts';
import type { PeerOptions } from './feed.ts';

/** The systems that the bench measures, in the order in which they run. */
export interface System {
  readonly name: string;
  readonly broker: BrokerKind;
  /** The peers' package that it needs; null when it needs none. */
  readonly package: string | null;
  /** What is durable when a record counts as accepted, in words. */
  readonly durability: string;
  /** Measured only when it is named. */
  readonly onRequest?: boolean;
  load(): Promise<(options: PeerOptions) => Promise<Outcome>>;
}

const NONE = 'none: what is under way is gone with the process';
const IN_AOF =
  'fsynced once a second (AOF, appendfsync everysec): a second of acknowledged records may be lost; not replicated';
const IN_POSTGRES = 'fsynced before acknowledged (PostgreSQL commit), not replicated';

export const systems: readonly System[] = [
  {
    name: 'copy',
    broker: null,
    package: null,
    durability: NONE,
    load: async () => (await import('./systems/copy.ts')).runCopy,
  },
  {
    name: 'row-wise',
    broker: null,
    package: null,
    durability: NONE,
    load: async () => (await import('./systems/row-wise.ts')).runRowWise,
  },
  {
    name: 'hand-written',
    broker: 'nats',
    package: null,
    durability: 'fsynced before acknowledged (JetStream, atomic batches), not replicated',
    load: async () => {
      const { runHandWritten } = await import('../relay/hand-written.ts');
      return (options) => runHandWritten({ ...options, natsUrl: options.brokerUrl });
    },
  },
  {
    name: 'stellwerk',
    broker: 'nats',
    package: null,
    durability:
      'fsynced before acknowledged (JetStream, frames of up to 1,000 records), not replicated; exactly once in effect',
    load: async () => {
      const { runStellwerk } = await import('../relay/stellwerk.ts');
      return (options) => runStellwerk({ ...options, natsUrl: options.brokerUrl });
    },
  },
  {
    name: 'rabbitmq',
    broker: 'rabbitmq',
    package: 'amqplib',
    durability: 'fsynced before acknowledged (quorum queue of one node), not replicated',
    load: async () => (await import('./systems/rabbitmq.ts')).runRabbit,
  },
  {
    name: 'bullmq',
    broker: 'redis',
    package: 'bullmq',
    durability: IN_AOF,
    load: async () => (await import('./systems/bullmq.ts')).runBullCoalesced,
  },
  {
    name: 'bullmq-plain',
    broker: 'redis',
    package: 'bullmq',
    durability: IN_AOF,
    load: async () => (await import('./systems/bullmq.ts')).runBullPlain,
  },
  {
    name: 'bullmq-always',
    broker: 'redis-always',
    package: 'bullmq',
    durability: 'fsynced before acknowledged (AOF, appendfsync always), not replicated',
    onRequest: true,
    load: async () => (await import('./systems/bullmq.ts')).runBullCoalesced,
  },
  {
    name: 'pg-boss',
    broker: null,
    package: 'pg-boss',
    durability: IN_POSTGRES,
    load: async () => (await import('./systems/pg-boss.ts')).runPgBoss,
  },
  {
    name: 'graphile-worker',
    broker: null,
    package: 'graphile-worker',
    durability: IN_POSTGRES,
    load: async () => (await import('./systems/graphile-worker.ts')).runGraphileWorker,
  },
  {
    name: 'node-red',
    broker: null,
    package: 'node-red',
    durability: 'none: messages live in memory',
    load: async () => (await import('./systems/node-red.ts')).runNodeRed,
  },
];

/** @throws Error that names the existing ones */
export function systemNamed(name: string): System {
  const found = systems.find((system) => system.name === name);
  if (found) return found;
  const known = systems.map((system) => system.name).join(', ');
  throw new Error(`there is no system "${name}"; known are ${known}`);
}

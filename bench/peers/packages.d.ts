/**
 * Declares what the benches use of packages that are installed only on demand, so that the project's types can be checked without
 * them.
 */
declare module 'amqplib' {
  export interface ConsumeMessage {
    readonly content: Buffer;
  }
  interface QueueOptions {
    readonly durable: boolean;
    readonly arguments: Readonly<Record<string, string>>;
  }
  export interface Channel {
    assertQueue(name: string, options: QueueOptions): Promise<unknown>;
    checkQueue(name: string): Promise<{ readonly messageCount: number }>;
    prefetch(count: number): Promise<unknown>;
    consume(queue: string, onMessage: (message: ConsumeMessage | null) => void): Promise<unknown>;
    ack(message: ConsumeMessage, allUpTo: boolean): void;
    nack(message: ConsumeMessage, allUpTo: boolean, requeue: boolean): void;
  }
  export interface ConfirmChannel {
    sendToQueue(
      queue: string,
      content: Buffer,
      options: { readonly persistent: boolean },
      onConfirm: (error: unknown) => void,
    ): boolean;
  }
  export interface Connection {
    createChannel(): Promise<Channel>;
    createConfirmChannel(): Promise<ConfirmChannel>;
    close(): Promise<void>;
  }
  export function connect(url: string, options: { readonly noDelay: boolean }): Promise<Connection>;
}

declare module 'bullmq' {
  interface Connected {
    readonly connection: {
      readonly host: string;
      readonly port: number;
      readonly maxRetriesPerRequest: null;
    };
  }
  interface JobOptions {
    readonly attempts: number;
    readonly removeOnComplete: boolean;
    readonly removeOnFail: boolean;
  }
  export class Queue {
    constructor(name: string, options: Connected & { readonly defaultJobOptions: JobOptions });
    waitUntilReady(): Promise<unknown>;
    addBulk(jobs: readonly { readonly name: string; readonly data: unknown }[]): Promise<unknown>;
    getFailedCount(): Promise<number>;
    close(): Promise<void>;
  }
  export class Worker {
    constructor(
      name: string,
      process: (job: { readonly data: unknown }) => Promise<void>,
      options: Connected & { readonly concurrency: number },
    );
    waitUntilReady(): Promise<unknown>;
    on(event: 'completed' | 'failed', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    close(): Promise<void>;
  }
  export class UnrecoverableError extends Error {}
}

declare module 'pg-boss' {
  interface Options {
    readonly connectionString: string;
    readonly max: number;
    readonly supervise: boolean;
    readonly schedule: boolean;
  }
  interface Job {
    readonly id: string;
    readonly data: unknown;
  }
  export class PgBoss {
    constructor(options: Options);
    on(event: 'error', listener: (error: Error) => void): this;
    start(): Promise<unknown>;
    stop(options: { readonly graceful: boolean }): Promise<void>;
    createQueue(
      name: string,
      options?: { readonly retryLimit: number; readonly deadLetter: string },
    ): Promise<void>;
    insert(name: string, jobs: readonly { readonly data: object }[]): Promise<unknown>;
    fetch(name: string, options: { readonly batchSize: number }): Promise<readonly Job[]>;
    complete(name: string, ids: readonly string[]): Promise<unknown>;
    fail(name: string, ids: readonly string[], reason: object): Promise<unknown>;
    getQueueStats(name: string): Promise<readonly { readonly totalCount: number }[]>;
  }
}

declare module 'graphile-worker' {
  interface Shared {
    readonly connectionString: string;
    readonly maxPoolSize: number;
    readonly logger: Logger;
  }
  interface WorkerSettings {
    readonly concurrentJobs: number;
    readonly localQueue: { readonly size: number };
    readonly completeJobBatchDelay: number;
    readonly failJobBatchDelay: number;
    readonly pollInterval: number;
  }
  interface JobSpec {
    readonly identifier: string;
    readonly payload: unknown;
    readonly maxAttempts: number;
  }
  export class Logger {
    constructor(factory: () => () => void);
  }
  export function makeWorkerUtils(options: Shared): Promise<{
    migrate(): Promise<void>;
    addJobs(jobs: readonly JobSpec[]): Promise<unknown>;
    release(): Promise<void>;
  }>;
  export function run(
    options: Shared & {
      readonly noHandleSignals: boolean;
      readonly taskList: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
      readonly preset: { readonly worker: WorkerSettings };
    },
  ): Promise<{
    readonly events: { on(event: 'job:complete', listener: () => void): unknown };
    stop(): Promise<void>;
  }>;
}

declare module 'node-red' {
  const runtime: {
    init(settings: object): void;
    start(): Promise<void>;
    stop(): Promise<void>;
    readonly runtime: {
      readonly events: { once(event: 'flows:started', listener: () => void): unknown };
    };
  };
  export default runtime;
}

/** The options of a system under test; it ends by itself when it has relayed all records. */
export interface SystemOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly records: number;
  /** One in this many records is invalid and becomes a dead letter. Default: none. */
  readonly invalidEvery?: number | undefined;
  /** An empty folder for this system. */
  readonly dir: string;
  /** Called once, right before the first record is published, with the time in milliseconds since the epoch. */
  onStart(atMs: number): void;
}

/** What a system reports at its end. */
export interface Outcome {
  /** Dead letters found where the system keeps them, after everything else was delivered. */
  readonly deadLetters: number;
}

export const systemNames = ['stellwerk', 'hand-written'] as const;
export type SystemName = (typeof systemNames)[number];

/** Each system runs in a separate process, so that its CPU time and memory can be told apart. */
export function isSystemName(name: string): name is SystemName {
  return (systemNames as readonly string[]).includes(name);
}

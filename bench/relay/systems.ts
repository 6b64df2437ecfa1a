/** What a system under test is given; it ends by itself when it has relayed all records. */
export interface SystemOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly records: number;
  /** Every so many records one is invalid and becomes a dead letter. Default: none. */
  readonly invalidEvery?: number | undefined;
  /** An empty folder of its own. */
  readonly dir: string;
  /** Told once, right before the first record is published, with the time in milliseconds since the epoch. */
  onStart(atMs: number): void;
}

/** What a system tells at its end. */
export interface Outcome {
  /** Found where the system keeps what it cannot deliver, after everything else was delivered. */
  readonly deadLetters: number;
}

export const systemNames = ['stellwerk', 'hand-written'] as const;
export type SystemName = (typeof systemNames)[number];

/** Each system runs in a process of its own, so that its CPU time and memory can be told apart. */
export function isSystemName(name: string): name is SystemName {
  return (systemNames as readonly string[]).includes(name);
}

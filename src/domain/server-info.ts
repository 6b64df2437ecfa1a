import type { LogLevel } from './log-level.ts';

/** Describes this hub: its namespace, the servers that it uses, its configuration. */
export interface ServerInfo {
  readonly namespace: string;
  /** Milliseconds since the Unix epoch. */
  readonly startedAtMs: number;
  readonly uptimeMs: number;
  readonly nodeVersion: string;
  readonly natsVersion: string;
  readonly postgresVersion: string;
  readonly logLevel: LogLevel;
  readonly configuration: {
    readonly file: string;
    /** Identifies its content without the secrets: twelve hexadecimal digits. */
    readonly version: string;
    readonly connectors: number;
    readonly streams: number;
    readonly lanes: number;
  };
}

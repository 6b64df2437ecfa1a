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
    /** The version in force, numbered as in the history; 0 when the hub is too old to report it. */
    readonly number: number;
    /** Identifies its content as the history does: twelve hexadecimal digits. */
    readonly version: string;
    readonly connectors: number;
    readonly streams: number;
    readonly lanes: number;
  };
}

import type { LogLevel } from './log-level.ts';

/** What hub this is: its place, the servers it works on, its configuration. */
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
    /** The version that is in force, as the history counts them; 0 when the hub is too old to say. */
    readonly number: number;
    /** Names its content as the history does: twelve hexadecimal digits. */
    readonly version: string;
    readonly connectors: number;
    readonly streams: number;
    readonly lanes: number;
  };
}

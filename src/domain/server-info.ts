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
    /** Names its content, without secrets: twelve hexadecimal digits. */
    readonly version: string;
    readonly connectors: number;
    readonly streams: number;
    readonly lanes: number;
  };
}

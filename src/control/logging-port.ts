import type { LogLevel } from '../domain/index.ts';

/** Controls the hub's log level. */
export interface LoggingPort {
  level(): LogLevel;
  /** Sets the level until the hub restarts. */
  setLevel(level: LogLevel): void;
}

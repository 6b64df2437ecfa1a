import type { LogLevel } from '../domain/index.ts';

/** How much the hub logs. */
export interface LoggingPort {
  level(): LogLevel;
  /** From now on, until the hub is restarted. */
  setLevel(level: LogLevel): void;
}

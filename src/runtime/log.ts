import type { Logger } from 'pino';
import { pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { redact } from './config/index.ts';

export type { Logger } from 'pino';
/** `auto`: readable on a terminal, JSON lines otherwise. */
export type LogFormat = 'auto' | 'pretty' | 'json' | 'silent';

/**
 * Opens the hub's log on standard error; standard output belongs to answers. Level by STELLWERK_LOG_LEVEL, default `info`.
 * @param secrets what no line may hold. Failures come without them; their causes, which other libraries made, may not
 */
export function openLog(
  format: LogFormat,
  level = 'info',
  secrets: readonly string[] = [],
): Logger {
  if (format === 'silent') return pino({ level: 'silent' });
  const readable = format === 'pretty' || (format === 'auto' && process.stderr.isTTY);
  const destination = readable
    ? PinoPretty({
        destination: 2,
        colorize: process.stderr.isTTY,
        translateTime: 'SYS:HH:MM:ss.l',
        ignore: 'pid,hostname',
        singleLine: true,
      })
    : pino.destination({ fd: 2, sync: false });
  const discreet = { write: (line: string) => void destination.write(redact(line, secrets)) };
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, discreet);
}

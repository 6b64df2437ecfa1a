import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import type { LoggingPort } from '../control/index.ts';
import { Failure, isLogLevel, logLevels } from '../domain/index.ts';
import { redact } from './config/index.ts';

export type { Logger } from 'pino';
/** Fields that may be personal, in case a line ever contains one. Lines name records by their place in the log. */
const PERSONAL = ['key', 'externalId', 'exampleKey', 'document', 'row', 'raw'];
const MASK = '***';

/** `auto`: readable on a terminal, JSON lines otherwise. */
export type LogFormat = 'auto' | 'pretty' | 'json' | 'silent';

/**
 * Opens the hub's log on standard error; standard output is for answers. Level by STELLWERK_LOG_LEVEL, default `info`.
 * @throws Failure SETUP_FAILED for an unknown level
 * @param secrets texts that no line may contain. Failures do not contain them, but their causes, made by other
 *   libraries, may
 */
export function openLog(
  format: LogFormat,
  level = 'info',
  secrets: readonly string[] = [],
): Logger {
  if (!isLogLevel(level)) {
    throw new Failure('SETUP_FAILED', {
      message: `STELLWERK_LOG_LEVEL is "${level}", which is not a level: set one of ${logLevels.join(', ')}, or unset it for info.`,
    });
  }
  // It stays silent even when its level is raised.
  if (format === 'silent') return pino({ level: 'silent' }, { write: () => undefined });
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
  return openLines(discreet, level);
}

/** Opens a log of JSON lines, with personal fields masked. */
export function openLines(destination: DestinationStream, level: string): Logger {
  const paths = PERSONAL.flatMap((field) => [field, `*.${field}`, `err.details.${field}`]);
  const redact = { paths, censor: MASK };
  const timestamp = pino.stdTimeFunctions.isoTime;
  return pino({ level, base: null, timestamp, redact }, destination);
}

/** Returns the settings of a log that can be changed at run time. */
export function adjustable(log: Logger): LoggingPort {
  return {
    level: () => (isLogLevel(log.level) ? log.level : 'info'),
    setLevel(level) {
      log.level = level;
    },
  };
}

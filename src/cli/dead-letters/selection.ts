import type { Command } from 'commander';
import { Option } from 'commander';
import type { DeadLetterClass, DeadLetterFilter, FailureCode } from '../../domain/index.ts';
import { CliError } from '../exit.ts';
import { readMoment } from '../moment.ts';

/** Options that select dead letters. */
export interface SelectionOptions {
  readonly stream?: string;
  readonly lane?: string;
  readonly code?: readonly string[];
  readonly class?: DeadLetterClass;
  readonly key?: string;
  readonly since?: string;
  readonly until?: string;
}

export function addSelection(command: Command): Command {
  return command
    .option('--stream <name>', 'of this stream')
    .option('--lane <stream/target>', 'of this lane')
    .option('--code <code...>', 'with one of these reason codes, as in the runbook')
    .addOption(
      new Option(
        '--class <class>',
        'data: the record is at fault; pipeline: mapping, target or hub is',
      ).choices(['data', 'pipeline']),
    )
    .option('--key <key>', 'with this key in the source')
    .option('--since <time>', 'made since: 2h, 3d, or an ISO 8601 time')
    .option('--until <time>', 'made before this time');
}

/** Reads the selection. @throws CliError usage for an invalid id or time */
export function readSelection(
  ids: readonly string[],
  options: SelectionOptions,
  nowMs = Date.now(),
): DeadLetterFilter {
  const wrong = ids.find((id) => !/^\d{1,18}$/.test(id));
  if (wrong !== undefined) {
    throw new CliError(
      'usage',
      `"${wrong}" is not the id of a dead letter; "stellwerk dead-letters list" shows the ids.`,
    );
  }
  const { stream, lane, code, key, since, until } = options;
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(stream ? { stream } : {}),
    ...(lane ? { lane } : {}),
    ...(code ? { codes: code as FailureCode[] } : {}),
    ...(options.class ? { class: options.class } : {}),
    ...(key ? { key } : {}),
    ...(since ? { fromMs: readMoment(since, '--since', nowMs) } : {}),
    ...(until ? { untilMs: readMoment(until, '--until', nowMs) } : {}),
  };
}

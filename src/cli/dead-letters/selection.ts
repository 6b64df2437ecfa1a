import type { Command } from 'commander';
import { Option } from 'commander';
import type { DeadLetterClass, DeadLetterFilter, FailureCode } from '../../domain/index.ts';
import { CliError } from '../exit.ts';
import { readMoment } from '../moment.ts';

/** Options that say which dead letters are meant. */
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
        'data: the record is to blame; pipeline: mapping, target or hub',
      ).choices(['data', 'pipeline']),
    )
    .option('--key <key>', 'of this key in the source')
    .option('--since <time>', 'buried since: 2h, 3d, or an ISO 8601 time')
    .option('--until <time>', 'buried before');
}

/** @throws CliError usage for a time that nobody understands */
export function readSelection(
  ids: readonly string[],
  options: SelectionOptions,
  nowMs = Date.now(),
): DeadLetterFilter {
  const wrong = ids.find((id) => !/^\d{1,18}$/.test(id));
  if (wrong !== undefined) {
    throw new CliError(
      'usage',
      `"${wrong}" is no id of a dead letter; "stellwerk dead-letters list" shows them.`,
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

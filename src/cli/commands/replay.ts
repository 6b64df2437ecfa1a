import type { Command } from 'commander';
import type { ReplayFrom } from '../../control/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';
import { readMoment } from '../moment.ts';
import type { RequestIdOptions } from '../options.ts';
import { addHubOptions, addRequestId, orderOnce } from '../options.ts';
import { withProgress } from '../progress.ts';
import { count } from '../words.ts';

interface ReplayOptions extends HubCallOptions, RequestIdOptions {
  readonly fromSeq?: string;
  readonly fromTime?: string;
  readonly key?: string;
  readonly force?: boolean;
}

const EXAMPLES: readonly Example[] = [
  ['stellwerk replay products/shop --from-time 2h', 'what was stored in the last two hours'],
  [
    'stellwerk replay products/shop --from-seq 1 --force',
    'everything in the log, for example after the shop lost its data',
  ],
  ['stellwerk replay products/shop --key A-100 --force', 'one product'],
];

/** `stellwerk replay LANE`: delivers history from the stream's log, without its source. */
export function addReplayLane(program: Command): void {
  const command = program
    .command('replay')
    .argument('<lane>', 'the lane as STREAM/TARGET')
    .description('deliver history from the log again in one lane; the source is not read')
    .option('--from-seq <n>', 'from this position in the stream')
    .option('--from-time <time>', 'what was stored since: 2h, 3d, or an ISO 8601 time')
    .option('--key <key>', 'only the records with this key')
    .option('--force', 'also send what the hub believes the target already has');
  addExamples(command, EXAMPLES);
  addHubOptions(addRequestId(command)).action((lane: string, options: ReplayOptions) =>
    callHub(options, async (client, signal) => {
      const replay = {
        lane,
        from: readFrom(options),
        force: options.force === true,
      };
      const records = await withProgress(`moving lane ${lane} back`, () =>
        orderOnce(options, (requestId) =>
          client.recovery(signal).replayLane({ ...replay, requestId }),
        ),
      );
      const text = options.json
        ? JSON.stringify({ records })
        : `lane ${lane} delivers ${count(records)} ${records === 1 ? 'record' : 'records'} again`;
      process.stdout.write(`${text}\n`);
    }),
  );
}

function readFrom({ fromSeq, fromTime, key }: ReplayOptions): ReplayFrom {
  const given = [fromSeq, fromTime, key].filter((option) => option !== undefined);
  if (given.length !== 1) {
    throw new CliError(
      'usage',
      'Say where to begin with exactly one of --from-seq, --from-time and --key.',
    );
  }
  if (key !== undefined) return { kind: 'key', key };
  if (fromTime !== undefined) {
    return { kind: 'time', atMs: readMoment(fromTime, '--from-time', Date.now()) };
  }
  const seq = Number(fromSeq);
  if (Number.isSafeInteger(seq) && seq > 0) return { kind: 'seq', seq };
  throw new CliError('usage', `--from-seq takes a whole number above 0, not "${fromSeq}".`);
}

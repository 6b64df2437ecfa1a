import type { Command } from 'commander';
import type { RecordQuestion, StoryQuestion, Whereabouts } from '../../domain/index.ts';
import type { ControlClient } from '../../control/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { CliError } from '../exit.ts';
import { readCount } from '../numbers.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { storiesText } from '../record/story-text.ts';
import { whereaboutsText } from '../record/text.ts';

interface RecordOptions extends HubCallOptions {
  readonly connector?: string;
  readonly entity?: string;
  readonly masterKey?: boolean;
  readonly versions: string;
  readonly document?: boolean;
  readonly story?: boolean;
}

const EXAMPLES: readonly Example[] = [
  ['stellwerk record 1001', 'where it is, in every system that knows this id'],
  ['stellwerk record 1001 --connector shop --entity orders --document', ''],
  ['stellwerk record 1001 --story', 'everything that happened to it, oldest first'],
  ['stellwerk record 48213 --master-key --json', ''],
];

/** `stellwerk record ID`: shows where one thing is. */
export function addRecord(program: Command): void {
  const command = program
    .command('record')
    .argument('<id>', 'its id in any system')
    .description(
      'show where one record is: its ids in all systems, its versions, and its place in each lane',
    )
    .option('--connector <name>', 'the id is one of this connector')
    .option('--entity <name>', 'the id is one of this entity')
    .option('--master-key', 'the id is a master key of the hub')
    .option('--versions <n>', 'number of newest versions to show per stream, up to 100', '5')
    .option('--document', 'show the content of each version too')
    .option(
      '--story',
      'show what happened to it: read, mapped, each attempt, applied or where it waits',
    );
  addExamples(command, EXAMPLES);
  addHubOptions(command).action((id: string, options: RecordOptions) =>
    callHub(options, async (client, signal) => {
      if (options.story) return showStory(client, { id, options, signal });
      const question = questionOf(id, options);
      const withDocuments = options.document === true;
      const { things, more } = await client.history(signal).lookUp(question, withDocuments);
      const text = options.json
        ? JSON.stringify({ records: withDocuments ? things : things.map(withoutDocuments), more })
        : whereaboutsText(id, { things, more, withDocuments, nowMs: Date.now() });
      process.stdout.write(`${text}\n`);
    }),
  );
}

interface StoryCall {
  readonly id: string;
  readonly options: RecordOptions;
  readonly signal: AbortSignal;
}

async function showStory(client: ControlClient, { id, options, signal }: StoryCall): Promise<void> {
  if (options.connector !== undefined || options.entity !== undefined) {
    throw new CliError(
      'usage',
      '--story takes only the id, or connector/entity/id; it cannot be combined with --connector or --entity.',
    );
  }
  const versions = readCount(options.versions, '--versions', 100);
  const by: StoryQuestion['by'] = options.masterKey
    ? { kind: 'master-key', masterKey: id }
    : { kind: 'text', text: id };
  const told = await client.history(signal).story({ by, versions });
  const text = options.json
    ? JSON.stringify(told)
    : storiesText(id, told, { withDocuments: options.document === true, nowMs: Date.now() });
  process.stdout.write(`${text}\n`);
}

/** Removes documents that were not requested; an empty document would look as if the record had no content. */
function withoutDocuments({ streams, ...thing }: Whereabouts) {
  const told = streams.map(({ versions, ...stream }) => ({
    ...stream,
    versions: versions.map(({ document: _notAsked, ...version }) => version),
  }));
  return { ...thing, streams: told };
}

function questionOf(id: string, options: RecordOptions): RecordQuestion {
  const { connector = null, entity = null } = options;
  const versions = readCount(options.versions, '--versions', 100);
  if (options.masterKey) return { by: { kind: 'master-key', masterKey: id }, versions };
  return { by: { kind: 'id', id, connector, entity }, versions };
}

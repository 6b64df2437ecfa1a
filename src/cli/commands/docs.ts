import type { Command } from 'commander';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';
import { addJson } from '../options.ts';

export function addDocs(program: Command): void {
  const command = program
    .command('docs')
    .argument(
      '[kind]',
      'a connector kind or the path of its module, or asyncapi; without it all kinds are listed',
    )
    .option('-c, --config <file>', 'the configuration that asyncapi describes', 'stellwerk.yaml')
    .description(
      'show the settings of a connector kind as Markdown, or the messages that a hub sends by webhook and NATS as AsyncAPI',
    )
    .action(docs);
  addExamples(addJson(command), [
    ['stellwerk docs', 'the kinds'],
    ['stellwerk docs http', 'the settings of one kind'],
    ['stellwerk docs ./warehouse.ts', 'those of your own kind'],
    ['stellwerk docs asyncapi --config stellwerk.yaml > asyncapi.yaml', 'for subscribers'],
  ]);
}

async function docs(
  kind: string | undefined,
  { json, config }: { readonly json?: boolean; readonly config: string },
): Promise<void> {
  if (kind === 'asyncapi') return showAsyncApi(config, json ?? false);
  const [{ catalog }, { describeConnector, findKind, isKind }] = await Promise.all([
    import('../../connectors/index.ts'),
    import('../../runtime/config/index.ts'),
  ]);
  const kinds = [...catalog.values()];
  if (kind === undefined) {
    const all = kinds.map((one) => ({ kind: one.kind, summary: one.summary }));
    const lines = all.map((one) => `${one.kind}: ${one.summary}\n`).join('');
    process.stdout.write(json ? `${JSON.stringify({ kinds: all })}\n` : lines);
    return;
  }
  const found = await findKind(kind, catalog, process.cwd());
  if (!isKind(found)) throw new CliError('notFound', `${found.message} ${found.remedy}`);
  const markdown = describeConnector(found);
  const { summary } = found;
  process.stdout.write(`${json ? JSON.stringify({ kind, summary, markdown }) : markdown}\n`);
}

/** Prints YAML, which people prefer; `--json` is for tools. */
async function showAsyncApi(file: string, json: boolean): Promise<void> {
  const [{ asyncApi, loadConfig }, { stringify }] = await Promise.all([
    import('../../runtime/config/index.ts'),
    import('yaml'),
  ]);
  const document = asyncApi(await loadConfig(file, process.env));
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : stringify(document));
}

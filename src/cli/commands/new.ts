import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { addExamples } from '../examples.ts';
import type { Example } from '../examples.ts';
import { CliError } from '../exit.ts';
import { addJson } from '../options.ts';
import { print } from '../print.ts';
import { connectorFiles, testCommand } from '../templates/connector.ts';

interface NewOptions {
  readonly folder: string;
  readonly js?: boolean;
  readonly json?: boolean;
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const EXAMPLES: readonly Example[] = [
  ['stellwerk new connector warehouse', 'a connector, its test, and an imitation of its system'],
  ['stellwerk new connector my-wms --folder connectors --js', 'in JavaScript'],
];

/** `stellwerk new`: writes files to start from. */
export function addNew(program: Command): void {
  const command = program.command('new').description('write a connector of your own to start from');
  addExamples(command, EXAMPLES);
  const connector = command
    .command('connector')
    .argument('<name>', 'lower case with dashes, such as my-wms')
    .description('write an example connector with its test; never overwrites a file')
    .option('--folder <dir>', 'where to write it', '.')
    .option('--js', 'in JavaScript instead of TypeScript')
    .action(newConnector);
  addExamples(addJson(connector), EXAMPLES);
}

async function newConnector(name: string, { folder, js, json }: NewOptions): Promise<void> {
  if (!NAME.test(name)) {
    throw new CliError('usage', `"${name}" must be lower case with dashes, such as my-wms.`);
  }
  const files = await connectorFiles(name, path.resolve(folder), { js: js ?? false });
  const known = files.find(({ file }) => existsSync(file));
  if (known) {
    throw new CliError('failed', `${shown(known.file)} exists: choose another name or --folder.`);
  }
  await mkdir(folder, { recursive: true });
  for (const { file, text } of files) await writeFile(file, text, { flag: 'wx' });
  const written = files.map(({ file }) => shown(file));
  const find = (ends: RegExp) => written.find((file) => ends.test(file)) ?? '';
  const module = find(new RegExp(`/${name}\\.m?[jt]s$`));
  const yaml = configuration(name, module);
  const test = testCommand(find(/\.test\.m?[jt]s$/));
  if (json) print(JSON.stringify({ files: written, test, configuration: yaml }));
  else print(nextSteps(written, test, yaml));
}

/** The path from here, as a configuration in this folder names it. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file).split(path.sep).join('/');
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function configuration(name: string, module: string): string {
  const secret = `${name.replaceAll('-', '_').toUpperCase()}_TOKEN`;
  return `connectors:
  ${name}: { kind: ${module}, url: https://${name}.example/api, token: '\${${secret}}' }
  out: { kind: file, path: ./articles.jsonl }
streams:
  articles:
    from: { connector: ${name}, entity: articles, key: sku, version: changedAt, deleted: deleted }
    every: 5m
    to: [{ connector: out, entity: articles }]
`;
}

function nextSteps(written: readonly string[], test: string, yaml: string): string {
  return `Written: ${written.join(', ')}

Test it:
  ${test}

Use it, in stellwerk.yaml:
${yaml.replaceAll(/^(?=.)/gm, '  ')}`;
}

import type { Command } from 'commander';
import { CliError } from '../exit.ts';

export function addDocs(program: Command): void {
  program
    .command('docs')
    .argument('[kind]', 'a connector kind; without it all are listed')
    .description('show the settings of a connector kind, as Markdown')
    .action(docs);
}

async function docs(kind: string | undefined): Promise<void> {
  const [{ catalog }, { describeConnector }] = await Promise.all([
    import('../../connectors/index.ts'),
    import('../../runtime/config/index.ts'),
  ]);
  const kinds = [...catalog.values()];
  if (kind === undefined) {
    process.stdout.write(kinds.map((one) => `${one.kind}: ${one.summary}\n`).join(''));
    return;
  }
  const found = catalog.get(kind);
  if (!found) {
    const known = kinds.map((one) => one.kind).join(', ');
    throw new CliError('notFound', `There is no connector kind "${kind}". There are: ${known}.`);
  }
  process.stdout.write(`${describeConnector(found)}\n`);
}

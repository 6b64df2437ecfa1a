import type { Command } from 'commander';
import type { ImportClient } from '../../control/index.ts';
import type { ImportStatus } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { importSummary } from '../import-progress.ts';
import { importTable } from '../import-table.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { plainLine } from '../plain-text.ts';

/** `stellwerk imports …`: shows and controls imports. */
export function addImports(program: Command): void {
  const imports = program.command('imports').description('show and control bulk imports');
  addExamples(imports, [
    ['stellwerk imports list', ''],
    ['stellwerk imports pause 7', ''],
  ]);
  const list = imports
    .command('list')
    .description('show what is not over, and the newest hundred that are');
  addExamples(list, [['stellwerk imports list --json', '']]);
  addHubOptions(list).action((options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const all = await client.imports(signal).list();
      const text = options.json ? JSON.stringify(all) : importTable(all, Date.now());
      process.stdout.write(`${text}\n`);
    }),
  );
  addOrder(imports, 'show', 'show the state of one import', (client, id) => client.get(id));
  addOrder(imports, 'pause', 'pause an import', (client, id) => client.pause(id));
  addOrder(imports, 'resume', 'continue an import where it stopped', (client, id) =>
    client.resume(id),
  );
  addOrder(imports, 'cancel', 'end an import permanently; what is stored stays', (client, id) =>
    client.cancel(id),
  );
}

function addOrder(
  imports: Command,
  name: string,
  description: string,
  order: (client: ImportClient, id: string) => Promise<ImportStatus>,
): void {
  const command = imports.command(name).argument('<id>', 'the import').description(description);
  addExamples(command, [[`stellwerk imports ${name} 7`, '']]);
  addHubOptions(command).action((id: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const status = await order(client.imports(signal), id);
      const { lastError } = status;
      const trouble = lastError ? `\n${plainLine(`${lastError.code}: ${lastError.message}`)}` : '';
      const text = plainLine(importSummary(status)) + trouble;
      process.stdout.write(`${options.json ? JSON.stringify(status) : text}\n`);
    }),
  );
}

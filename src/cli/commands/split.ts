import type { Command } from 'commander';
import { addExamples } from '../examples.ts';
import type { RelinkOptions } from '../relinking/carry-out.ts';
import { addRelinkOptions, carryOut } from '../relinking/carry-out.ts';
import { readIdText } from '../relinking/ids.ts';

/** `stellwerk split ID...`: makes one thing two. */
export function addSplit(program: Command): void {
  const command = program
    .command('split')
    .argument('<ids...>', 'the ids that leave and together become a record of their own')
    .description('take ids out of a record with which they were wrongly linked');
  addExamples(command, [
    ['stellwerk split erp/customer/4711 --dry-run', 'what would change'],
    ['stellwerk split erp/customer/4711', 'its next record is matched or created again'],
    ['stellwerk split erp/customer/4711 crm/contact/C2', 'it stays C2 in the CRM'],
  ]);
  addRelinkOptions(command).action((ids: readonly string[], options: RelinkOptions) =>
    carryOut(
      { kind: 'split', stays: options.keep ?? [], ids: ids.map(readIdText) },
      `Take ${ids.join(', ')} out of the record?`,
      options,
    ),
  );
}

import type { Command } from 'commander';
import { addExamples } from '../examples.ts';
import type { RelinkOptions } from '../relinking/carry-out.ts';
import { addRelinkOptions, carryOut } from '../relinking/carry-out.ts';
import { readIdText } from '../relinking/ids.ts';

/** `stellwerk merge ID OTHER`: makes two things one. */
export function addMerge(program: Command): void {
  const command = program
    .command('merge')
    .argument('<id>', 'an id of the record whose master key stays, as connector/entity/id')
    .argument('<other>', 'an id of the record that becomes part of it')
    .description('merge two records that are the same thing, in all systems');
  addExamples(command, [
    ['stellwerk merge shop/customer/17 erp/customer/4711 --dry-run', 'what would change'],
    [
      'stellwerk merge shop/customer/17 erp/customer/4711 --keep crm/contact/C1',
      'both have an id in the CRM: C1 stays, the other is no longer written',
    ],
  ]);
  addRelinkOptions(command).action((id: string, other: string, options: RelinkOptions) =>
    carryOut(
      {
        ...{ kind: 'merge', stays: options.keep ?? [] },
        ...{ record: readIdText(id), other: readIdText(other) },
      },
      `Merge ${id} and ${other}?`,
      options,
    ),
  );
}

import type { Command } from 'commander';
import type { FieldConflict } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { readCount } from '../numbers.ts';
import { addHubOptions } from '../options.ts';
import { plainLine } from '../plain-text.ts';
import type { Column } from '../table.ts';
import { table } from '../table.ts';
import { ago, count } from '../words.ts';
import { print } from '../print.ts';

interface ConflictsOptions extends HubCallOptions {
  readonly limit: string;
}

/** `stellwerk conflicts [FLOW]`: lists fields that both sides of a two-way flow changed. */
export function addConflicts(program: Command): void {
  const command = program
    .command('conflicts')
    .argument('[flow]', 'only of this flow')
    .description(
      'fields that both sides of a two-way flow changed, and which side won; newest first',
    )
    .option('--limit <n>', 'maximum number of conflicts', '50');
  addExamples(command, [
    ['stellwerk conflicts', 'the newest of all two-way flows'],
    ['stellwerk conflicts customers --json', ''],
  ]);
  addHubOptions(command).action((flow: string | undefined, options: ConflictsOptions) =>
    callHub(options, async (client, signal) => {
      const limit = readCount(options.limit, '--limit');
      const { conflicts, more } = await client.history(signal).conflicts(flow ?? null, limit);
      if (options.json) return print(JSON.stringify({ conflicts, more }));
      if (conflicts.length === 0) return print('no conflicts');
      print(table(columns(Date.now()), conflicts));
      if (more) print(`there are older ones: --limit ${count(limit * 10)} shows more`);
    }),
  );
}

function columns(nowMs: number): readonly Column<FieldConflict>[] {
  return [
    { title: 'WHEN', cell: ({ metAtMs }) => ago(metAtMs, nowMs) },
    { title: 'FLOW', cell: ({ flow }) => flow },
    { title: 'KEY', cell: ({ key }) => plainLine(key) },
    { title: 'FIELD', cell: ({ field }) => field },
    { title: 'KEPT', cell: (conflict) => sideText(conflict, true) },
    { title: 'GIVEN UP', cell: (conflict) => sideText(conflict, false) },
  ];
}

function sideText({ sides }: FieldConflict, won: boolean): string {
  const side = sides.find((one) => one.won === won);
  return side ? plainLine(`${side.connector}: ${JSON.stringify(side.value)}`) : '';
}

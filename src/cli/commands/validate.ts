import type { Command } from 'commander';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';
import { addJson } from '../options.ts';

export function addValidate(program: Command): void {
  const command = program
    .command('validate')
    .argument('[file]', 'the configuration', 'stellwerk.yaml')
    .description('check a configuration and show every mistake with its remedy')
    .action(validate);
  addExamples(addJson(command), [
    ['stellwerk validate', 'stellwerk.yaml of this folder'],
    [
      'stellwerk validate stellwerk.yaml --json',
      'for an editor or a pipeline; exits with 1 when there is a mistake',
    ],
  ]);
}

async function validate(file: string, { json }: { json?: boolean }): Promise<void> {
  // Loaded only here, so that commands that call a hub start quickly.
  const [{ checkConfig, formatMistakes }, { planSummary, planTables }] = await Promise.all([
    import('../../runtime/config/index.ts'),
    import('../plan-tables.ts'),
  ]);
  const { plan, mistakes } = await checkConfig(file, process.env);
  if (json) {
    const summary = plan === null ? {} : planSummary(plan);
    process.stdout.write(`${JSON.stringify({ valid: plan !== null, mistakes, ...summary })}\n`);
  }
  if (plan === null) {
    const found = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`;
    if (!json) process.stdout.write(`${formatMistakes(mistakes)}\n`);
    throw new CliError('failed', `${file} has ${found}.`);
  }
  if (!json) process.stdout.write(`${file} is valid.\n\n${planTables(plan)}\n`);
}

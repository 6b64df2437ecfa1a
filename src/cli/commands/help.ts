import type { Command } from 'commander';
import { suggest } from '../../domain/index.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';

/** `stellwerk help COMMAND SUBCOMMAND`. Commander's own goes one level deep, and shows the overview for an unknown name. */
export function addHelp(program: Command): void {
  const command = program
    .helpCommand(false)
    .command('help')
    .argument('[command...]', 'a command, with its subcommand if it has any')
    .description('show the help of a command');
  addExamples(command, [
    ['stellwerk help status', ''],
    ['stellwerk help dead-letters replay', ''],
  ]);
  command.action((words: string[]) => words.reduce(subcommand, program).outputHelp());
}

/** @throws CliError usage when there is none of this name */
function subcommand(parent: Command, name: string): Command {
  const known = parent.createHelp().visibleCommands(parent);
  const found = known.find((one) => one.name() === name);
  if (found) return found;
  const names = known.map((one) => one.name());
  throw new CliError('usage', `There is no command "${name}". ${suggest(name, names)}`);
}

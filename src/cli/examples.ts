import type { Command } from 'commander';

/** A command line as a person would type it, and what it does where that does not show; empty where it does. */
export type Example = readonly [line: string, meaning: string];

/** Shows examples below the help of a command. Every command has some; a test says which has not. */
export function addExamples(command: Command, examples: readonly Example[]): Command {
  const width = Math.max(...examples.map(([line, meaning]) => (meaning === '' ? 0 : line.length)));
  const lines = examples.map(([line, meaning]) =>
    meaning === '' ? `  ${line}` : `  ${line.padEnd(width)}  ${meaning}`,
  );
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

import type { Command } from 'commander';

/** A command line, and an explanation; the explanation is empty where the line explains itself. */
export type Example = readonly [line: string, meaning: string];

/** Shows examples below the help of a command. A test checks that every command has some. */
export function addExamples(command: Command, examples: readonly Example[]): Command {
  const width = Math.max(...examples.map(([line, meaning]) => (meaning === '' ? 0 : line.length)));
  const lines = examples.map(([line, meaning]) =>
    meaning === '' ? `  ${line}` : `  ${line.padEnd(width)}  ${meaning}`,
  );
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

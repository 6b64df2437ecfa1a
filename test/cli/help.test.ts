import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program.ts';
import { cli } from './support.ts';

/** Commands whose output is not data: a hub's log, a script, words for a shell. */
const WITHOUT_JSON = ['start', 'certs', 'completion', 'complete', 'help'];
/** Commands that show a state that changes. */
const WATCHED = ['status', 'dead-letters list', 'keys list'];
const program = createProgram();

/** Returns every command with its full name, including those that only group others. */
function commandsOf(parent: Command, above: readonly string[] = []): [string, Command][] {
  return parent.commands
    .filter((command) => command.name() !== 'complete')
    .flatMap((command) => {
      const words = [...above, command.name()];
      return [[words.join(' '), command] as [string, Command], ...commandsOf(command, words)];
    });
}

function helpOf(command: Command): string {
  let shown = '';
  command.configureOutput({ writeOut: (text) => (shown += text) });
  command.outputHelp();
  return shown;
}

const commands = commandsOf(program);

suite('The help of stellwerk', () => {
  test('covers all commands', () => assert.ok(commands.length >= 20, String(commands.length)));

  for (const [name, command] of commands) {
    test(`of ${name} says what it does, and shows examples that begin with it`, () => {
      assert.ok(command.description().length > 10);
      const [, examples = ''] = helpOf(command).split('Examples:\n');
      const lines = examples.split('\n').filter((line) => line !== '');
      assert.ok(lines.length > 0, 'no examples');
      const own = lines.filter((line) => line.includes(`stellwerk ${name}`));
      assert.equal(own.length, lines.length, lines.join('\n'));
    });

    test(`of ${name} explains each argument and option`, () => {
      const said = [...command.registeredArguments, ...command.options];
      for (const { description } of said) assert.ok(description.length > 3);
    });

    if (command.commands.length > 0 || WITHOUT_JSON.includes(name)) continue;
    test(`of ${name} offers --json`, () => {
      assert.ok(command.options.some(({ long }) => long === '--json'));
    });
  }

  for (const name of WATCHED) {
    test(`of ${name} offers --watch`, () => {
      const command = commands.find(([one]) => one === name)?.[1];
      assert.ok(command?.options.some(({ long }) => long === '--watch'));
    });
  }

  test('is shown by `help` for subcommands, too, and refused for a name that does not exist', async () => {
    const shown = await cli(['help', 'dead-letters', 'replay']);
    assert.match(shown.stdout, /^Usage: stellwerk dead-letters replay /);
    const mistyped = await cli(['help', 'dead-letters', 'repla']);
    assert.equal(mistyped.code, 2);
    assert.equal(mistyped.stderr, 'There is no command "repla". Did you mean `replay`?\n');
  });

  test('names every exit code', () => {
    assert.match(
      helpOf(program),
      /0 done, 1 failed, 2 wrong usage, 3 hub not reachable, 4 not found, 5 denied, 6 timed out, 7 differences/,
    );
  });
});

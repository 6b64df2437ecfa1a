import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startControl } from '../control/support.ts';
import { cli, cliEnv, main } from './support.ts';

/** util-linux's `script` gives a program a terminal of its own. */
const hasTerminal = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
})();

test(
  'a long call shows on a terminal what it waits for, and removes that at the end',
  {
    skip: hasTerminal ? false : 'no util-linux script here',
  },
  async () => {
    await using control = await startControl();
    control.hub.onSend = () => wait(1_500);
    const command = `'${process.execPath}' '${main}' pause products --address ${control.address}`;
    const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], {
      // A build server's CI would make the spinner write lines even on a terminal.
      env: cliEnv({ NO_COLOR: undefined, CI: undefined, TERM: 'xterm' }),
    });
    assert.match(stdout, /pause of stream products: waiting until work in flight has settled/);
    // The line is erased before the answer, so that only the answer remains.
    assert.match(stdout, /\u001b\[0Kstream products is idle\r?\n$/);
  },
);

test('a long call shows no progress when its output is not a terminal', async () => {
  await using control = await startControl();
  control.hub.onSend = () => wait(1_200);
  const end = await cli(['pause', 'products', '--address', control.address]);
  assert.deepEqual(end, { code: 0, stderr: '', stdout: 'stream products is idle\n' });
});

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { startControl } from '../control/support.ts';
import { cli, cliEnv, main } from './support.ts';

/** Returns what is offered for the last of the words. */
async function offered(words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const { stdout } = await cli(['complete', '--', ...words], { env });
  const lines = stdout.trim().split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t')[0] ?? '');
}

suite('Completion', { concurrency: 3 }, () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    test(`prints a script for ${shell} that calls stellwerk`, async () => {
      const { code, stdout } = await cli(['completion', shell]);
      assert.equal(code, 0);
      assert.match(stdout, /stellwerk complete -- /);
    });
  }

  test('offers commands, options and choices without a hub', async () => {
    assert.deepEqual(await offered(['pau']), ['pause']);
    assert.deepEqual(await offered(['dead-letters', 'dis']), ['discard']);
    assert.deepEqual(await offered(['status', '--w']), ['--watch']);
    assert.deepEqual(await offered(['dead-letters', 'list', '--state', 'o']), ['open']);
  });

  test('offers the names that the hub knows', async () => {
    await using control = await startControl();
    const env = { STELLWERK_GRPC_ADDRESS: control.address };
    assert.deepEqual(await offered(['sync', ''], env), ['products', 'stock', 'shop']);
    assert.deepEqual(await offered(['pause', 'p'], env), ['products', 'products/shop', 'pim']);
    assert.deepEqual(await offered(['keys', 'pause', ''], env), ['products/shop']);
    assert.deepEqual(await offered(['dead-letters', 'list', '--lane', ''], env), ['products/shop']);
    const named = ['sync', '--address', control.address, 'st'];
    assert.deepEqual(await offered(named), ['stock']);
  });

  test('never offers a name that a shell would read as more than a word', async () => {
    await using control = await startControl();
    control.hub.set('streams', 'stock', { name: '$(reboot)' });
    const env = { STELLWERK_GRPC_ADDRESS: control.address };
    assert.deepEqual(await offered(['sync', ''], env), ['products', 'shop']);
  });

  test('offers nothing, soon and without a message, when the hub does not answer', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    try {
      const startedAtMs = performance.now();
      const end = await cli(['complete', '--', 'sync', ''], {
        env: { STELLWERK_GRPC_ADDRESS: address },
      });
      assert.deepEqual(end, { code: 0, stdout: ':4\n', stderr: '' });
      assert.ok(performance.now() - startedAtMs < 30_000);
    } finally {
      silent.close();
    }
  });

  test('completes in a bash that has sourced the script', async () => {
    await using control = await startControl();
    const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bash-'));
    try {
      const script = path.join(dir, 'stellwerk.bash');
      await writeFile(script, (await cli(['completion', 'bash'])).stdout);
      await writeFile(
        path.join(dir, 'stellwerk'),
        `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`,
        { mode: 0o755 },
      );
      await symlink(process.execPath, path.join(dir, 'node'));
      const { stdout } = await promisify(execFile)('bash', ['-c', TAB, 'bash', script], {
        env: cliEnv({
          STELLWERK_GRPC_ADDRESS: control.address,
          PATH: `${dir}:${process.env.PATH}`,
        }),
      });
      assert.deepEqual(stdout.trim().split('\n'), ['products', 'products/shop']);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

/** Sources the script as a login shell does, types `stellwerk pause pro` and presses Tab. The helpers replace bash-completion's. */
const TAB = `
_get_comp_words_by_ref() { words=("\${COMP_WORDS[@]}"); cword=$COMP_CWORD; cur=\${words[cword]}; prev=\${words[cword-1]}; }
compopt() { :; }
source "$1"
COMP_WORDS=(stellwerk pause pro); COMP_CWORD=2
__stellwerk_complete
printf '%s\\n' "\${COMPREPLY[@]}" | sed 's/ .*//'
`;

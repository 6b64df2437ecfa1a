import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { testScope } from '../support/scope.ts';
import { landscape, untilUp } from './landscape.ts';
import { cli, startCli } from './support.ts';

for (const ending of ['SIGTERM', 'SIGKILL'] as const) {
  test(`a hub remembers a pause across a restart after ${ending}`, async () => {
    await using scope = await testScope();
    const options = await landscape(scope);
    for (const [args, expected] of [
      [['pause', 'products'], /^stream products is paused$/m],
      [['status'], /^products +erp\/erp_product +paused /m],
    ] as const) {
      const hub = startCli(['start'], options);
      const exited = once(hub, 'exit');
      await untilUp(hub);
      const { stdout } = await cli(args, { cwd: scope.dir });
      assert.match(stdout, expected);
      hub.kill(ending);
      await exited;
    }
  });
}

test('a hub logs a line of JSON per settled batch where it is no terminal', async () => {
  await using scope = await testScope();
  const options = await landscape(scope);
  const env = { ...options.env, STELLWERK_LOG_LEVEL: 'info' };
  const { stderr } = await cli(['start', '--once'], { ...options, env });
  const lines = stderr.split('\n').filter((line) => line.startsWith('{'));
  const settled = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'batch settled');
  assert.deepEqual(
    settled.map(({ lane, records, applied, deadLettered }) => ({
      lane,
      records,
      applied,
      deadLettered,
    })),
    [{ lane: 'products/shop', records: 3, applied: 2, deadLettered: 1 }],
  );
});

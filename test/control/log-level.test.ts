import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connectControl } from '../../src/control/index.ts';
import { cli } from '../cli/support.ts';
import { bufCurl, startControl } from './support.ts';

suite('The log level', () => {
  test('is changed and shown by the command line, and the audit log records the old and the new level', async () => {
    await using control = await startControl();
    const at = ['--address', control.address];
    assert.equal((await cli(['log-level', ...at])).stdout, 'info\n');
    assert.equal(
      (await cli(['log-level', 'debug', '--json', ...at])).stdout,
      '{"level":"debug"}\n',
    );
    const client = await connectControl(control.address);
    const signal = AbortSignal.timeout(20_000);
    assert.equal((await client.info(signal)).logLevel, 'debug');
    const { entries } = await client.audit(signal).list({}, 10);
    client.close();
    assert.deepEqual(
      entries.map(({ method, subject, before, after }) => ({ method, subject, before, after })),
      [
        {
          method: 'ServerInfoService/SetLogLevel',
          subject: 'log level',
          before: { level: 'info' },
          after: { level: 'debug' },
        },
      ],
    );
  });

  test('must be one of the existing levels', async () => {
    await using control = await startControl();
    assert.equal((await cli(['log-level', 'loud', '--address', control.address])).code, 2);
    const method = 'stellwerk.control.v1.ServerInfoService/SetLogLevel';
    const { stderr } = await bufCurl(control.address, method, {});
    assert.match(stderr, /"level\\?" takes one of LOG_LEVEL_SILENT/);
    assert.equal(control.hub.logLevel, 'info');
  });
});

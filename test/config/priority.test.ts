import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check } from './support.ts';

const yaml = (stream: string, target: string) => `
connectors: { a: { kind: source }, b: { kind: target }, c: { kind: target } }
streams:
  orders:
    from: { connector: a, entity: order, key: id }
    ${stream}
    to:
      - { connector: b, entity: order${target} }
      - { connector: c, entity: order }
`;

async function prioritiesOf(stream: string, target: string) {
  const { plan } = await check({ yaml: yaml(stream, target) });
  const [orders] = plan?.streams ?? [];
  return [orders?.priority, ...(orders?.lanes ?? []).map(({ priority }) => priority)];
}

describe('the priority of a stream', () => {
  it('is normal by default', async () => {
    assert.deepEqual(await prioritiesOf('', ''), ['normal', 'normal', 'normal']);
  });

  it('applies to those of its lanes that have none of their own', async () => {
    const found = await prioritiesOf('priority: high', ', priority: low');
    assert.deepEqual(found, ['high', 'low', 'high']);
  });

  it('must be one of three words', async () => {
    const { mistakes } = await check({ yaml: yaml('priority: urgent', '') });
    assert.equal(mistakes.length, 1);
    assert.match(JSON.stringify(mistakes), /high/);
  });
});

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { LaneStatus } from '../../src/domain/index.ts';
import { productsToShop } from '../support/fake-hub.ts';
import { plainClient } from './clients.ts';
import { startControl } from './support.ts';

const LANES = 'stellwerk.control.v1.LaneService';
const STREAMS = 'stellwerk.control.v1.StreamService';
const CONNECTORS = 'stellwerk.control.v1.ConnectorService';

type Named = readonly { readonly name: string }[];
/** This client leaves out empty fields. */
interface LanePage {
  readonly lanes?: Named;
  readonly nextPageToken?: string;
}

/** Makes this many lanes: every second is paused, every third late. */
function lanes(count: number): LaneStatus[] {
  return Array.from({ length: count }, (_, nth) => ({
    ...productsToShop,
    name: `stream-${nth % 7}/target-${nth}`,
    stream: `stream-${nth % 7}`,
    connector: `target-${nth % 3}`,
    state: nth % 2 === 0 ? 'paused' : 'running',
    health: nth % 3 === 0 ? 'late' : 'ok',
  }));
}

const namesOf = (found: Named = []) => found.map(({ name }) => name);

suite('Lists', { concurrency: true }, () => {
  test('pages of any size together form the whole filtered list, in the order of the configuration', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, LANES);
    const list = async (request: object): Promise<LanePage> =>
      client.call('ListLanes', request).answer;
    const filters = fc.record({
      states: fc.subarray(['LANE_STATE_PAUSED', 'LANE_STATE_RUNNING', 'LANE_STATE_FAILED']),
      stream: fc.constantFrom('', 'stream-3'),
      connector: fc.constantFrom('', 'target-1'),
      namePrefix: fc.constantFrom('', 'stream-1', 'stream-3/target-3'),
      health: fc.constantFrom('LANE_HEALTH_UNSPECIFIED', 'LANE_HEALTH_LATE'),
    });
    const sizes = [fc.nat({ max: 60 }), fc.integer({ min: 1, max: 25 })] as const;
    await fc.assert(
      fc.asyncProperty(...sizes, filters, async (count, pageSize, filter) => {
        const all = lanes(count);
        control.hub.lanes = () => all;
        const wanted = all.filter(
          ({ name, state, stream, connector, health }) =>
            (filter.states.length === 0 ||
              filter.states.includes(`LANE_STATE_${state.toUpperCase()}`)) &&
            (filter.stream === '' || stream === filter.stream) &&
            (filter.connector === '' || connector === filter.connector) &&
            name.startsWith(filter.namePrefix) &&
            (filter.health === 'LANE_HEALTH_UNSPECIFIED' || health === 'late'),
        );
        const names: string[] = [];
        for (let pageToken: string | null = ''; pageToken !== null && names.length <= count;) {
          const page = await list({ ...filter, pageSize, pageToken });
          assert.ok(namesOf(page.lanes).length <= pageSize);
          names.push(...namesOf(page.lanes));
          pageToken = page.nextPageToken || null;
        }
        assert.deepEqual(
          names,
          wanted.map(({ name }) => name),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('an empty request, as older clients send it, returns up to a thousand entries', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, LANES);
    const all = lanes(1_003);
    control.hub.lanes = () => all;
    const page: LanePage = await client.call('ListLanes', {}).answer;
    assert.equal(page.lanes?.length, 1_000);
    const { nextPageToken: pageToken } = page;
    const rest: LanePage = await client.call('ListLanes', { pageToken }).answer;
    assert.deepEqual([rest.lanes?.length, rest.nextPageToken ?? ''], [3, '']);
    control.hub.lanes = () => [...lanes(3), ...all.slice(900)];
    const moved: LanePage = await client.call('ListLanes', { pageToken }).answer;
    assert.deepEqual(
      namesOf(moved.lanes),
      namesOf(rest.lanes),
      'a change before a page does not move it',
    );
  });

  test('streams and connectors are found by state, connector and name', async () => {
    await using control = await startControl();
    using streams = await plainClient(control.address, STREAMS);
    using connectors = await plainClient(control.address, CONNECTORS);
    control.hub.set('streams', 'stock', { state: 'failed' });
    control.hub.set('connectors', 'shop', { state: 'paused' });
    const find = async (request: object) => {
      const found: { streams?: Named } = await streams.call('ListStreams', request).answer;
      return namesOf(found.streams);
    };
    assert.deepEqual(await find({ states: ['STREAM_STATE_FAILED'] }), ['stock']);
    assert.deepEqual(await find({ connector: 'pim', namePrefix: 's' }), ['stock', 'shop']);
    assert.deepEqual(await find({ connector: 'nobody' }), []);
    const states = ['CONNECTOR_STATE_PAUSED'];
    const paused: { connectors?: Named } = await connectors.call('ListConnectors', { states })
      .answer;
    assert.deepEqual(namesOf(paused.connectors), ['shop']);
  });

  test('an invalid size, token or state is refused with the name of its field', async () => {
    await using control = await startControl();
    using client = await plainClient(control.address, LANES);
    const cases = [
      [{ pageSize: 1_001 }, /page_size/],
      [{ pageSize: -1 }, /page_size/],
      [{ pageToken: 'nonsense' }, /page_token/],
      [{ states: ['LANE_STATE_UNSPECIFIED'] }, /states/],
      [{ health: 77 }, /health/],
    ] as const;
    for (const [request, message] of cases) {
      await assert.rejects(client.call('ListLanes', request).answer, { details: message });
    }
  });
});

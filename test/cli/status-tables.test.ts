import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { onceSummary } from '../../src/cli/once-summary.ts';
import { statusTables } from '../../src/cli/status-tables.ts';
import type { ConnectorState, LaneState } from '../../src/domain/index.ts';
import { products, productsToShop, shop } from '../support/fake-hub.ts';

const { lastError } = productsToShop;

function shown(connector: ConnectorState, lane: LaneState): string {
  const status = {
    connectors: [{ ...shop, state: connector, lastError }],
    streams: [{ ...products, state: 'held' as const }],
    lanes: [{ ...productsToShop, state: lane }],
    imports: [],
  };
  return stripVTControlCharacters(statusTables(status));
}

test('an outage is shown with its reason, for the system and for the lanes that met it', () => {
  for (const connector of ['unavailable', 'trial'] as const) {
    const text = shown(connector, 'held');
    assert.match(text, new RegExp(`^shop +postgres +${connector} `, 'm'));
    assert.match(text, /^products +pim\/product +held /m);
    assert.match(text, /^products\/shop +shop\/products +held /m);
    assert.match(text, /^shop: TARGET_UNAVAILABLE .*refused/m);
    assert.match(text, /^products\/shop: TARGET_UNAVAILABLE .*refused/m);
  }
});

test('an error that is over is not shown', () => {
  assert.doesNotMatch(shown('ready', 'running'), /TARGET_UNAVAILABLE/);
});

test('records that webhooks and pushes brought, and refused webhooks, are shown only if there were any', () => {
  const none = { accepted: 0, duplicates: 0, rejected: 0 };
  const some = { accepted: 1_200, duplicates: 7, rejected: 2 };
  const tables = (arrivals: typeof none, refusedWebhooks: number) =>
    stripVTControlCharacters(
      statusTables({
        connectors: [
          { ...shop, refusedWebhooks: 0 },
          { ...shop, name: 'partner', refusedWebhooks },
        ],
        streams: [
          { ...products, arrivals: none, schedule: null },
          { ...products, name: 'orders', arrivals, schedule: null },
        ],
        lanes: [],
        imports: [],
      }),
    );
  const text = tables(some, 5);
  assert.match(text, /^CONNECTOR .* WEBHOOKS REFUSED$/m);
  assert.match(text, /^shop .* 0$/m);
  assert.match(text, /^partner .* 5$/m);
  assert.match(text, /^STREAM .* ARRIVED +ARRIVED AGAIN +ARRIVED BROKEN$/m);
  assert.match(text, /^products .* 0 +0 +0$/m);
  assert.match(text, /^orders .* 1,200 +7 +2$/m);
  assert.doesNotMatch(tables(none, 0), /ARRIVED|WEBHOOKS/);
});

test('the summary of one pass counts echoes too, if there were any', () => {
  const summary = (echoed: number) => {
    const lane = { ...productsToShop, counts: { ...productsToShop.counts, echoed } };
    const text = onceSummary({ streams: () => [products], lanes: () => [lane] }, []);
    return stripVTControlCharacters(text);
  };
  assert.match(summary(7), /^LANE .* SUPERSEDED +ECHOES +DEAD LETTERS$/m);
  assert.match(summary(7), /^products\/shop +100 +20 +3 +7 +1$/m);
  assert.doesNotMatch(summary(0), /ECHOES/);
});

test('a status whose failures are not known says so, and why', () => {
  const status = { connectors: [], streams: [], lanes: [], imports: [] };
  const causes = new Error('The store is away. Check it.');
  assert.match(
    stripVTControlCharacters(statusTables({ ...status, causes })),
    /^failures by cause are not known: The store is away. Check it.$/m,
  );
});

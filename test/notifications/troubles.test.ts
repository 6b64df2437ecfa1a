import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Condition } from '../../src/runtime/notifications/troubles.ts';
import { troublesOf } from '../../src/runtime/notifications/troubles.ts';
import { catalogue, products, productsToShop, shop } from '../support/fake-hub.ts';

const NOW_MS = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;
const lastError = {
  code: 'TARGET_UNAVAILABLE',
  stage: 'deliver',
  message: 'anna@example.org refused',
  remedy: '',
  atMs: 0,
} as const;
const well: Condition = {
  away: [],
  connectors: [shop],
  streams: [{ ...products, nextRunAtMs: NOW_MS + 1_000 }],
  lanes: [productsToShop],
  imports: [catalogue],
  causes: [],
  certificateUntilMs: NOW_MS + 30 * DAY_MS,
};

test('a healthy hub reports no trouble', () => {
  assert.deepEqual(troublesOf(well, NOW_MS), []);
});

test('every kind of trouble is reported with names and codes, never with the text of an external system', () => {
  const troubles = troublesOf(
    {
      away: ['PostgreSQL'],
      connectors: [{ ...shop, state: 'unavailable', lastError }],
      streams: [
        { ...products, nextRunAtMs: NOW_MS - 300_000 },
        { ...products, name: 'stock', state: 'failed', nextRunAtMs: 0, lastError },
        { ...products, name: 'resting', state: 'paused', nextRunAtMs: 0 },
      ],
      lanes: [{ ...productsToShop, health: 'late', oldestWaitingMs: 1_200_000 }],
      imports: [{ ...catalogue, state: 'failed', lastError }, catalogue],
      causes: [
        { stream: 'products', lane: 'products/shop', code: 'RECORD_INVALID', open: 3 },
        { stream: 'products', lane: 'products/shop', code: 'MAPPING_FAILED', open: 1 },
        { stream: 'products', lane: null, code: 'ROW_UNREADABLE', open: 2 },
      ],
      certificateUntilMs: NOW_MS + 3 * DAY_MS,
    },
    NOW_MS,
  );
  assert.deepEqual(
    troubles.map(({ kind, subject, text }) => `${kind} ${subject}: ${text.split(/[.`]/)[0]}`),
    [
      "server-away server PostgreSQL: does not answer, so the hub stands still; the hub's log says why",
      'circuit-open connector shop: does not answer (TARGET_UNAVAILABLE)',
      'dead-letters lane products/shop: 4 open: MAPPING_FAILED, RECORD_INVALID',
      'dead-letters stream products: 2 open: ROW_UNREADABLE',
      'backlog lane products/shop: 44 records wait, the oldest for 20m',
      'schedule-missed stream products: should have been read 5m ago',
      'certificate certificate of the hub: expires in 3 days',
      'stream-failed stream stock: gave up (TARGET_UNAVAILABLE)',
      'import-failed import 12: into stream products gave up (TARGET_UNAVAILABLE)',
    ],
  );
  assert.doesNotMatch(JSON.stringify(troubles), /anna/);
});

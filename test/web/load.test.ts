import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'node:test';
import { findBrowser, openBrowser } from '../../ops/browser.ts';
import type { ConnectorStatus, LaneStatus, StreamStatus } from '../../src/domain/index.ts';
import { dashboardRoutes, serveWeb } from '../../src/web/index.ts';
import { Teller } from '../../src/web/dashboard/news.ts';
import type { DashboardPort } from '../../src/web/index.ts';
import { products, productsToShop, shop } from '../support/fake-hub.ts';

const STREAMS = 200;
const SYSTEMS = 20;
const RECORDS_PER_SECOND = 20_000;
const TICK_MS = 20;
const MEASURED_MS = Number(process.env.STELLWERK_DASHBOARD_LOAD_MS ?? 0);
const browserFile = await findBrowser();
const skip =
  MEASURED_MS === 0
    ? 'measures for as long as STELLWERK_DASHBOARD_LOAD_MS says, 20000 for instance'
    : browserFile === null && 'there is no chromium on the PATH';

const names = (count: number, name: string) =>
  Array.from({ length: count }, (_, nth) => `${name}-${nth}`);

/** A hub of 200 streams in which everything changes all the time. */
class Busy {
  readonly #connectors: ConnectorStatus[] = names(SYSTEMS, 'system').map((name) => ({
    ...shop,
    name,
  }));
  #streams: StreamStatus[] = names(STREAMS, 'stream').map((name, nth) => ({
    ...{ ...products, name, connector: `system-${nth % SYSTEMS}` },
  }));
  #lanes: LaneStatus[] = names(STREAMS, 'stream').map((stream, nth) => ({
    ...{ ...productsToShop, name: `${stream}/target`, stream, state: 'running', health: 'ok' },
    connector: `system-${(nth * 7 + 3) % SYSTEMS}`,
  }));
  /** How often changes were sent to pages. */
  told = 0;
  readonly #listeners = new Set<() => void>();
  readonly #timer = setInterval(() => this.tick(), TICK_MS);

  port(): DashboardPort {
    return {
      call: async ({ method }) =>
        method === 'AccessService/WhoAmI' ? { name: 'local', role: 'ROLE_ADMIN' } : {},
      seenBy: () => ({
        connectors: () => this.#connectors,
        streams: () => this.#streams,
        lanes: () => {
          this.told++;
          return this.#lanes;
        },
        subscribe: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      }),
      trend: () => null,
      note: async () => undefined,
      signIn: null,
    };
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  tick(): void {
    const each = (RECORDS_PER_SECOND * TICK_MS) / 1_000 / STREAMS;
    this.#streams = this.#streams.map((stream) => ({
      ...stream,
      records: stream.records + each,
      bytes: stream.bytes + each * 400,
    }));
    this.#lanes = this.#lanes.map((lane) => ({
      ...lane,
      settledSeq: lane.settledSeq + each,
      backlog: Math.round(Math.random() * 5_000),
      settledPerMinute: 6_000 + Math.round(Math.random() * 300),
      oldestWaitingMs: Math.round(Math.random() * 4_000),
      counts: { ...lane.counts, applied: lane.counts.applied + each },
      lastSettledAtMs: Date.now(),
    }));
    for (const listener of this.#listeners) listener();
  }
}

/** Measures the processor time, in seconds, to find and encode the changes when everything has changed. */
function costOfTelling(busy: Busy): number {
  const teller = new Teller(busy.port().seenBy(null));
  let micros = 0;
  for (let nth = 0; nth < 200; nth++) {
    busy.tick();
    const before = process.cpuUsage();
    JSON.stringify(teller.news());
    const { user, system } = process.cpuUsage(before);
    micros += user + system;
  }
  return micros / 200 / 1e6;
}

/** Measures the share of one core that a page's main thread uses. */
async function shareOf(page: () => Promise<number>) {
  const read = async () => ({ cpuSeconds: await page(), atMs: performance.now() });
  const before = await read();
  await wait(MEASURED_MS);
  const after = await read();
  const seconds = (after.atMs - before.atMs) / 1_000;
  return { page: (after.cpuSeconds - before.cpuSeconds) / seconds, seconds };
}

test(
  '200 streams with 20,000 records a second cost the hub under 3 % and the page under 30 % of a core',
  { skip },
  async () => {
    const busy = new Busy();
    const web = await serveWeb({ address: '127.0.0.1:0', routes: [dashboardRoutes(busy.port())] });
    await using browser = await openBrowser(browserFile ?? '', {
      viewport: { width: 1280, height: 800 },
    });
    const page = await browser.context.newPage();
    const devtools = await browser.context.newCDPSession(page);
    // Processor time, since wall-clock time says nothing on a busy machine.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(`http://${web.address}/`);
    await page.locator('.sign-board').first().waitFor();
    await wait(2_000);
    const measure = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
    };
    const toldBefore = busy.told;
    const watched = await shareOf(measure);
    const perSecond = (busy.told - toldBefore) / watched.seconds;
    busy.stop();
    await web.stop(0);
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    const hub = costOfTelling(busy) * perSecond;
    console.log(`told ${perSecond.toFixed(1)} times a second`);
    console.log(`hub ${percent(hub)}, page ${percent(watched.page)} of a core`);
    assert.ok(hub < 0.03, 'the hub');
    assert.ok(watched.page < 0.3, 'the page');
  },
);

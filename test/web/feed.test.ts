import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Feed } from '../../src/web/dashboard/feed.ts';
import { FakeHub } from '../support/fake-hub.ts';

/** A reader whose buffer is full after each event, unless `takesAll` is set. */
class Slow {
  readonly got: string[] = [];
  takesAll = false;

  write(event: string): boolean {
    this.got.push(event.split('\n', 1)[0] ?? '');
    return this.takesAll;
  }
}

/** Starts a feed of a fake hub, with simulated timers. */
function startFeed() {
  mock.timers.enable({ apis: ['setTimeout'] });
  const hub = new FakeHub();
  const feed = new Feed(hub);
  return {
    feed,
    hub,
    change(backlog: number) {
      hub.set('lanes', 'products/shop', { backlog });
      mock.timers.tick(600);
    },
    [Symbol.dispose]() {
      feed.close();
      mock.timers.reset();
    },
  };
}

test('a slow reader is not sent more than it can take, and gets a new snapshot if it missed something', () => {
  using bench = startFeed();
  const slow = new Slow();
  bench.feed.add(slow);
  bench.change(1);
  bench.change(2);
  assert.deepEqual(slow.got, ['event: snapshot']);
  bench.feed.drained(slow);
  assert.deepEqual(slow.got, ['event: snapshot', 'event: snapshot']);
});

test('a reader that missed nothing does not get a new snapshot', () => {
  using bench = startFeed();
  const slow = new Slow();
  bench.feed.add(slow);
  bench.feed.drained(slow);
  bench.change(1);
  bench.feed.drained(slow);
  bench.feed.drained(slow);
  assert.deepEqual(slow.got, ['event: snapshot', 'event: change']);
});

test('changes that come together are sent together, and a change that was undone is not sent', () => {
  using bench = startFeed();
  const reader = new Slow();
  reader.takesAll = true;
  bench.feed.add(reader);
  bench.change(1);
  for (const backlog of [2, 3, 4]) bench.hub.set('lanes', 'products/shop', { backlog });
  mock.timers.tick(600);
  for (const backlog of [5, 4]) bench.hub.set('lanes', 'products/shop', { backlog });
  mock.timers.tick(600);
  assert.deepEqual(reader.got, ['event: snapshot', 'event: change', 'event: change']);
});

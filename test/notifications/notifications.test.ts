import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { Proxy } from '../../bench/support/proxy.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const SECRET = `whsec_${Buffer.from('a key of the test, 24 bytes long').toString('base64')}`;
const WAIT_MS = 60_000;

interface Post {
  readonly id: string;
  readonly type: string;
  readonly data: {
    readonly kind: string;
    readonly alerts: readonly { readonly subject: string; readonly text: string }[];
    readonly over: readonly string[];
  };
}

/** Collects things as they arrive; a test can wait for them. */
class Arrivals<T> {
  readonly all: T[] = [];
  #next = Promise.withResolvers<void>();

  add(one: T): void {
    this.all.push(one);
    this.#next.resolve();
    this.#next = Promise.withResolvers<void>();
  }

  async reach(count: number): Promise<void> {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(() => late.reject(new Error('nothing arrived')), WAIT_MS);
    while (this.all.length < count) await Promise.race([this.#next.promise, late.promise]);
    clearTimeout(timer);
  }
}

/** Starts a receiver of webhooks that checks their signatures, and answers the first one with 503. */
async function webhookReceiver(posts: Arrivals<Post>, refused: Arrivals<string>) {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      const id = headers['webhook-id'] ?? '';
      if (refused.all.length === 0) {
        refused.add(id);
        return response.writeHead(503).end();
      }
      const post = new Webhook(SECRET).verify(body, headers) as Omit<Post, 'id'>;
      response.writeHead(204).end();
      posts.add({ ...post, id });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function mailReceiver(mails: Arrivals<string>) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) =>
      void text(stream).then((mail) => {
        mails.add(mail);
        done();
      }),
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return server;
}

test('dead letters are reported once by webhook and mail, not again after a restart, and again when they are over', async () => {
  await using scope = await testScope();
  const posts = new Arrivals<Post>();
  const refused = new Arrivals<string>();
  const mails = new Arrivals<string>();
  const http = await webhookReceiver(posts, refused);
  const smtp = await mailReceiver(mails);
  await writeFile(path.join(scope.dir, 'products.jsonl'), '{"sku":"A1","v":1}\n');
  const configFile = await writeConfig(
    scope,
    `
hub:
  notifications:
    - kind: webhook
      url: http://127.0.0.1:${(http.address() as AddressInfo).port}/alerts
      secret: ${SECRET}
      on: [dead-letters]
      after: 400ms
    - kind: mail
      smtp: smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}
      from: hub@shop.example
      to: [ops@shop.example]
      on: [dead-letters]
      after: 400ms
connectors:
  pim: { kind: file, path: ./products.jsonl }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    every: 1h
    validate: { type: object, required: [title] }
    to: [{ connector: out, entity: products }]
`,
  );
  try {
    {
      await using _hub = await startTestHub(scope, configFile);
      await Promise.all([posts.reach(1), mails.reach(1)]);
    }
    const [post] = posts.all;
    assert.equal(post?.id, refused.all[0], 'the same message is sent again after a refusal');
    assert.equal(post?.type, 'stellwerk.alert.firing');
    assert.equal(post?.data.kind, 'dead-letters');
    assert.deepEqual(
      post?.data.alerts.map(({ subject }) => subject),
      ['lane products/out'],
    );
    assert.match(post?.data.alerts[0]?.text ?? '', /^1 open: RECORD_INVALID\./);
    assert.match(mails.all[0] ?? '', /^Subject: .*records that could not be delivered/m);
    assert.match(mails.all[0] ?? '', /^To: ops@shop\.example/m);

    await using hub = await startTestHub(scope, configFile);
    const signal = AbortSignal.timeout(WAIT_MS);
    await hub.recovery.discardDeadLetters({ lane: 'products/out' }, signal);
    await Promise.all([posts.reach(2), mails.reach(2)]);
    // If the restart had sent anything again, it would have arrived before.
    assert.equal(posts.all[1]?.type, 'stellwerk.alert.resolved');
    assert.deepEqual(posts.all[1]?.data.over, ['lane products/out']);
    assert.match(mails.all[1] ?? '', /resolved: records/);
    assert.equal(`${posts.all.length} ${mails.all.length}`, '2 2');
  } finally {
    http.closeAllConnections();
    http.close();
    const { promise, resolve } = Promise.withResolvers<void>();
    smtp.close(resolve);
    await promise;
  }
});

test('an outage of the hub’s own database is reported while it lasts, and once more when it is over', async () => {
  await using scope = await testScope();
  await using link = await Proxy.open(Number(new URL(scope.databaseUrl).port));
  const behind = new URL(scope.databaseUrl);
  behind.port = String(link.port);
  const posts = new Arrivals<Post>();
  const http = await webhookReceiver(posts, new Arrivals<string>());
  const configFile = await writeConfig(
    scope,
    `
hub:
  notifications:
    - kind: webhook
      url: http://127.0.0.1:${(http.address() as AddressInfo).port}/alerts
      secret: ${SECRET}
      on: [server-away]
      after: 400ms
connectors:
  pim: { kind: push }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    to: [{ connector: out, entity: products }]
`,
  );
  try {
    const more = { databaseUrl: behind.href };
    await using _hub = await startTestHub(scope, configFile, scope.databaseUrl, more);
    link.change('refusing');
    await posts.reach(1);
    link.change('clear');
    await posts.reach(2);
    const subject = 'server PostgreSQL';
    const [away, back] = posts.all;
    assert.deepEqual(
      [away?.type, away?.data.alerts.map((one) => one.subject), back?.type, back?.data.over],
      ['stellwerk.alert.firing', [subject], 'stellwerk.alert.resolved', [subject]],
    );
  } finally {
    http.closeAllConnections();
    http.close();
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatMistakes } from '../../src/runtime/config/index.ts';
import { check, linesOf, sound } from './support.ts';

const SECRET = 'pa"ss\\wörd-1234';

function withSettings(settings: string): string {
  return sound.replace('{ kind: source }', () => `{ kind: source, ${settings} }`);
}

describe('references', () => {
  it('are resolved from environment, default and file, and can be escaped', async () => {
    const yaml = withSettings("url: '${URL:-x://host}', password: '${file:./secrets/p}'").replace(
      'title',
      () => `'["$\${x}"]'`,
    );
    const { plan } = await check({ yaml, files: { 'secrets/p': 'twelve-and-more\n' } });
    assert.deepEqual(plan?.connectors[0]?.settings, {
      url: 'x://host',
      password: 'twelve-and-more',
      port: 80,
    });
    const map = plan?.streams[0]?.lanes[0]?.map;
    const meta = {
      key: 'k',
      version: 1,
      operation: 'upsert',
      masterKey: 'm',
      externalId: null,
      stream: 's',
    } as const;
    assert.deepEqual(map?.({ '${x}': 1 }, meta), { name: 1 });
  });

  it('become the number or boolean that the setting requires', async () => {
    const yaml = withSettings("port: '${PORT}', strict: '${STRICT}'");
    const { plan } = await check({ yaml, env: { PORT: '5432', STRICT: 'true' } });
    assert.deepEqual(plan?.connectors[0]?.settings, { port: 5432, strict: true });
  });

  const broken: readonly (readonly [string, RegExp])[] = [
    ['${ABSENT}', /ABSENT is not set.*\$\{ABSENT:-…\}/],
    ['${EMPTY}', /EMPTY is not set/],
    ['${file:./none}', /secret file \.\/none cannot be read: it does not exist\./],
    ['${1x}', /\$\{1x\} is not a reference/],
    ['x://${OPEN', /\$\{OPEN is not a reference.*write \$\$\{/],
  ];
  for (const [text, expected] of broken) {
    it(`that cannot be resolved are mistakes: ${text}`, async () => {
      const lines = linesOf(
        await check({ yaml: withSettings(`url: '${text}'`), env: { EMPTY: '' } }),
      );
      assert.ok(
        lines.some((line) => expected.test(line)),
        lines.join('\n'),
      );
    });
  }
});

describe('secrets', () => {
  it('are masked in the effective configuration, wherever they came from', async () => {
    const yaml = withSettings(
      "url: 'x://u:hidden-1@host', password: hidden-22222, port: '${PORT}'",
    ).replace('map: { name: title }', 'token: hidden-3');
    const { plan } = await check({ yaml, env: { PORT: '81' } });
    const { connectors, streams } = plan?.masked as unknown as {
      connectors: Record<string, object>;
      streams: { products: { to: object[] } };
    };
    assert.deepEqual(connectors.pim, {
      kind: 'source',
      url: 'x://u:***@host',
      password: '***',
      port: '***',
    });
    assert.deepEqual(streams.products.to[0], {
      connector: 'shop',
      entity: 'products',
      token: '***',
    });
  });

  it('are not shown by mistakes about them', async () => {
    const wrong = [
      'password: short-one',
      "port: '${SECRET}'",
      "url: '${SECRET}'",
      "password: '${SECRET}', port: 13",
      "password: 'short-one-123', port: 13",
    ];
    for (const settings of wrong) {
      const { mistakes } = await check({ yaml: withSettings(settings), env: { SECRET } });
      assert.ok(mistakes.length > 0, settings);
      assert.doesNotMatch(formatMistakes(mistakes), /short-one|ss\\|wörd-1234/, settings);
    }
  });

  it('are not shown even when they are short or not text', async () => {
    const { mistakes } = await check({
      yaml: withSettings("port: '${PIN}', password: 987"),
      env: { PIN: '§7' },
    });
    assert.equal(mistakes.length, 2);
    assert.doesNotMatch(formatMistakes(mistakes), /§7|987/);
  });

  it('never appear in a mistake or in the masked configuration, wherever they are used', async () => {
    const places = ['soon', 'sku', 'products', 'title', '5m', 'pim', 'source'];
    const yaml = sound.replace('key: sku', 'key: sku, overlap: soon');
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ minLength: 4, maxLength: 20, unit: 'grapheme-ascii' })
          .map((text) => `§${text}§`),
        fc.constantFrom(...places),
        async (secret, place) => {
          const written = yaml.replace(place, () => "'${SECRET}'");
          const { mistakes, masked } = await check({ yaml: written, env: { SECRET: secret } });
          const shown = formatMistakes(mistakes) + JSON.stringify(masked);
          assert.ok(
            !shown.includes(secret) && !shown.includes(JSON.stringify(secret).slice(1, -1)),
            shown,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

const main = path.resolve(import.meta.dirname, '../../ops/demo/main.ts');

/** Runs `npm start -- --once` in a folder, without the installation. */
async function runOnce(cwd: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const { STELLWERK_LOG_LEVEL: _, ...env } = process.env;
  const child = spawn(process.execPath, [main, '--once'], { cwd, env });
  const exited = once(child, 'exit');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: (await exited)[0] as unknown, stdout, stderr };
}

const number = (digits: string | undefined) => Number((digits ?? '').replaceAll(',', ''));

/** The counts after a lane's name in the summary's table: records, applied, unchanged, superseded, dead letters. */
function laneCounts(summary: string, lane: string): number[] {
  const line = new RegExp(`^ +${lane} +([\\d, ]+)`, 'm').exec(summary)?.[1] ?? '';
  return line.trim().split(/ +/).slice(0, 5).map(number);
}

test(
  'the sample company settles everything, its counts add up, and a second start applies nothing again',
  { timeout: 300_000 },
  async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-demo-'));
    try {
      const first = await runOnce(dir);
      assert.deepEqual([first.code, first.stderr], [0, '']);
      assert.doesNotMatch(first.stdout, /gRPC at/, 'nothing answers there any more');
      for (const lane of ['products/shop', 'stock/shop', 'prices/shop', 'orders/erp']) {
        const [records = 0, ...verdicts] = laneCounts(first.stdout, lane);
        assert.ok(records > 0, lane);
        const sum = verdicts.reduce((total, count) => total + count, 0);
        assert.equal(sum, records, lane);
      }
      const [products, applied = 0, , , buried = 0] = laneCounts(first.stdout, 'products/shop');
      assert.deepEqual([products, applied + buried], [20_000, 20_000]);
      const onSale = /shop: ([\d,]+) products on sale/.exec(first.stdout)?.[1];
      assert.equal(number(onSale), applied);
      const told = [...first.stdout.matchAll(/^ +([\d,]+) × /gm)].map(([, count]) => number(count));
      assert.equal(
        told.reduce((total, count) => total + count, 0),
        buried,
      );

      const second = await runOnce(dir);
      assert.deepEqual([second.code, second.stderr], [0, '']);
      for (const lane of ['products/shop', 'stock/shop', 'prices/shop', 'orders/erp'])
        assert.equal(laneCounts(second.stdout, lane)[1], 0, lane);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  },
);

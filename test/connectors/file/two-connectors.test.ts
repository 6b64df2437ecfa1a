import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { delivery } from '../postgres/support.ts';
import { open, withFolder } from './support.ts';

const signal = AbortSignal.timeout(60_000);
const ROUNDS = 10;
/** Too long to be written at once. */
const LONG = 200_000;

for (const name of ['out.jsonl', 'out.csv'])
  test(`two connectors that write to ${name}, as of two hubs, lose no line and cut none`, async () => {
    await withFolder(async (dir) => {
      const write = async (who: string) => {
        for (let round = 0; round < ROUNDS; round++) {
          // As after a restart: the last line of the other might be taken for a torn one.
          const connector = open(dir, { path: name });
          const options = { columns: ['text'] };
          const target = connector.target?.({ entity: 'out', lane: `${who}/out`, options });
          const text = who.repeat(LONG);
          const batch = [delivery(`${who}${round}`, 1, { document: { text } })];
          assert.equal((await target?.deliver(batch, signal))?.[0]?.kind, 'applied');
          await connector.close();
        }
      };
      await Promise.all([write('a'), write('b')]);
      const lines = (await readFile(path.join(dir, name), 'utf8')).trimEnd().split('\n');
      const texts = lines.map((line) => /(?:aa+|bb+)/.exec(line)?.[0].length);
      const whole = Array.from({ length: 2 * ROUNDS }, () => LONG);
      assert.deepEqual(texts, name === 'out.csv' ? [undefined, ...whole] : whole);
    });
  });

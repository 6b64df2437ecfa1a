import { openStore } from '../support/open-store.ts';
import { entry } from './audit-support.ts';

/** Records entries endlessly, five at a time, and prints each caller's name once its entry is reported as recorded. */
const [databaseUrl = '', namespace = '', writer = ''] = process.argv.slice(2);
const { audit } = await openStore({ databaseUrl, namespace });

async function record(lane: number): Promise<never> {
  for (let nth = 0; ; nth++) {
    const who = `${writer}.${lane}.${nth}`;
    await audit.record(entry({ who }));
    process.stdout.write(`${who}\n`);
  }
}

await Promise.all([1, 2, 3, 4, 5].map(record));

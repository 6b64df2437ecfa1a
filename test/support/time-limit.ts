import path from 'node:path';
import { isMainThread } from 'node:worker_threads';

/**
 * Loaded before each test file by `npm test`. `--test-timeout` ends a test, but not a process that stays alive after its tests
 * because something was left open.
 */
const LIMIT_S = 300;

if (isMainThread)
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    const file = path.relative(process.cwd(), process.argv[1] ?? '');
    console.error(`${file} still runs after ${LIMIT_S} s and is ended; it holds open: ${open}`);
    process.exit(1);
  }, LIMIT_S * 1_000).unref();

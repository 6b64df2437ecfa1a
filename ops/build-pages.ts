import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * Builds the dashboard's pages into dist/pages, each file also compressed, unless they are up to date. Called by setup.mjs before
 * a start and before the tests, and by `npm run build:pages`.
 */
const root = path.resolve(import.meta.dirname, '..');
const pages = path.join(root, 'dist/pages');
const stamp = path.join(pages, '.sources');
/** Compressing smaller files gains nothing. */
const COMPRESSED_FROM_BYTES = 1_000;

const sources = await hashOf(
  'src/web/pages/**/*',
  'src/web/dashboard/news.ts',
  'package-lock.json',
);
if ((await readFile(stamp, 'utf8').catch(() => '')) !== sources) {
  console.error('Building the pages of the dashboard (once, a few seconds) ...');
  const { build } = await import('vite');
  await build({ configFile: path.join(root, 'src/web/pages/vite.config.ts') });
  await compress();
  // Written last, so that an interrupted build is repeated.
  await writeFile(stamp, sources);
}

async function hashOf(...patterns: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesOf(patterns, root)) {
    hash.update(file).update(await readFile(path.join(root, file)));
  }
  return hash.digest('hex');
}

async function compress(): Promise<void> {
  for (const name of await filesOf(['**/*.{js,css,html,svg}'], pages)) {
    const file = path.join(pages, name);
    const content = await readFile(file);
    if (content.length < COMPRESSED_FROM_BYTES) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    await writeFile(`${file}.br`, brotliCompressSync(content, { params }));
    await writeFile(`${file}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}

async function filesOf(patterns: readonly string[], cwd: string): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of glob(patterns, { cwd, withFileTypes: true })) {
    if (entry.isFile()) files.push(path.relative(cwd, path.join(entry.parentPath, entry.name)));
  }
  return files.sort();
}

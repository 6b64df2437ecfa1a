import { execFile } from 'node:child_process';
import { cp, glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Generates from `proto/` the types of the control API into `src/control/gen/`, and the compiled files for reflection into
 * `proto/descriptors.binpb`. `npm run generate` writes them; with `--check` it writes nothing and fails when they are
 * not current.
 */
const root = path.resolve(import.meta.dirname, '..');
const protoDir = path.join(root, 'proto');
const genDir = path.join(root, 'src/control/gen');
const GENERATOR = 'node_modules/@grpc/proto-loader/build/bin/proto-loader-gen-types.js';
const GENERATOR_LIMIT_MS = 60_000;
const BUF = 'node_modules/@bufbuild/buf/bin/buf';
const DESCRIPTORS = 'descriptors.binpb';

const fresh = await mkdtemp(path.join(tmpdir(), 'stellwerk-gen-'));
try {
  await Promise.all([generate(path.join(fresh, 'gen')), compile(path.join(fresh, DESCRIPTORS))]);
  if (process.argv.includes('--check')) await compare();
  else await replace();
} finally {
  await rm(fresh, { recursive: true, force: true });
}

/** Compiles without comments and source positions, which would be three quarters of the size. */
async function compile(outFile: string): Promise<void> {
  const options = ['--as-file-descriptor-set', '--exclude-source-info'];
  const args = [path.join(root, BUF), 'build', 'proto', ...options, '--output', outFile];
  await promisify(execFile)(process.execPath, args, { cwd: root, timeout: GENERATOR_LIMIT_MS });
}

/** The loader in `src/control/protocol.ts` has the same settings for longs, enums and defaults; both must agree. */
async function generate(outDir: string): Promise<void> {
  const options = [
    '--grpcLib=@grpc/grpc-js',
    '--importFileExtension=.ts',
    '--longs=Number',
    '--enums=String',
    '--defaults',
    '--arrays',
    '--includeComments',
  ];
  const services = await listServices();
  const args = [path.join(root, GENERATOR), ...options, '-I', 'proto', '-O', outDir, ...services];
  // Runs in the root, because the generator writes the path of each proto file into the head of its output.
  await promisify(execFile)(process.execPath, args, { cwd: root, timeout: GENERATOR_LIMIT_MS });
}

/**
 * The hub's own files. Files that services import are generated with them; alone, a file without a service yields code that does
 * not compile.
 */
async function listServices(): Promise<string[]> {
  const services: string[] = [];
  for (const name of await list(protoDir, 'stellwerk/**/*.proto')) {
    if (/^service /m.test((await read(protoDir, name)) ?? '')) services.push(name);
  }
  return services;
}

async function compare(): Promise<void> {
  const freshDir = path.join(fresh, 'gen');
  const names = new Set([...(await list(freshDir, '**/*.ts')), ...(await list(genDir, '**/*.ts'))]);
  const stale: string[] = [];
  for (const name of [...names].sort()) {
    const [wanted, found] = await Promise.all([read(freshDir, name), read(genDir, name)]);
    if (wanted !== found) stale.push(name);
  }
  const [wanted, found] = await Promise.all([
    read(fresh, DESCRIPTORS),
    read(protoDir, DESCRIPTORS),
  ]);
  if (wanted !== found) stale.push(DESCRIPTORS);
  if (stale.length === 0) return;
  console.error(`Not current: ${stale.join(', ')}.`);
  console.error('Run "npm run generate" and commit the result.');
  process.exitCode = 1;
}

async function replace(): Promise<void> {
  await rm(genDir, { recursive: true, force: true });
  await cp(path.join(fresh, 'gen'), genDir, { recursive: true });
  await cp(path.join(fresh, DESCRIPTORS), path.join(protoDir, DESCRIPTORS));
}

async function list(dir: string, pattern: string): Promise<string[]> {
  const names: string[] = [];
  for await (const name of glob(pattern, { cwd: dir })) names.push(name);
  return names.sort();
}

/** Reads bytes. Null for a missing file, so that missing and superfluous files show as differences. */
async function read(dir: string, name: string): Promise<string | null> {
  return readFile(path.join(dir, name), 'latin1').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

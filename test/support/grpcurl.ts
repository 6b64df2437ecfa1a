import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Stands in for grpcurl, which is not an npm package: `grpcurl.ts FLAGS ADDRESS SERVICE/METHOD` makes the same call with
 * `buf curl`. It accepts the flags that the scripts in ops/grpcurl use, under grpcurl's names, and refuses all others.
 */
const STATUS_CODE_OFFSET = 64;
const buf = path.resolve(import.meta.dirname, '../../node_modules/.bin/buf');

const { values, positionals } = parseArgs({
  // Go's flags have one dash.
  args: process.argv.slice(2).map((word) => (/^-[a-z]{2}/.test(word) ? `-${word}` : word)),
  allowPositionals: true,
  options: {
    plaintext: { type: 'boolean', default: false },
    cacert: { type: 'string' },
    cert: { type: 'string' },
    key: { type: 'string' },
    'expand-headers': { type: 'boolean', default: false },
    'max-time': { type: 'string', default: '0' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd', default: '' },
  },
});
const [address, method = '', ...more] = positionals;
if (address === undefined || more.length > 0) refuse('grpcurl takes an address and a method');
if (values.plaintext && (values.cert || values.key)) refuse('-cert can only be used with TLS');
if (Boolean(values.cert) !== Boolean(values.key)) refuse('-cert and -key go together');

const { status, stdout, stderr } = spawnSync(buf, ['curl', ...bufFlags(), url()], {
  encoding: 'utf8',
});
process.stdout.write(stdout);
process.stderr.write(stderr);
// buf returns the gRPC status in the upper bits of its exit code, grpcurl adds an offset to it.
process.exitCode =
  status !== null && status >= 8 && status % 8 === 0
    ? STATUS_CODE_OFFSET + status / 8
    : (status ?? 1);

function bufFlags(): string[] {
  const flags = ['--protocol', 'grpc', '--timeout', `${values['max-time']}s`];
  if (values.plaintext) flags.push('--http2-prior-knowledge');
  for (const name of ['cacert', 'cert', 'key'] as const) {
    const file = values[name];
    if (file !== undefined) flags.push(`--${name}`, file);
  }
  for (const header of values.header) flags.push('--header', expanded(header));
  if (values.header.length > 0) flags.push('--reflect-header', '*');
  if (values.data !== '') flags.push('--data', values.data);
  return flags;
}

function url(): string {
  return `${values.plaintext ? 'http' : 'https'}://${address}/${method}`;
}

function expanded(header: string): string {
  if (!values['expand-headers']) return header;
  return header.replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => {
    return process.env[name] ?? refuse(`the variable ${name} is not set`);
  });
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
}

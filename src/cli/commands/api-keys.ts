import type { Command } from 'commander';
import { Option } from 'commander';
import type { ShownApiKey } from '../../control/index.ts';
import type { ApiKey, Role } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';
import { addHubOptions } from '../options.ts';
import type { Column } from '../table.ts';
import { table } from '../table.ts';
import { ago } from '../words.ts';

interface CreateOptions extends HubCallOptions {
  readonly role: Role;
  readonly streams?: readonly string[];
  readonly expiresIn?: string;
}

/** `stellwerk api-keys`: manages the keys by which callers are authenticated. */
export function addApiKeys(program: Command): void {
  const keys = program.command('api-keys').description('create, list, rotate and revoke API keys');
  addExamples(keys, [
    ['stellwerk api-keys create nagios --role viewer', ''],
    ['stellwerk api-keys list', ''],
  ]);
  addCreate(keys);
  addList(keys);
  addRotate(keys);
  addRevoke(keys);
}

function addCreate(keys: Command): void {
  const command = keys
    .command('create')
    .argument('<name>', 'who uses it')
    .description(
      'create a key and print it, only this once; put it into STELLWERK_API_KEY or a file',
    )
    .addOption(
      new Option('-r, --role <role>', 'what the key may do; each role includes the one before')
        .choices(['viewer', 'operator', 'admin'])
        .makeOptionMandatory(),
    )
    .option('--streams <names...>', 'only these streams and their lanes (default: all)')
    .option('--expires-in <duration>', 'such as 90d (default: never)');
  addExamples(command, [
    [
      'stellwerk api-keys create nagios --role viewer --expires-in 90d > nagios.key',
      'only the key goes into the file',
    ],
    ['stellwerk api-keys create warehouse --role operator --streams stock orders', ''],
  ]);
  addHubOptions(command).action((name: string, options: CreateOptions) =>
    callHub(options, async (client, signal) => {
      const { role, expiresIn } = options;
      // Accepts several arguments, or a list with commas as in other options.
      const streams = options.streams?.flatMap((names) => names.split(',')) ?? null;
      const lifetimeMs = expiresIn === undefined ? null : await duration(expiresIn);
      show(await client.access(signal).createKey({ name, role, streams, lifetimeMs }), options);
    }),
  );
}

function addList(keys: Command): void {
  const command = keys.command('list').description('show all keys, without the secrets');
  addExamples(command, [['stellwerk api-keys list --json', '']]);
  addHubOptions(command).action((options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const all = await client.access(signal).listKeys();
      const text = options.json ? JSON.stringify({ keys: all }) : table(columns(Date.now()), all);
      process.stdout.write(`${text}\n`);
    }),
  );
}

function addRotate(keys: Command): void {
  const command = keys
    .command('rotate')
    .argument('<id>', 'the id, see "api-keys list"')
    .description('replace a key by a new one, and print that, only this once')
    .option(
      '--grace <duration>',
      'how long the old key remains valid, such as 1h (default: not at all)',
    );
  addExamples(command, [
    ['stellwerk api-keys rotate 7f3a9c21 --grace 1h', 'both keys are valid for an hour'],
  ]);
  addHubOptions(command).action(
    (id: string, options: HubCallOptions & { readonly grace?: string }) =>
      callHub(options, async (client, signal) => {
        const graceMs = options.grace === undefined ? 0 : await duration(options.grace);
        show(await client.access(signal).rotateKey(id, graceMs), options);
      }),
  );
}

function addRevoke(keys: Command): void {
  const command = keys
    .command('revoke')
    .argument('<id>', 'the id, see "api-keys list"')
    .description('revoke a key immediately');
  addExamples(command, [['stellwerk api-keys revoke 7f3a9c21', '']]);
  addHubOptions(command).action((id: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const key = await client.access(signal).revokeKey(id);
      const text = options.json ? JSON.stringify({ key }) : `key ${key.id} is revoked`;
      process.stdout.write(`${text}\n`);
    }),
  );
}

/** Writes only the secret to standard output, so that it can be redirected to a file. */
function show({ key, secret }: ShownApiKey, { json }: HubCallOptions): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ key, secret })}\n`);
    return;
  }
  process.stderr.write(`key ${key.id}, role ${key.role}; it is not shown again:\n`);
  process.stdout.write(`${secret}\n`);
}

const columns = (nowMs: number): readonly Column<ApiKey>[] => [
  { title: 'ID', cell: ({ id }) => id },
  { title: 'NAME', cell: ({ name }) => name },
  { title: 'ROLE', cell: ({ role }) => role },
  { title: 'STREAMS', cell: ({ streams }) => streams?.join(', ') ?? 'all' },
  { title: 'CREATED', cell: ({ createdAtMs }) => ago(createdAtMs, nowMs) },
  { title: 'LAST USED', cell: ({ lastUsedAtMs }) => ago(lastUsedAtMs, nowMs) },
  { title: 'STATE', cell: (key) => stateOf(key, nowMs) },
];

function stateOf({ revokedAtMs, expiresAtMs }: ApiKey, nowMs: number) {
  if (revokedAtMs !== null) return { text: 'revoked', style: 'red' as const };
  if (expiresAtMs === null) return { text: 'valid', style: 'green' as const };
  if (expiresAtMs <= nowMs) return { text: 'expired', style: 'red' as const };
  return { text: `valid until ${new Date(expiresAtMs).toISOString()}`, style: 'green' as const };
}

async function duration(value: string): Promise<number> {
  // Loaded only here, since it brings in everything that checks a configuration.
  const { parseDuration } = await import('../../runtime/config/index.ts');
  const millis = parseDuration(value);
  if (millis !== null && millis > 0) return millis;
  throw new CliError('usage', `"${value}" is not a duration: write 30m, 12h or 90d.`);
}

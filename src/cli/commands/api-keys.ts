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

/** `stellwerk api-keys`: who may call the hub by a key. */
export function addApiKeys(program: Command): void {
  const keys = program.command('api-keys').description('make, list, rotate and revoke API keys');
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
    .description('make a key and print it, this once; it goes into STELLWERK_API_KEY or a file')
    .addOption(
      new Option('-r, --role <role>', 'what it may do; each includes the one before')
        .choices(['viewer', 'operator', 'admin'])
        .makeOptionMandatory(),
    )
    .option('--streams <names...>', 'only these streams and their lanes (default: all)')
    .option('--expires-in <duration>', 'as 90d (default: never)');
  addExamples(command, [
    [
      'stellwerk api-keys create nagios --role viewer --expires-in 90d > nagios.key',
      'the key alone goes into the file',
    ],
    ['stellwerk api-keys create warehouse --role operator --streams stock orders', ''],
  ]);
  addHubOptions(command).action((name: string, options: CreateOptions) =>
    callHub(options, async (client, signal) => {
      const { role, expiresIn } = options;
      // Several as words of their own or, as other options have them, with commas between.
      const streams = options.streams?.flatMap((names) => names.split(',')) ?? null;
      const lifetimeMs = expiresIn === undefined ? null : await duration(expiresIn);
      show(await client.access(signal).createKey({ name, role, streams, lifetimeMs }), options);
    }),
  );
}

function addList(keys: Command): void {
  const command = keys.command('list').description('show all keys, never the secrets');
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
    .description('make a key in place of another one, and print it, this once')
    .option(
      '--grace <duration>',
      'how long the old one is still good for, as 1h; default: no longer',
    );
  addExamples(command, [
    ['stellwerk api-keys rotate 7f3a9c21 --grace 1h', 'both keys are good for an hour'],
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
    .description('end a key at once');
  addExamples(command, [['stellwerk api-keys revoke 7f3a9c21', '']]);
  addHubOptions(command).action((id: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const key = await client.access(signal).revokeKey(id);
      const text = options.json ? JSON.stringify({ key }) : `key ${key.id} is revoked`;
      process.stdout.write(`${text}\n`);
    }),
  );
}

/** The secret alone on standard output, so that it can be sent into a file. */
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
  if (expiresAtMs === null) return { text: 'good', style: 'green' as const };
  if (expiresAtMs <= nowMs) return { text: 'expired', style: 'red' as const };
  return { text: `good until ${new Date(expiresAtMs).toISOString()}`, style: 'green' as const };
}

async function duration(value: string): Promise<number> {
  // Loaded only here: with it comes all that checks a configuration.
  const { parseDuration } = await import('../../runtime/config/index.ts');
  const millis = parseDuration(value);
  if (millis !== null && millis > 0) return millis;
  throw new CliError('usage', `"${value}" is no duration: write 30m, 12h or 90d.`);
}

import path from 'node:path';
import type { Command } from 'commander';
import type { Contexts, HubContext } from '../contexts/context.ts';
import { isContextName } from '../contexts/context.ts';
import { loadContexts, saveContexts } from '../contexts/file.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';
import { addJson } from '../options.ts';
import { table } from '../table.ts';
import { NOTHING } from '../words.ts';

interface AddOptions extends Omit<HubContext, 'address'> {
  readonly use?: boolean;
  readonly json?: boolean;
}

/** `stellwerk context`: saves hubs by name, so that a command needs no address. */
export function addContexts(program: Command): void {
  const command = program
    .command('context')
    .description('hubs by name: add, use, list, remove; keys themselves are never saved');
  addExamples(command, [
    ['stellwerk context add prod hub.example:7443 --ca ca.pem --credential-env PROD_KEY', ''],

    ['stellwerk context use prod', 'for commands that name no hub, outside the folder of a hub'],
  ]);
  addAdd(command);
  addUse(command);
  addList(command);
  addRemove(command);
}

function addAdd(parent: Command): void {
  const command = parent
    .command('add')
    .argument('<name>', 'letters, digits, _ . -')
    .argument('<host:port>', 'control API of the hub')
    .description('save a hub under a name, or replace the one saved under it')
    .option('--tls', 'use TLS, trusting the authorities that Node trusts')
    .option('--ca <file>', 'PEM file of the authority that signed the certificate of the hub')
    .option('--cert <file>', 'PEM file of your own certificate, for mutual TLS')
    .option('--key <file>', 'PEM file of its private key')
    .option('--credential-env <name>', 'environment variable that holds the API key or token')
    .option('--credential-file <file>', 'file that holds the API key or token')
    .option('--use', 'use it from now on');
  addExamples(command, [
    ['stellwerk context add local 127.0.0.1:7443', ''],
    ['stellwerk context add prod hub.example:7443 --tls --credential-file ~/.stellwerk-key', ''],
  ]);
  addJson(command).action(async (name: string, address: string, options: AddOptions) => {
    if (!isContextName(name))
      throw new CliError('usage', `"${name}" is not a valid name for a context.`);
    const hub = noted(address, options);
    const { current, hubs } = await loadContexts(process.env);
    const all = { current: options.use ? name : current, hubs: { ...hubs, [name]: hub } };
    await saveContexts(all, process.env);
    tell(options, { name, ...hub }, `context ${name} is ${address}`);
  });
}

/** Makes paths absolute, since later commands run elsewhere. */
function noted(address: string, options: AddOptions): HubContext {
  const { tls, ca, cert, key, credentialEnv, credentialFile } = options;
  const [, , port] = /^(\[.+\]|[^:/]+):(\d{1,5})$/.exec(address) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new CliError('usage', `"${address}" is not an address: write HOST:PORT.`);
  }
  if ((cert === undefined) !== (key === undefined)) {
    throw new CliError('usage', '--cert and --key must be given together.');
  }
  if (credentialEnv !== undefined && credentialFile !== undefined) {
    throw new CliError('usage', 'Give --credential-env or --credential-file, not both.');
  }
  if (credentialEnv !== undefined && !/^[A-Za-z_]\w*$/.test(credentialEnv)) {
    throw new CliError(
      'usage',
      '--credential-env takes the name of a variable, not the key itself.',
    );
  }
  const files = Object.entries({ ca, cert, key, credentialFile }).flatMap(([name, file]) =>
    file === undefined ? [] : [[name, path.resolve(file)] as const],
  );
  return {
    address,
    ...(tls ? { tls } : {}),
    ...(Object.fromEntries(files) as Partial<HubContext>),
    ...(credentialEnv === undefined ? {} : { credentialEnv }),
  };
}

function addUse(parent: Command): void {
  const command = parent
    .command('use')
    .argument('<name>', 'the context')
    .description('call this hub from now on, unless a command names another');
  addExamples(command, [['stellwerk context use prod', '']]);
  addJson(command).action(async (name: string, options: { json?: boolean }) => {
    const contexts = await withContext(name);
    await saveContexts({ ...contexts, current: name }, process.env);
    tell(options, { current: name }, `context ${name} is in use`);
  });
}

function addList(parent: Command): void {
  const command = parent.command('list').description('show the saved hubs; * marks the one in use');
  addExamples(command, [['stellwerk context list --json', '']]);
  addJson(command).action(async (options: { json?: boolean }) => {
    const { current, hubs } = await loadContexts(process.env);
    const rows = Object.entries(hubs).map(([name, hub]) => ({ name, ...hub }));
    tell(options, { current, contexts: rows }, contextTable(rows, current));
  });
}

function addRemove(parent: Command): void {
  const command = parent
    .command('remove')
    .argument('<name>', 'the context')
    .description('forget a hub; its files and its key are not deleted');
  addExamples(command, [['stellwerk context remove prod', '']]);
  addJson(command).action(async (name: string, options: { json?: boolean }) => {
    const { current, hubs } = await withContext(name);
    const { [name]: _removed, ...rest } = hubs;
    await saveContexts({ current: current === name ? null : current, hubs: rest }, process.env);
    tell(options, { removed: name }, `context ${name} is removed`);
  });
}

/** @throws CliError notFound when there is no context of that name */
async function withContext(name: string): Promise<Contexts> {
  const contexts = await loadContexts(process.env);
  if (Object.hasOwn(contexts.hubs, name)) return contexts;
  const known = Object.keys(contexts.hubs).join(', ') || 'none';
  throw new CliError('notFound', `There is no context "${name}". Known contexts: ${known}.`);
}

type Row = HubContext & { readonly name: string };

function contextTable(rows: readonly Row[], current: string | null): string {
  if (rows.length === 0) return 'no contexts';
  return table<Row>(
    [
      { title: '', cell: ({ name }) => (name === current ? '*' : '') },
      { title: 'CONTEXT', cell: ({ name }) => name },
      { title: 'ADDRESS', cell: ({ address }) => address },
      { title: 'TLS', cell: tlsWords },
      {
        title: 'KEY FROM',
        cell: ({ credentialEnv, credentialFile }) => credentialEnv ?? credentialFile ?? NOTHING,
      },
    ],
    rows,
  );
}

function tlsWords({ tls, ca, cert }: Row): string {
  if (cert !== undefined) return 'mutual';
  return tls === true || ca !== undefined ? 'yes' : 'no';
}

function tell({ json }: { readonly json?: boolean }, value: object, line: string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : line}\n`);
}

import type { Command } from 'commander';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import type { ForceOptions } from '../configuration/put-in-force.ts';
import { putInForce } from '../configuration/put-in-force.ts';
import { versionTable } from '../configuration/tables.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';
import { addHubOptions } from '../options.ts';
import { addForceOptions } from './apply.ts';
import { readCount } from '../numbers.ts';
import { print } from '../print.ts';

export function addConfig(program: Command): void {
  const command = program
    .command('config')
    .description('the configuration of the running hub: get, diff, history, rollback');
  addExamples(command, [
    ['stellwerk config get > in-force.yaml', ''],
    ['stellwerk config diff stellwerk.yaml', ''],
  ]);
  addGet(command);
  addDiff(command);
  addHistory(command);
  addRollback(command);
}

interface GetOptions extends HubCallOptions {
  readonly file?: string;
}

function addGet(parent: Command): void {
  const command = parent
    .command('get')
    .argument('[version]', 'default: the version in force')
    .description('print the configuration, or a file that it names; secrets are masked')
    .option('--file <name>', 'print this file of the configuration');
  addExamples(command, [
    ['stellwerk config get > in-force.yaml', 'the configuration in force, secrets masked'],
    ['stellwerk config get 3 --file map.ts', 'a file of version 3'],
  ]);
  addHubOptions(command).action((version: string | undefined, options: GetOptions) =>
    callHub(options, async (hub, signal) => {
      const wanted = version === undefined ? null : readVersion(version);
      const found = await hub.configuration(signal).get(wanted);
      if (options.json) return print(JSON.stringify(found));
      const { main, files } = found.bundle;
      const text = files[options.file ?? main];
      if (text !== undefined) return print(text.replace(/\n$/, ''));
      const names = Object.keys(files).sort().join(', ');
      throw new CliError(
        'notFound',
        `The configuration has no file "${options.file}". It has: ${names}.`,
      );
    }),
  );
}

function addDiff(parent: Command): void {
  const command = parent
    .command('diff')
    .argument('[file]', 'the configuration', 'stellwerk.yaml')
    .description('show what applying a configuration would change and lose');
  addExamples(command, [['stellwerk config diff stellwerk.yaml', '']]);
  addHubOptions(command).action((file: string, options: HubCallOptions) =>
    callHub(options, async (hub, signal) => {
      const { checkTravels, readBundle } = await import('../../runtime/config/index.ts');
      const bundle = await readBundle(file);
      checkTravels(bundle);
      const dry = { ...options, dryRun: true };
      await putInForce(hub, (client, request) => client.apply(bundle, request), dry, signal);
    }),
  );
}

function addHistory(parent: Command): void {
  const command = parent
    .command('history')
    .description('show the versions that took effect, newest first')
    .option('--limit <n>', 'maximum number of versions', '20');
  addExamples(command, [['stellwerk config history --limit 5', '']]);
  addHubOptions(command).action((options: HubCallOptions & { readonly limit: string }) =>
    callHub(options, async (hub, signal) => {
      const limit = readCount(options.limit, '--limit');
      const versions = await hub.configuration(signal).history(limit);
      print(options.json ? JSON.stringify(versions) : versionTable(versions, Date.now()));
    }),
  );
}

function addRollback(parent: Command): void {
  const command = parent
    .command('rollback')
    .argument('<version>', 'a version from the history')
    .description('put an earlier version in force again, with its files');
  addForceOptions(command);
  addExamples(command, [
    ['stellwerk config rollback 3 --dry-run', 'what it would change and lose'],
    ['stellwerk config rollback 3', ''],
  ]);
  addHubOptions(command).action((text: string, options: ForceOptions) =>
    callHub(options, async (hub, signal) => {
      const version = readVersion(text);
      await putInForce(hub, (client, order) => client.rollback(version, order), options, signal);
    }),
  );
}

function readVersion(text: string): number {
  const version = Number(text);
  if (Number.isInteger(version) && version > 0) return version;
  throw new CliError('usage', `A version is a number from the history, not "${text}".`);
}

import type { Command } from 'commander';
import type { ServedInfo } from '../../control/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { plainLine } from '../plain-text.ts';
import { count, duration } from '../words.ts';

export function addInfo(program: Command): void {
  const command = program
    .command('info')
    .description('show versions, namespace, configuration and uptime of the hub');
  addExamples(command, [['stellwerk info --json', '']]);
  addHubOptions(command).action((options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const info = await client.info(signal);
      process.stdout.write(`${options.json ? JSON.stringify(info) : infoText(info)}\n`);
    }),
  );
}

function infoText(info: ServedInfo): string {
  const { configuration, services } = info;
  const { connectors, streams, lanes } = configuration;
  const started = new Date(info.startedAtMs).toISOString();
  const facts = [
    ['stellwerk', info.version],
    ['namespace', info.namespace],
    ['up for', `${duration(info.uptimeMs)}, since ${started}`],
    ['node', info.nodeVersion],
    ['NATS', info.natsVersion],
    ['PostgreSQL', info.postgresVersion],
    ['config', configurationText(configuration)],
    ['', `${count(connectors)} connectors, ${count(streams)} streams, ${count(lanes)} lanes`],
    ['services', services.map((name) => name.replace(/^.*\./, '')).join(', ')],
    ['log level', info.logLevel ?? 'unknown'],
    ['features', info.features.join(', ')],
  ];
  return facts.map(([name = '', fact = '']) => `${name.padEnd(12)}${plainLine(fact)}`).join('\n');
}

/** Formats number and content as `config history` does. A hub too old to report the number also names the content differently. */
function configurationText({ file, number, version }: ServedInfo['configuration']): string {
  return number === 0 ? file : `${file}, version ${number}, content ${version}`;
}

import type { Command } from 'commander';
import type { ControlClient, HubStatus } from '../../control/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions, addWatch } from '../options.ts';
import { openScreen } from '../screen.ts';
import { statusTables } from '../status-tables.ts';

interface StatusOptions extends HubCallOptions {
  readonly watch?: boolean;
}

export function addStatus(program: Command): void {
  const command = program
    .command('status')
    .description('show connectors, streams and lanes: state, backlog, counts, last error');
  addExamples(command, [
    ['stellwerk status', ''],
    ['stellwerk status --watch', 'live, until Ctrl-C'],
    [
      "stellwerk status --json | jq '.lanes[] | select(.backlog > 0).name'",
      'lanes that are behind',
    ],
    ['stellwerk status --watch --json', 'one JSON document a line for each change'],
  ]);
  addHubOptions(addWatch(command)).action((options: StatusOptions) =>
    callHub(options, async (client, signal) => {
      const show = options.json ? showJson : showTables();
      if (options.watch) await watch(client, show, signal);
      else show(await client.status(signal));
    }),
  );
}

async function watch(
  client: ControlClient,
  show: (status: HubStatus) => void,
  signal: AbortSignal,
): Promise<void> {
  for await (const status of client.watch(signal)) show(status);
}

/** One JSON document per line. */
function showJson(status: HubStatus): void {
  process.stdout.write(`${JSON.stringify(status)}\n`);
}

function showTables(): (status: HubStatus) => void {
  const show = openScreen(process.stdout);
  return (status) => show(statusTables(status));
}

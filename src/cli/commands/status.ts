import type { Command } from 'commander';
import type { ControlClient } from '../../control/index.ts';
import type { CauseGroup } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions, addWatch } from '../options.ts';
import { print } from '../print.ts';
import { openScreen } from '../screen.ts';
import type { ShownStatus } from '../status-tables.ts';
import { statusTables } from '../status-tables.ts';

/** How often a watch asks for the causes of failures, at most. */
const CAUSES_EVERY_MS = 5_000;

interface StatusOptions extends HubCallOptions {
  readonly watch?: boolean;
}

export function addStatus(program: Command): void {
  const command = program
    .command('status')
    .description(
      'show connectors, streams and lanes: state, backlog, counts, last error, failures by cause',
    );
  addExamples(command, [
    ['stellwerk status', ''],
    ['stellwerk status --watch', 'live, until Ctrl-C'],
    [
      "stellwerk status --json | jq '.lanes[] | select(.backlog > 0).name'",
      'lanes that are behind',
    ],
    ['stellwerk status --watch --json', 'one line of JSON per change'],
  ]);
  addHubOptions(addWatch(command)).action((options: StatusOptions) =>
    callHub(options, async (client, signal) => {
      const textOf = options.json ? jsonOf : statusTables;
      if (!options.watch) {
        print(textOf({ ...(await client.status(signal)), causes: await causesOf(client, signal) }));
        return;
      }
      const show = options.json ? print : openScreen(process.stdout);
      await watch(client, (status) => show(textOf(status)), signal);
    }),
  );
}

async function watch(
  client: ControlClient,
  show: (status: ShownStatus) => void,
  signal: AbortSignal,
): Promise<void> {
  let causes: readonly CauseGroup[] | Error = [];
  let askedAtMs = -Infinity;
  for await (const status of client.watch(signal)) {
    if (Date.now() - askedAtMs >= CAUSES_EVERY_MS) {
      askedAtMs = Date.now();
      causes = await causesOf(client, signal);
    }
    show({ ...status, causes });
  }
}

/** While the hub's database is unavailable, the status is shown with that failure instead. */
async function causesOf(
  client: ControlClient,
  signal: AbortSignal,
): Promise<readonly CauseGroup[] | Error> {
  return client
    .recovery(signal)
    .groups(null, false)
    .catch((error: Error) => error);
}

/** One JSON document on a line; `causes` is null while they are not known. */
function jsonOf({ causes, ...status }: ShownStatus): string {
  return JSON.stringify({ ...status, causes: causes instanceof Error ? null : causes });
}

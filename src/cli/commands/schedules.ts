import type { Command } from 'commander';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { scheduleTable, scheduled } from '../schedule-table.ts';

export function addSchedules(program: Command): void {
  const command = program
    .command('schedules')
    .description('show when streams are read on schedule: next time, last time, missed times');
  addExamples(command, [
    ['stellwerk schedules', ''],
    [
      "stellwerk schedules --json | jq '.[] | select(.schedule.missed > 0).name'",
      'those that missed a time',
    ],
  ]);
  addHubOptions(command).action((options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const { streams } = await client.status(signal);
      const rows = scheduled(streams);
      const text = options.json
        ? JSON.stringify(
            rows.map(({ name, nextRunAtMs, schedule }) => ({ name, nextRunAtMs, schedule })),
          )
        : scheduleTable(rows, Date.now());
      process.stdout.write(`${text}\n`);
    }),
  );
}

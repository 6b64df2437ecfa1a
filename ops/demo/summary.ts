import type { RunningHub } from '../../src/runtime/hub.ts';
import { settledBy } from './progress.ts';

const SHOWN_REASONS = 8;

/** What the hub did, why some of it did not go through, and where to look next. */
export async function summarize(
  hub: RunningHub,
  facts: { readonly seconds: number; readonly sampleSku: string },
): Promise<string> {
  const lanes = hub.lanes();
  const records = lanes.reduce((sum, lane) => sum + settledBy(lane), 0);
  const parts = [
    `Settled ${count(records)} records in ${facts.seconds.toFixed(1)} s (${count((records / facts.seconds) * 60)} a minute).`,
    table([
      ['lane', 'applied', 'unchanged', 'superseded', 'dead letters'],
      ...lanes.map(({ name, counts }) => [
        name,
        ...[counts.applied, counts.unchanged, counts.superseded, counts.deadLettered].map(count),
      ]),
    ]),
    await deadLetters(hub),
    `${count(await hub.masterKeys())} things have a master key. ${await links(hub, facts.sampleSku)}`,
    `Where to look next:
  npx stellwerk status --watch          (in this folder, while the hub runs)
  npx buf curl --protocol grpc --http2-prior-knowledge http://${hub.grpcAddress}/stellwerk.control.v1.LaneService/ListLanes
  grpcurl -plaintext ${hub.grpcAddress} stellwerk.control.v1.StreamService/ListStreams`,
  ];
  return parts.join('\n\n');
}

async function deadLetters(hub: RunningHub): Promise<string> {
  const groups = await hub.deadLetters();
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  if (total === 0) return 'No dead letters.';
  const lines = groups
    .slice(0, SHOWN_REASONS)
    .map(
      (group) =>
        `  ${count(group.count).padStart(4)} × ${group.reason.slice(0, 110)}${group.exampleKey ? ` (as ${group.exampleKey})` : ''}`,
    );
  return [`${count(total)} dead letters, kept with their reason:`, ...lines].join('\n');
}

async function links(hub: RunningHub, sku: string): Promise<string> {
  const found = await hub.links('shop', 'products', sku);
  if (!found) return '';
  const places = found.links.map(
    ({ connector, entity, externalId }) =>
      `${connector ? `${connector}/` : ''}${entity} ${externalId}`,
  );
  return `${sku} is ${found.masterKey}: ${places.join(', ')}.`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map(
      (row) =>
        `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')}`,
    )
    .join('\n');
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

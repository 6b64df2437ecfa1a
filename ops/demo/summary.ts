import type { RunningHub } from '../../src/runtime/hub.ts';
import type { Company } from './company.ts';
import type { LaneTally } from './tally.ts';
import { count, counted, heading, indent, plain, seconds, table } from './text.ts';

const MAX_GROUPS = 12;
const MAX_REASON_LENGTH = 140;

export interface SummaryParts {
  readonly hub: RunningHub;
  readonly company: Company;
  readonly tallies: readonly LaneTally[];
  readonly tookMs: number;
  /** A product whose ids are shown. */
  readonly sampleSku: string;
  /** Whether the hub stops after this, so that nobody can call it. */
  readonly once: boolean;
}

/** Says what the hub did, what did not go through and why, and where to look next. */
export async function summarize(parts: SummaryParts): Promise<string> {
  const { hub, company, tallies, tookMs, sampleSku, once } = parts;
  const sections = [
    laneTable(tallies, tookMs),
    await deadLetters(hub),
    await masterKeys(hub, sampleSku),
    await systems(company),
    whereToLook(once ? [] : calls(hub.grpcAddress)),
  ];
  return sections.join('\n\n');
}

function laneTable(tallies: readonly LaneTally[], tookMs: number): string {
  const records = tallies.reduce((sum, tally) => sum + tally.records, 0);
  const rows = tallies.map(({ lane, counts, rejected, records: own, tookMs: ownMs }) => [
    lane.name,
    count(own),
    count(counts.applied),
    count(counts.unchanged),
    count(counts.superseded),
    count(counts.deadLettered + rejected),
    ownMs === null ? '-' : seconds(ownMs),
    ownMs === null || ownMs === 0 ? '-' : count((own / ownMs) * 1000),
  ]);
  const titles = ['lane', 'records', 'applied', 'unchanged', 'superseded', 'dead letters'];
  const title = `Settled: ${counted(records, 'record')} in ${seconds(tookMs)} s, ${count((records / tookMs) * 60_000)} per minute`;
  return `${heading(title)}\n${table([...titles, 'seconds', 'per second'], rows)}`;
}

async function deadLetters(hub: RunningHub): Promise<string> {
  const groups = (await hub.troubles()).filter(({ open }) => open > 0);
  const all = groups.reduce((sum, group) => sum + group.open, 0);
  if (all === 0) return heading('No dead letters');
  const lines = groups.slice(0, MAX_GROUPS).map((group) => {
    const { key, reason: told } = group.example;
    const example = key === null ? '' : ` (${key})`;
    const reason = plain(told, MAX_REASON_LENGTH);
    return `${count(group.open).padStart(5)} × ${group.lane ?? group.stream}: ${reason}${example}`;
  });
  const hidden = groups.length - lines.length;
  if (hidden > 0) lines.push(`      and ${counted(hidden, 'more reason')}`);
  return `${heading(`Dead letters: ${count(all)}, kept with their reasons (the newest of each kind is shown)`)}\n${lines.join('\n')}`;
}

async function masterKeys(hub: RunningHub, sku: string): Promise<string> {
  const title = heading(`Master keys: ${count(await hub.masterKeys())}`);
  // SKUs are a separate key space (`identity: product` in landscape.yaml) that belongs to no connector.
  const found = await hub.links('', 'product', sku);
  if (!found) return title;
  const ids = found.links
    .filter(({ connector }) => connector !== '')
    .map(({ connector, entity, externalId }) => `${externalId} in ${connector}/${entity}`);
  return `${title}\n  for example ${found.masterKey}: SKU ${sku} in PIM and ERP, ${ids.join(', ')}`;
}

async function systems({ shop, erp }: Company): Promise<string> {
  const { onSale, orders } = await shop.counts();
  const inErp = await erp.countOrders();
  return `${heading('In the systems now')}
  shop: ${counted(onSale, 'product')} on sale, ${counted(orders, 'order')}; ERP: ${counted(inErp, 'sales order')}`;
}

function whereToLook(calls: readonly string[]): string {
  return `${heading('Where to look next')}
${indent([
  'npx stellwerk status --watch      (in this folder, while this runs: npm start)',
  ...calls,
  'ops/demo/landscape.yaml           (the configuration that the operator of this company wrote)',
])}`;
}

function calls(grpcAddress: string): readonly string[] {
  const service = 'stellwerk.control.v1.StreamService';
  return [
    `gRPC at ${grpcAddress}, with reflection:`,
    `npx buf curl --protocol grpc --http2-prior-knowledge http://${grpcAddress}/${service}/ListStreams`,
    `grpcurl -plaintext ${grpcAddress} ${service}/ListStreams`,
  ];
}

import { connectBus, readExtent, readRecord } from '../../src/bus/index.ts';
import type { Write } from './history.ts';

/** Returns every record in a stream's log, in order. */
export async function recordsOfLog(
  { natsUrl, namespace }: { natsUrl: string; namespace: string },
  stream: string,
): Promise<Write[]> {
  const bus = await connectBus(natsUrl, namespace);
  try {
    const { lastSeq } = await readExtent(bus, stream);
    const records: Write[] = [];
    for (let seq = 1; seq <= lastSeq; seq++) {
      const record = await readRecord(bus, stream, seq);
      if (record) {
        const { key, document, storedAtMs: atMs } = record;
        records.push({ key, version: Number(document.n), atMs });
      }
    }
    return records;
  } finally {
    await bus.nc.close();
  }
}

import pg from 'pg';

const SAMPLE_EVERY_MS = 100;

/** Continuously counts what the running lane writes. */
export interface Meter {
  /** Rows so far. */
  written(): number;
  /** The rate between two values of `performance.now()`, in rows a minute. */
  perMinute(fromMs: number, toMs: number): number;
  close(): Promise<void>;
}

/** Reads the journal's sequence ten times a second, which costs the database almost nothing. */
export async function openMeter(databaseUrl: string): Promise<Meter> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const samples: { readonly atMs: number; readonly written: number }[] = [];
  let closed = false;
  const sampling = (async () => {
    while (!closed) {
      const { rows } = await client.query<{ last: string; called: boolean }>(
        'select last_value as last, is_called as called from product_journal_position_seq',
      );
      const written = rows[0]?.called ? Number(rows[0].last) : 0;
      samples.push({ atMs: performance.now(), written });
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
    }
  })();
  /** Interpolates linearly between two samples. */
  const writtenAt = (atMs: number): number => {
    const after = samples.findIndex((sample) => sample.atMs >= atMs);
    const [one, other] = [samples[after - 1], samples[after]];
    if (!other) return samples.at(-1)?.written ?? 0;
    if (!one) return other.written;
    const share = (atMs - one.atMs) / (other.atMs - one.atMs);
    return one.written + share * (other.written - one.written);
  };
  return {
    written: () => samples.at(-1)?.written ?? 0,
    perMinute: (fromMs, toMs) => ((writtenAt(toMs) - writtenAt(fromMs)) / (toMs - fromMs)) * 60_000,
    async close() {
      closed = true;
      await sampling;
      await client.end();
    },
  };
}

import pg from 'pg';

/** A table in which the limits without a queue keep invalid records. */
export interface DeadLetters extends AsyncDisposable {
  /** Stores what cannot be mapped. @returns the rows of the rest, in order */
  sort<R>(texts: readonly string[], toRow: (document: unknown) => R | null): Promise<R[]>;
  count(): Promise<number>;
}

export async function keepDeadLetters(databaseUrl: string): Promise<DeadLetters> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('create table dead_letter (document json not null)');
  return {
    async sort(texts, toRow) {
      const rows: NonNullable<ReturnType<typeof toRow>>[] = [];
      const invalid: string[] = [];
      for (const text of texts) {
        const row = toRow(JSON.parse(text));
        if (row) rows.push(row);
        else invalid.push(text);
      }
      if (invalid.length > 0)
        await client.query('insert into dead_letter select unnest($1::json[])', [invalid]);
      return rows;
    },
    async count() {
      const { rows } = await client.query<{ count: number }>(
        'select count(*)::int as count from dead_letter',
      );
      return rows[0]?.count ?? 0;
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** The real servers that tests run on. */
export interface TestServers {
  readonly natsUrl: string;
  readonly databaseUrl: string;
}

/** `ops/bin/setup.mjs test` starts them once for all test files and names them in the environment. */
export async function testServers(): Promise<TestServers> {
  const natsUrl = process.env.STELLWERK_TEST_NATS_URL;
  const databaseUrl = process.env.STELLWERK_TEST_DATABASE_URL;
  if (natsUrl && databaseUrl) return { natsUrl, databaseUrl };
  throw new Error('No test servers: run `npm test`, or set STELLWERK_TEST_NATS_URL and STELLWERK_TEST_DATABASE_URL.');
}

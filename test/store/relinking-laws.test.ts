import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { idText } from '../../src/domain/index.ts';
import type { Company } from './relinking-model.ts';
import { LANES, openCompanies } from './relinking-model.ts';
import { storeBench } from './support.ts';

type Act =
  | { readonly kind: 'deliver'; readonly lane: number; readonly nth: number }
  | { readonly kind: 'merge'; readonly of: readonly [number, number]; readonly second: boolean }
  | { readonly kind: 'split'; readonly of: number; readonly mask: number };

const acts = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('deliver' as const),
        lane: fc.nat(2),
        nth: fc.nat(3),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('merge' as const),
        of: fc.tuple(fc.nat(), fc.nat()),
        second: fc.boolean(),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('split' as const), of: fc.nat(), mask: fc.nat() }),
    },
  ),
  { minLength: 3, maxLength: 18 },
) satisfies fc.Arbitrary<Act[]>;

async function act(company: Company, one: Act): Promise<void> {
  const { things } = company;
  if (one.kind === 'deliver') {
    const lane = LANES[one.lane];
    if (lane) await company.deliver(lane, one.nth);
  } else if (one.kind === 'merge') {
    const [kept, gone] = one.of.map((nth) => things[nth % Math.max(1, things.length)]);
    if (kept && gone && kept !== gone) await company.merge(kept, gone, one.second);
  } else {
    const whole = things[one.of % Math.max(1, things.length)];
    const leaving = whole?.ids.filter((_, nth) => (one.mask >> nth) & 1) ?? [];
    if (!whole || leaving.length === 0 || leaving.length === whole.ids.length) return;
    await company.split(whole, leaving);
  }
}

test('after any deliveries, merges and splits, claims equal those of a model of sets', async () => {
  await using bench = await storeBench();
  const open = await openCompanies(bench.store);
  await fc.assert(
    fc.asyncProperty(acts, async (history) => {
      const company = open();
      for (const one of history) {
        await act(company, one);
        assert.deepEqual(await company.claims(), company.expected());
      }
    }),
    { numRuns: 40 },
  );
});

test('things that are merged and split again along their former ids have them, and are written under them, as before', async () => {
  await using bench = await storeBench();
  const open = await openCompanies(bench.store);
  await fc.assert(
    fc.asyncProperty(acts, fc.boolean(), async (history, second) => {
      const company = open();
      for (const one of history) if (one.kind === 'deliver') await act(company, one);
      const [kept, gone] = company.things;
      if (!kept || !gone) return;
      const before = await company.claims();
      const ids = new Set(gone.ids.map(idText));
      await company.merge(kept, gone, second);
      const leaving = kept.ids.filter((id) => ids.has(idText(id)));
      await company.split(kept, leaving);
      const ofIds = (claims: unknown) =>
        (claims as Record<string, unknown>[]).map(
          ({ version: _version, parted: _parted, ...rest }) => rest,
        );
      assert.deepEqual(ofIds(await company.claims()), ofIds(before));
    }),
    { numRuns: 25 },
  );
});

test('it does not matter which of two things is merged into the other, except for the master key', async () => {
  await using bench = await storeBench();
  const open = await openCompanies(bench.store);
  await fc.assert(
    fc.asyncProperty(acts, fc.boolean(), async (history, second) => {
      const told: string[] = [];
      for (const turned of [false, true]) {
        const company = open();
        for (const one of history) if (one.kind === 'deliver') await act(company, one);
        const [kept, gone] = company.things;
        if (!kept || !gone) return;
        if (turned) await company.merge(gone, kept, !second);
        else await company.merge(kept, gone, second);
        told.push(JSON.stringify(await company.claims()).replaceAll(company.word, ''));
      }
      assert.equal(told[0], told[1]);
    }),
    { numRuns: 25 },
  );
});

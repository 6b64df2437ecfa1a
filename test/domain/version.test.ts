import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { toRecord } from '../../src/connector-api/index.ts';
import { formatVersion, parseVersion, shownVersion } from '../../src/domain/index.ts';

const settings = { key: 'id', version: 'at', deleted: null };
const context = { position: 'line 1', fallbackVersion: 0 };

suite('versions', () => {
  test('a timestamp that is written and read again is the same point in time', () => {
    const micros = fc.integer({
      min: Date.UTC(1700, 0) * 1000,
      max: Date.UTC(2255, 0) * 1000,
    });
    fc.assert(
      fc.property(micros, (version) => assert.equal(parseVersion(formatVersion(version)), version)),
    );
  });

  test('is shown as a moment, as exact as it is, if it is a time, else as its number', () => {
    assert.equal(shownVersion(1_700_000_000_250_000, true), '2023-11-14T22:13:20.250Z');
    assert.equal(shownVersion(1_700_000_000_250_001, true), '2023-11-14T22:13:20.250001Z');
    assert.equal(shownVersion(1_700_000_000_250_000, false), '1700000000250000');
  });

  test('whatever is given as a version is read as a safe integer or as none', () => {
    const date = fc
      .date({ min: new Date(0), max: new Date(Date.UTC(9999, 11, 31)), noInvalidDate: true })
      .map((moment) => moment.toISOString());
    const digits = fc.stringMatching(/^-?\d{1,17}$/);
    fc.assert(
      fc.property(fc.oneof(date, digits, fc.double(), fc.string()), (written) => {
        const version = parseVersion(written);
        assert.ok(version === null || Number.isSafeInteger(version));
      }),
    );
  });

  test('a row that says "never" as the year 9999 is rejected when it is read, and the reason names the limit', () => {
    const result = toRecord({ id: 'a', at: '9999-12-31' }, settings, context);
    assert.ok(result.kind === 'rejected');
    assert.match(
      result.row.reason,
      /^at must hold the version, .* until the year 2254 .*, but is "9999-12-31"$/,
    );
    assert.equal(result.row.key, 'a');
  });
});

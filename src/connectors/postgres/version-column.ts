import { Failure } from '../../connector-api/index.ts';
import type { Column, Table } from './table.ts';
import { quote } from './table.ts';

const MOMENT = /^(timestamp|date$)/;
const MAX = Number.MAX_SAFE_INTEGER;
const NUMBER = /^(smallint|integer|bigint|numeric)$/;

/** Whether versions in this column are points in time (in microseconds) or plain numbers. */
export function isMoment(column: Column): boolean {
  return MOMENT.test(column.type);
}

/** Whether its values are times of which nobody knows the zone. */
export function isZoneless(column: Column): boolean {
  return isMoment(column) && !column.type.includes('with time zone');
}

/** @throws Failure with code `unfit` for a column whose values cannot be versions */
export function requireVersions(
  table: Table,
  column: Column,
  unfit: 'SOURCE_REFUSED' | 'TARGET_MISCONFIGURED',
): Column {
  if (isMoment(column) || NUMBER.test(column.type)) return column;
  throw new Failure(unfit, {
    message: `Column ${column.name} of ${table.name} is ${column.declared}; a version is a timestamp (timestamptz, timestamp, date) or a whole number (integer, bigint, numeric).`,
  });
}

/** SQL that converts a column to a version, in whole microseconds or as a number. Exact: `extract` returns a numeric. */
export function versionSql(column: Column, sql: string): string {
  return isMoment(column) ? `(extract(epoch from ${sql}) * 1000000)::bigint` : `${sql}::bigint`;
}

/** SQL that converts a version to a column's value. Exact up to the year 2255, the limit of microseconds in a double. */
export function valueSql(column: Column, version: string): string {
  if (!isMoment(column)) return `${version}::bigint`;
  const epoch = isZoneless(column) ? `timestamp 'epoch'` : `timestamptz 'epoch'`;
  return `(${epoch} + ${version}::bigint * interval '1 microsecond')`;
}

/** Describes the range of valid versions, for the person who corrects the value. */
export function versionLimits(column: Column): string {
  return isMoment(column)
    ? 'a time from the year 1700 to 2254'
    : `a whole number of at most ${MAX}`;
}

/**
 * SQL conditions, besides null, under which a value is not a valid version: fractions, and what a double cannot hold exactly
 * (infinity, the year 9999 used for "never", 64-bit hashes). Such rows would stop a sweep or make it loop forever.
 */
export function unfitConditions(column: Column): string[] {
  const name = quote(column.name);
  if (isMoment(column)) return [`${name} < '1700-01-01'`, `${name} >= '2255-01-01'`];
  if (column.type === 'smallint' || column.type === 'integer') return [];
  const outside = [`${name} < -${MAX}`, `${name} > ${MAX}`];
  return column.type === 'numeric' ? [...outside, `${name} <> trunc(${name})`] : outside;
}

/** The opposite condition, for the rows that a sweep reads. */
export function fitConditions(column: Column): string[] {
  const unfit = unfitConditions(column);
  return [`${quote(column.name)} is not null`, ...unfit.map((condition) => `not (${condition})`)];
}

import { createReadStream } from 'node:fs';
import type { ExportedStretch } from '../../control/index.ts';
import type { AuditPoint, AuditRow, AuditVerdict } from '../../domain/index.ts';
import { AuditCheck, textLines } from '../../domain/index.ts';
import { CliError } from '../exit.ts';
import { fileTrouble } from '../file-trouble.ts';

/*
 * An export is JSON Lines: first the start of the chain, then one row per line, last the head. So it shows whether it is whole.
 * Each entry is in its line byte for byte as it was hashed.
 */

const POINT = /^\{"(start|head)":\{"seq":(\d+),"hash":"([0-9a-f]{64})"\}\}$/;
/** The `s` flag: U+2028 and U+2029 may occur in an entry, and a regular expression takes them for line ends. */
const ROW = /^\{"seq":(\d+),"hash":"([0-9a-f]{64})","entry":(\{.*\})\}$/s;

/**
 * Yields the lines of an export, each with its line break, a few hundred per chunk.
 * @param onRows called with the number of rows in each chunk
 */
export async function* exportLines(
  log: AsyncIterable<ExportedStretch>,
  onRows: (count: number) => void = () => undefined,
): AsyncGenerator<string> {
  let begun = false;
  let head: AuditPoint | null = null;
  for await (const { rows, start, head: now } of log) {
    if (!begun) yield pointLine('start', start);
    begun = true;
    head = now;
    onRows(rows.length);
    if (rows.length > 0) yield rows.map(rowLine).join('');
  }
  if (head) yield pointLine('head', head);
}

/**
 * Verifies an export without a hub, in constant memory.
 * @throws CliError failed when the file cannot be read or is not an export
 */
export async function verifyFile(file: string, expected: AuditPoint | null): Promise<AuditVerdict> {
  try {
    return await verifyLines(textLines(createReadStream(file, 'utf8')), file, expected);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(
      'failed',
      fileTrouble(error) ?? `Cannot read ${file}: ${(error as Error).message}`,
    );
  }
}

async function verifyLines(
  lines: AsyncIterable<string>,
  file: string,
  expected: AuditPoint | null,
): Promise<AuditVerdict> {
  let check: AuditCheck | null = null;
  let waiting: AuditRow | null = null;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const point = readPoint(line);
    if (check === null) {
      if (point?.name !== 'start')
        throw new CliError('failed', `${file} is not an export of an audit log.`);
      check = new AuditCheck(point, expected);
      continue;
    }
    const row = point === null ? readRow(line) : null;
    if (waiting && !check.take(waiting, row)) return check.verdict;
    waiting = row;
    if (point?.name === 'head') return check.finish(point);
    if (row === null)
      throw new CliError('failed', `${file}:${number} is not a row of an audit log.`);
  }
  if (waiting && check && !check.take(waiting, null)) return check.verdict;
  throw new CliError(
    'failed',
    `${file} ends before the head of the log: the export is incomplete.`,
  );
}

function pointLine(name: 'start' | 'head', { seq, hash }: AuditPoint): string {
  return `{"${name}":${JSON.stringify({ seq, hash })}}\n`;
}

/** An entry contains raw line breaks only if somebody tampered with it; the hash then shows that. */
function rowLine({ seq, hash, entry }: AuditRow): string {
  return `{"seq":${seq},"hash":"${hash}","entry":${entry.replaceAll(/[\r\n]/g, ' ')}}\n`;
}

function readPoint(line: string): (AuditPoint & { readonly name: string }) | null {
  const [, name, seq, hash] = POINT.exec(line) ?? [];
  return name === undefined || hash === undefined ? null : { name, seq: Number(seq), hash };
}

function readRow(line: string): AuditRow | null {
  const [, seq, hash, entry] = ROW.exec(line) ?? [];
  return hash === undefined || entry === undefined ? null : { seq: Number(seq), hash, entry };
}

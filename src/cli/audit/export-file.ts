import { createReadStream } from 'node:fs';
import type { ExportedStretch } from '../../control/index.ts';
import type { AuditPoint, AuditRow, AuditVerdict } from '../../domain/index.ts';
import { AuditCheck, textLines } from '../../domain/index.ts';
import { CliError } from '../exit.ts';
import { fileTrouble } from '../file-trouble.ts';

/*
 * An export is JSON Lines: first where the chain begins, then a row a line, last the head. So it says itself whether it is whole.
 * An entry stands in its line to the byte as it was hashed.
 */

const POINT = /^\{"(start|head)":\{"seq":(\d+),"hash":"([0-9a-f]{64})"\}\}$/;
/** `s`: U+2028 and U+2029 may stand in an entry, and end a line for a regular expression but not in the file. */
const ROW = /^\{"seq":(\d+),"hash":"([0-9a-f]{64})","entry":(\{.*\})\}$/s;

/** The lines of an export, a few hundred in one text, each with its line break. */
export async function* exportLines(log: AsyncIterable<ExportedStretch>): AsyncGenerator<string> {
  let begun = false;
  let head: AuditPoint | null = null;
  for await (const { rows, start, head: now } of log) {
    if (!begun) yield pointLine('start', start);
    begun = true;
    head = now;
    if (rows.length > 0) yield rows.map(rowLine).join('');
  }
  if (head) yield pointLine('head', head);
}

/**
 * Checks an export without any hub, in constant memory.
 * @throws CliError failed when the file cannot be read or is no export
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
        throw new CliError('failed', `${file} is no export of an audit log.`);
      check = new AuditCheck(point, expected);
      continue;
    }
    const row = point === null ? readRow(line) : null;
    if (waiting && !check.take(waiting, row)) return check.verdict;
    waiting = row;
    if (point?.name === 'head') return check.finish(point);
    if (row === null) throw new CliError('failed', `${file}:${number} is no row of an audit log.`);
  }
  if (waiting && check && !check.take(waiting, null)) return check.verdict;
  throw new CliError('failed', `${file} ends before the head of the log: the export is not whole.`);
}

function pointLine(name: 'start' | 'head', { seq, hash }: AuditPoint): string {
  return `{"${name}":${JSON.stringify({ seq, hash })}}\n`;
}

/** Raw line breaks stand in an entry only where somebody tampered with it; the hash will say so. */
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

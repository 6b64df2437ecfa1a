import type { AuditClient } from '../../control/index.ts';
import type { AuditPoint, AuditVerdict } from '../../domain/index.ts';
import { CliError } from '../exit.ts';
import { count } from '../words.ts';

/** Reads `SEQ:HASH` as printed by an earlier verification. @throws CliError usage */
export function readPoint(text: string | undefined): AuditPoint | null {
  if (text === undefined) return null;
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (hash !== undefined) return { seq: Number(seq), hash };
  throw new CliError('usage', `--expect takes a head as "audit verify" prints it, not "${text}".`);
}

/** Lets the hub verify its log, and shows the progress on a terminal. */
export async function verifyHub(
  audit: AuditClient,
  expected: AuditPoint | null,
): Promise<AuditVerdict> {
  const screen = process.stderr;
  try {
    return await audit.verify(expected, ({ checked, total }) => {
      if (screen.isTTY) screen.write(`\r${count(checked)} of ${count(total)} rows checked`);
    });
  } finally {
    if (screen.isTTY) screen.write('\r\u001b[K');
  }
}

/** Prints the verdict. @throws CliError failed, so that scripts notice, when the log is not what was recorded */
export function tellVerdict(verdict: AuditVerdict, json: boolean): void {
  const { checked, head, fault } = verdict;
  if (json) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  if (fault) {
    const message = `The audit log was tampered with. ${fault.message} Rows before it are intact: ${count(checked)}.`;
    throw new CliError('failed', message);
  }
  if (json) return;
  process.stdout.write(`${count(checked)} rows intact; head ${head.seq}:${head.hash}\n`);
}

import { CliError } from './exit.ts';

/** Reads an option that takes a whole number above 0. @throws CliError usage that names the option */
export function readCount(text: string, option: string, most = Number.MAX_SAFE_INTEGER): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0 && count <= most) return count;
  const range = most === Number.MAX_SAFE_INTEGER ? 'above 0' : `from 1 to ${most}`;
  throw new CliError('usage', `${option} takes a whole number ${range}, not "${text}".`);
}

const nicknames: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};
/** Highest value of each field, seconds first. */
const highest = [59, 59, 23, 31, 12, 6];

/** Converts a cron expression of the configuration to croner's form: six fields, and `5/15` written as `5-59/15`. */
export function cronPattern(cron: string): string {
  const expression = cron.trim();
  const known = nicknames[expression];
  if (known !== undefined) return known;
  const fields = expression.split(/\s+/);
  const all = fields.length === 5 ? ['0', ...fields] : fields;
  return all.map((field, index) => steps(field, highest[index] ?? 0)).join(' ');
}

function steps(field: string, max: number): string {
  return field
    .split(',')
    .map((part) => part.replace(/^([a-z]+|\d+)\/(\d+)$/i, `$1-${max}/$2`))
    .join(',');
}

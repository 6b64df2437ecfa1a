import { valueWords } from './value-words.ts';

/** The text for each format. The value of a personal format, such as an address, is not shown. */
const formats: Readonly<Record<string, { readonly words: string; readonly personal?: true }>> = {
  date: { words: 'a date such as 2026-01-31' },
  time: { words: 'a time such as 13:45:00Z' },
  'date-time': { words: 'a time stamp such as 2026-01-31T13:45:00Z' },
  'iso-date-time': { words: 'a time stamp such as 2026-01-31T13:45:00' },
  duration: { words: 'an ISO 8601 duration such as P1DT2H' },
  email: { words: 'an e-mail address', personal: true },
  hostname: { words: 'a host name' },
  ipv4: { words: 'an IPv4 address', personal: true },
  ipv6: { words: 'an IPv6 address', personal: true },
  uri: { words: 'a URI such as https://example.com/a', personal: true },
  url: { words: 'a URL such as https://example.com/a', personal: true },
  uuid: { words: 'a UUID' },
};

export function formatWords(format: string, data: unknown): string {
  const known = formats[format];
  if (known === undefined) return `in the format ${format}`;
  return known.personal ? known.words : `${known.words}, but is ${valueWords(data)}`;
}

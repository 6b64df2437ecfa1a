import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/failures.ts';
import type { BatchFormat } from './batch-format.ts';
import { headersIn } from './batch-format.ts';
import type { Write } from './write.ts';

const LINE = '\r\n';

/**
 * `multipart/mixed` (OData 4.01 protocol, 11.7). Each write is a change set of its own, which is carried out or not: services before
 * OData 4 take no write outside one.
 * @param addressed whether writes are addressed from the `$batch` on, or from the root of the host
 */
export function multipartBatch(addressed: 'relative' | 'absolute'): BatchFormat {
  return {
    headers: { accept: 'multipart/mixed' },
    write(writes, service) {
      const base = addressed === 'absolute' ? `${service.pathname.replace(/\/+$/, '')}/` : '';
      const boundary = `batch_${randomUUID()}`;
      const sets = writes.map((write, nth) => {
        const inner = `changeset_${randomUUID()}`;
        const request = requestPart(write, nth, `${base}${write.path}`, service.host);
        return part(`multipart/mixed; boundary=${inner}`, [], joined(inner, [request]));
      });
      return { type: `multipart/mixed; boundary=${boundary}`, content: joined(boundary, sets) };
    },
    read({ headers, body }, writes) {
      const answers = answersIn(headers.get('content-type') ?? '', body);
      return new Map(answers.slice(0, writes).map((answer, nth) => [nth, answer]));
    },
  };
}

function joined(boundary: string, parts: readonly string[]): string {
  return [
    ...parts.map((one) => `--${boundary}${LINE}${one}${LINE}`),
    `--${boundary}--${LINE}`,
  ].join('');
}

function part(type: string, headers: readonly string[], content: string): string {
  return [`Content-Type: ${type}`, ...headers, '', content].join(LINE);
}

function requestPart({ method, headers, body }: Write, nth: number, path: string, host: string) {
  const lines = Object.entries({ Host: host, ...headers }).map((pair) => pair.join(': '));
  const request = [`${method} ${path} HTTP/1.1`, ...lines, '', body ? JSON.stringify(body) : ''];
  const about = ['Content-Transfer-Encoding: binary', `Content-ID: ${nth + 1}`];
  return part('application/http', about, request.join(LINE));
}

/** The answers in their order; those of a change set are in a part of their own, unless it failed. */
function answersIn(type: string, body: string): readonly Answer[] {
  const boundary = /boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary === undefined) return [];
  return body
    .split(`--${boundary}`)
    .slice(1)
    .filter((text) => !text.startsWith('--'))
    .flatMap((text) => {
      const [headers, content] = headed(text.replace(/^\s*\n/, ''));
      const inner = headers.get('content-type') ?? '';
      if (/^multipart\//i.test(inner)) return answersIn(inner, content);
      const [, status, rest = ''] = /^\s*HTTP\/\S+ (\d{3})[^\n]*\n([^]*)$/.exec(content) ?? [];
      if (status === undefined) return [];
      const [told, content2] = headed(rest);
      return [{ status: Number(status), headers: told, body: content2.trim() }];
    });
}

/** Takes apart headers and what follows the empty line. */
function headed(text: string): readonly [headers: Headers, content: string] {
  const [, head = '', content = ''] = /^((?:[^\r\n]+\r?\n)*)\r?\n?([^]*)$/.exec(text) ?? [];
  const pairs = head.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as [string, string]];
  });
  return [headersIn(pairs), content];
}

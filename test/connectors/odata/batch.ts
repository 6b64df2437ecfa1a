import type { Reply, SeenRequest } from '../../support/http-system.ts';
import type { Request } from './erp.ts';

type Answer = (request: Request) => Reply;

/** Carries out a `$batch`. Without `continue-on-error` it stops at the first request that fails. */
export function answerBatch(seen: SeenRequest, answer: Answer): Reply {
  const type = seen.headers['content-type'] ?? '';
  const goesOn = String(seen.headers.prefer).includes('continue-on-error');
  return type.startsWith('multipart/mixed')
    ? multipart(seen.text, type, goesOn, answer)
    : json(seen.text, goesOn, answer);
}

function inTurn<Item>(items: readonly Item[], goesOn: boolean, work: (item: Item) => Reply) {
  const replies: Reply[] = [];
  for (const item of items) {
    const reply = work(item);
    replies.push(reply);
    if ((reply.status ?? 200) >= 400 && !goesOn) break;
  }
  return replies;
}

function toRequest(
  method: string,
  url: string,
  headers: Request['headers'],
  text: string,
): Request {
  const parsed = new URL(url, 'http://batch/');
  return {
    ...{ method, headers, text },
    path: decodeURIComponent(parsed.pathname.replace(/^\/(?:odata\/)?/, '')),
    query: parsed.searchParams,
  };
}

function json(text: string, goesOn: boolean, answer: Answer): Reply {
  const { requests } = JSON.parse(text) as {
    requests: {
      id: string;
      method: string;
      url: string;
      headers: Request['headers'];
      body?: unknown;
    }[];
  };
  const replies = inTurn(requests, goesOn, ({ method, url, headers, body }) =>
    answer(toRequest(method, url, headers, JSON.stringify(body ?? null))),
  );
  const responses = replies.map(({ status = 200, body }, nth) => ({
    ...{ id: requests[nth]?.id, status, headers: { 'content-type': 'application/json' } },
    ...(body === '' ? {} : { body }),
  }));
  // The answers may come in any order.
  return { body: { responses: responses.toReversed() } };
}

function multipart(text: string, type: string, goesOn: boolean, answer: Answer): Reply {
  const requests = partsOf(text, type).map((set) => {
    const [, inner = ''] = /^Content-Type: ([^\r]+)\r\n\r\n/.exec(set) ?? [];
    const [request = ''] = partsOf(set, inner);
    const [, , content = ''] = /^((?:[^\r\n]+\r\n)+)\r\n([^]*)$/.exec(request) ?? [];
    const [, method = '', url = '', head = '', body = ''] =
      /^(\w+) (\S+) HTTP\/1\.1\r\n((?:[^\r\n]+\r\n)*)\r\n([^]*)$/.exec(content) ?? [];
    const headers = head.split('\r\n').map((line) => {
      const [name = '', value = ''] = line.split(/: (.*)/);
      return [name.toLowerCase(), value] as const;
    });
    return toRequest(method, url, Object.fromEntries(headers), body.trim());
  });
  const replies = inTurn(requests, goesOn, answer);
  const parts = replies.map(({ status = 200, body }) => {
    const content = body === '' ? '' : JSON.stringify(body);
    const http = `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 ${status} Some words\r\nContent-Type: application/json\r\n\r\n${content}`;
    // What fails is answered in place of its change set.
    if (status >= 400) return `--b\r\n${http}\r\n`;
    return `--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n${http}\r\n--c--\r\n`;
  });
  return {
    headers: { 'content-type': 'multipart/mixed; boundary=b' },
    body: `${parts.join('')}--b--\r\n`,
  };
}

function partsOf(text: string, type: string): readonly string[] {
  const boundary = /boundary=(\S+)/.exec(type)?.[1] ?? '';
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => part.replace(/^\r\n/, ''));
}

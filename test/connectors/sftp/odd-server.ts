import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Attributes, Connection, SFTPWrapper } from 'ssh2';
import ssh2 from 'ssh2';
import { fingerprintOf, keyPair } from './sshd.ts';
import type { Access } from './support.ts';

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp;

export interface OddFile {
  content: Buffer;
  time: number;
}

/** What happens to a request instead of its answer. */
export type Trouble = 'hang' | 'cut' | keyof typeof STATUS_CODE | undefined;

/** A request: its name, and the path that it is about. */
export type Requested = readonly [request: string, path: string];

/** An SFTP server that holds its files in memory and gets into trouble on request. */
export interface OddServer extends Access, AsyncDisposable {
  readonly files: Map<string, OddFile>;
  /** All requests so far. */
  readonly requests: Requested[];
  /** Bytes that were read from it. */
  bytesRead: number;
  /** Called before each request. */
  trouble: (...requested: Requested) => Trouble;
}

export async function startOddServer(): Promise<OddServer> {
  const [host, client] = [keyPair(), keyPair()];
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [host.private] }, (connection) => {
    connections.add(connection);
    connection.on('error', () => undefined).on('close', () => connections.delete(connection));
    connection.on('authentication', (context) =>
      context.method === 'publickey' && context.username === 'hub'
        ? context.accept()
        : context.reject(['publickey']),
    );
    connection.on('session', (accept) =>
      accept().on('sftp', (open) => serve(odd, open(), () => connection.end())),
    );
  });
  // Each answer is waited for.
  const front = createServer({ noDelay: true }, (socket) => server.injectSocket(socket));
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const odd: OddServer = {
    ...{ port: (front.address() as AddressInfo).port, user: 'hub' },
    ...{ privateKey: client.private, fingerprint: fingerprintOf(host) },
    ...{ files: new Map(), requests: [], bytesRead: 0, trouble: () => undefined },
    async [Symbol.asyncDispose]() {
      for (const connection of connections) connection.end();
      await new Promise((resolve) => front.close(resolve));
    },
  };
  return odd;
}

interface Handle {
  readonly path: string;
  readonly file: OddFile | null;
  listed: boolean;
}

function serve(odd: OddServer, sftp: SFTPWrapper, cut: () => void): void {
  const handles = new Map<number, Handle>();
  let opened = 0;
  sftp.on('error', () => undefined);

  function open(path: string, file: OddFile | null): Buffer {
    handles.set(++opened, { path, file, listed: false });
    const handle = Buffer.alloc(4);
    handle.writeUInt32BE(opened);
    return handle;
  }
  const held = (handle: Buffer) => handles.get(handle.readUInt32BE());

  /** Answers a request, unless there is trouble. */
  function on(request: string, id: number, path: string, answer: () => unknown): void {
    odd.requests.push([request, path]);
    const trouble = odd.trouble(request, path);
    if (trouble === 'hang') return;
    if (trouble === 'cut') cut();
    else if (trouble !== undefined) sftp.status(id, STATUS_CODE[trouble]);
    else answer();
  }
  const none = (id: number) => sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
  const ok = (id: number) => sftp.status(id, STATUS_CODE.OK);

  function stat(id: number, path: string): void {
    const file = odd.files.get(path);
    if (path === '.') sftp.attrs(id, { ...attrsOf(null) });
    else if (file) sftp.attrs(id, attrsOf(file));
    else none(id);
  }

  sftp.on('STAT', (id, path) => on('stat', id, path, () => stat(id, path)));
  sftp.on('FSTAT', (id, handle) => {
    const { path = '', file = null } = held(handle) ?? {};
    on('fstat', id, path, () => sftp.attrs(id, attrsOf(file)));
  });
  sftp.on('OPENDIR', (id, path) => on('list', id, path, () => sftp.handle(id, open(path, null))));
  sftp.on('READDIR', (id, handle) => {
    const folder = held(handle);
    if (!folder || folder.listed) return void sftp.status(id, STATUS_CODE.EOF);
    folder.listed = true;
    const entries = Array.from(odd.files, ([filename, file]) => ({
      ...{ filename, longname: `-rw-r--r-- 1 hub hub ${filename}`, attrs: attrsOf(file) },
    }));
    if (entries.length > 0) sftp.name(id, entries);
    else sftp.status(id, STATUS_CODE.EOF);
  });
  sftp.on('OPEN', (id, path, flags) => {
    const isWriting = (flags & OPEN_MODE.WRITE) > 0;
    on(isWriting ? 'create' : 'open', id, path, () => {
      if (isWriting) odd.files.set(path, { content: Buffer.alloc(0), time: 0 });
      const file = odd.files.get(path);
      if (file) sftp.handle(id, open(path, file));
      else none(id);
    });
  });
  sftp.on('READ', (id, handle, start, length) => {
    const { path = '', file } = held(handle) ?? {};
    on('read', id, path, () => {
      const bytes = file?.content.subarray(start, start + length) ?? Buffer.alloc(0);
      odd.bytesRead += bytes.length;
      if (bytes.length > 0) sftp.data(id, bytes);
      else sftp.status(id, STATUS_CODE.EOF);
    });
  });
  sftp.on('WRITE', (id, handle, start, bytes) => {
    const { path = '', file } = held(handle) ?? {};
    on('write', id, path, () => {
      if (file) file.content = Buffer.concat([file.content.subarray(0, start), bytes]);
      ok(id);
    });
  });
  sftp.on('CLOSE', (id, handle) => {
    handles.delete(handle.readUInt32BE());
    ok(id);
  });
  sftp.on('RENAME', (id, from, to) =>
    on('rename', id, from, () => {
      const file = odd.files.get(from);
      if (!file) return none(id);
      if (odd.files.has(to)) return sftp.status(id, STATUS_CODE.FAILURE);
      odd.files.delete(from);
      odd.files.set(to, file);
      return ok(id);
    }),
  );
  sftp.on('REMOVE', (id, path) =>
    on('remove', id, path, () => (odd.files.delete(path) ? ok(id) : none(id))),
  );
}

function attrsOf(file: OddFile | null): Attributes {
  const mode = file ? 0o100644 : 0o040755;
  const time = file?.time ?? 0;
  return { mode, uid: 0, gid: 0, size: file?.content.length ?? 0, atime: time, mtime: time };
}

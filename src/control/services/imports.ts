import { randomUUID } from 'node:crypto';
import type { handleClientStreamingCall } from '@grpc/grpc-js';
import type { Action, ImportStatus } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import { failureOf, shuttingDown, statusOf } from '../failure-status.ts';
import type { ImportServiceHandlers } from '../gen/stellwerk/control/v1/ImportService.ts';
import type { UploadImportRequest__Output } from '../gen/stellwerk/control/v1/UploadImportRequest.ts';
import type { UploadImportResponse } from '../gen/stellwerk/control/v1/UploadImportResponse.ts';
import { importMessage, readOrder } from '../messages/index.ts';
import { checkRequestId, requesterOf } from '../order.ts';
import { requireReadable } from '../readable.ts';
import { unary } from '../unary.ts';
import { watch } from '../watch.ts';

/** An upload that sends nothing for this long is cancelled. */
const SILENCE_MS = 60_000;

export function importService(context: ServiceContext): ImportServiceHandlers {
  const { hub } = context;
  const told = (status: ImportStatus) => ({ import: importMessage(status) });

  function order(action: Action) {
    return unary(context, async ({ id }: { readonly id: string }, caller) => {
      // Looked up first, so that an unknown id fails without a round trip through the mailbox.
      hub.imports.get(id);
      const command = { id: randomUUID(), kind: 'import', name: id, action } as const;
      await hub.send({ ...command, requestedBy: requesterOf(caller) }, caller.signal);
      return told(hub.imports.get(id));
    });
  }

  return {
    StartImport: unary(context, async ({ order: asked, requestId }, caller) => {
      const id = checkRequestId(requestId) || null;
      const request = { ...readOrder(asked), requestedBy: requesterOf(caller), requestId: id };
      return told(await hub.imports.start(request, caller.signal));
    }),
    UploadImport: upload(context),
    ListImports: unary(context, () => ({ imports: hub.imports.list().map(importMessage) })),
    GetImport: unary(context, ({ id }) => told(hub.imports.get(id))),
    WatchImports: (call) => {
      const { id } = call.request;
      const read = () => (id === '' ? hub.imports.list() : [hub.imports.get(id)]);
      const feed = watch(context, {
        read: () => read().map((status) => ({ ...status, name: status.id })),
        respond: (changed, removed) => ({ imports: changed.map(importMessage), removed }),
      });
      feed(call);
    },
    PauseImport: order('pause'),
    ResumeImport: order('resume'),
    CancelImport: order('cancel'),
  };
}

/** Receives a file from the caller, no faster than the disk. */
function upload(
  context: ServiceContext,
): handleClientStreamingCall<UploadImportRequest__Output, UploadImportResponse> {
  return (call, callback) => {
    const left = new AbortController();
    call.on('cancelled', () => left.abort());
    /** Also ends the wait for the next part. */
    const giveUp = (why: Failure | Error) => {
      left.abort(why);
      call.destroy(why);
    };
    const silence = setTimeout(() => giveUp(silent()), SILENCE_MS);
    let isShuttingDown = false;
    const endAtShutdown = () => {
      isShuttingDown = true;
      giveUp(new Error('the hub is shutting down'));
    };
    context.watchers.add(endAtShutdown);
    const work = async () => {
      const parts = call[Symbol.asyncIterator]() as AsyncIterator<UploadImportRequest__Output>;
      const first = await parts.next();
      const asked = first.done ? null : requireReadable(first.value).order;
      const request = { ...readOrder(asked), requestId: null };
      const who = context.admissions.callerOf(call);
      const requestedBy = requesterOf({ who, peer: call.getPeer() });
      const bytes = contents(parts, silence);
      const status = await context.hub.imports.upload(
        { ...request, requestedBy },
        bytes,
        left.signal,
      );
      return { import: importMessage(status) };
    };
    void work()
      .then(
        (response) => callback(null, response),
        (thrown: unknown) => {
          if (isShuttingDown) {
            callback(shuttingDown());
            return;
          }
          const failure = call.cancelled ? leftEarly(thrown) : failureOf(thrown);
          if (failure.code === 'INTERNAL') context.onDefect(failure, call.getPath());
          callback(statusOf(failure));
        },
      )
      .finally(() => {
        clearTimeout(silence);
        context.watchers.delete(endAtShutdown);
      });
  };
}

async function* contents(
  parts: AsyncIterator<UploadImportRequest__Output>,
  silence: NodeJS.Timeout,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const part = await parts.next();
    if (part.done) return;
    silence.refresh();
    const { content } = requireReadable(part.value);
    if (content) yield content;
  }
}

/** A caller who leaves in the middle of a file closes the stream under its reader. */
function leftEarly(cause: unknown): Failure {
  return new Failure('CANCELLED', {
    message: 'The caller left before the file was complete.',
    cause,
  });
}

function silent(): Failure {
  return new Failure('TIMED_OUT', {
    message: `The upload sent nothing for ${SILENCE_MS / 1000} s.`,
  });
}

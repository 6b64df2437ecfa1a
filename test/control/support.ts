import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ControlOptions, ControlServer } from '../../src/control/index.ts';
import { serveControl } from '../../src/control/index.ts';
import { FakeHub } from '../support/fake-hub.ts';

export const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'node_modules/.bin');
const TOOL_LIMIT_MS = 30_000;

export interface TestControl extends ControlServer, AsyncDisposable {
  readonly hub: FakeHub;
  readonly defects: string[];
}

/** A real control server over a fake hub, on a free port. */
export async function startControl(more: Partial<ControlOptions> = {}): Promise<TestControl> {
  const hub = new FakeHub();
  const defects: string[] = [];
  const server = await serveControl({
    hub,
    address: '127.0.0.1:0',
    onDefect: (failure, method) => defects.push(`${method}: ${String(failure.cause)}`),
    ...more,
  });
  return {
    ...server,
    hub,
    defects,
    [Symbol.asyncDispose]: () => server.stop(0),
  };
}

export interface ToolResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a tool of node_modules/.bin. */
export async function tool(name: string, ...args: string[]): Promise<ToolResult> {
  try {
    const options = { cwd: root, timeout: TOOL_LIMIT_MS };
    return { code: 0, ...(await promisify(execFile)(path.join(bin, name), args, options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number } & Omit<ToolResult, 'code'>;
    return { code, stdout, stderr };
  }
}

/** Calls a method as a foreign gRPC client, which learns the API by reflection. */
export function bufCurl(address: string, method: string, request: object): Promise<ToolResult> {
  const url = `http://${address}/${method}`;
  const flags = ['--protocol', 'grpc', '--http2-prior-knowledge'];
  return tool('buf', 'curl', ...flags, '--data', JSON.stringify(request), url);
}

/** Resolves when the condition holds; checks it after each turn of the event loop. */
export async function eventually(condition: () => boolean, limitMs = 5_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

#!/usr/bin/env node
// The `stellwerk` command: finds a Node that is new enough and runs the CLI, as it stands (clone) or compiled (package).
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './run-node.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
// The package carries no sources, and a clone may carry a stale build. So the sources are used if there are any.
const source = path.join(root, 'src/cli/main.ts');
const entry = existsSync(source) ? source : path.join(root, 'dist/src/cli/main.js');
process.exit(await runNode(findNode(), [entry, ...process.argv.slice(2)]));

/** Returns this Node if it is 24 or newer, else the one that the package `node` brings along. */
function findNode() {
  if (Number.parseInt(process.versions.node) >= 24) return process.execPath;
  try {
    const { resolve } = createRequire(import.meta.url);
    const name = process.platform === 'win32' ? 'node.exe' : 'node';
    const node = path.join(path.dirname(resolve('node/package.json')), 'bin', name);
    if (existsSync(node)) return node;
  } catch {
    // Not installed: the message below says what to do.
  }
  console.error(
    `Stellwerk needs Node 24 or newer; this is ${process.version}: install Node 24, or run "npm install" again with install scripts allowed.`,
  );
  process.exit(1);
}

import { findPackageJSON } from 'node:module';
import path from 'node:path';

/** Beside package.json, both from the sources and from the compiled package, which lies one folder deeper. */
export function protoDir(): string {
  const packageFile = findPackageJSON(import.meta.url);
  if (packageFile === undefined) throw new Error(`No package.json above ${import.meta.dirname}.`);
  return path.join(path.dirname(packageFile), 'proto');
}

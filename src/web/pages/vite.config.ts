import path from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** The built pages are self-contained: they contain no address of another host. */
export default defineConfig({
  root,
  base: './',
  build: {
    outDir: path.join(root, '../../../dist/pages'),
    emptyOutDir: true,
    // The content-security-policy forbids data: scripts and styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    target: 'es2022',
  },
  logLevel: 'error',
});

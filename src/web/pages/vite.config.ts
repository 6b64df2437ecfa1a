import path from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Everything is the hub's own: no address of anybody else is in what is built. */
export default defineConfig({
  root,
  base: './',
  build: {
    outDir: path.join(root, '../../../dist/pages'),
    emptyOutDir: true,
    // The content-security-policy allows no data: scripts and styles, so nothing is put inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    target: 'es2022',
  },
  logLevel: 'error',
});

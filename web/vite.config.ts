import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** One build an app: `vite build --config web/vite.config.ts --mode station|console|verify` → web/dist/<mode>. */
export default defineConfig(({ mode }) => ({
  root: here(`./${mode}`),
  base: `/${mode}/`,
  publicDir: here(`./${mode}/public`),
  plugins: [react()],
  build: {
    outDir: here(`./dist/${mode}`),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // No page of its own: one script, of a name that the customers' pages know.
    ...(mode === 'verify' && {
      rollupOptions: { input: here('./verify/main.ts'), output: { entryFileNames: 'check.js' } },
    }),
  },
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
}));

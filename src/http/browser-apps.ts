import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { projectRoot } from '../config/project-root.js';

const APPS = ['station', 'console'] as const;
/** Scripts of the customers' pages, which the API renders itself. */
const SCRIPTS = 'verify';
const ONE_YEAR_SECONDS = 31_536_000;

/**
 * Serves the built browser apps at `/station/` and `/console/`, and at `/verify/` the script of the customers' pages. Addresses inside an app that are no file answer its
 * index page, because the app routes them itself.
 */
export function serveBrowserApps(fastify: FastifyInstance): void {
  for (const app of APPS) {
    const root = join(projectRoot(), 'web', 'dist', app);
    if (existsSync(join(root, 'index.html'))) serveApp(fastify, app, root);
    else serveNotBuilt(fastify, app);
    fastify.get(`/${app}`, (_request, reply) => reply.redirect(`/${app}/`, 308));
  }
  const scripts = join(projectRoot(), 'web', 'dist', SCRIPTS);
  if (existsSync(scripts)) serveFiles(fastify, SCRIPTS, scripts);
  fastify.get('/', (_request, reply) => reply.redirect('/console/', 302));
}

function serveApp(fastify: FastifyInstance, app: string, root: string): void {
  serveFiles(fastify, app, root);
  const index = readFileSync(join(root, 'index.html'));
  fastify.get(`/${app}/*`, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(index),
  );
}

function serveFiles(fastify: FastifyInstance, app: string, root: string): void {
  void fastify.register(fastifyStatic, {
    root,
    prefix: `/${app}/`,
    wildcard: false,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Vite puts a hash into the names below assets/; everything else may change with the next release.
      const forever = path.includes(`${sep}assets${sep}`);
      reply.header('cache-control', forever ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
}

function serveNotBuilt(fastify: FastifyInstance, app: string): void {
  const answer = (reply: FastifyReply) =>
    reply.code(503).type('text/html; charset=utf-8').send(notBuiltPage(app));
  fastify.get(`/${app}/`, (_request, reply) => answer(reply));
  fastify.get(`/${app}/*`, (_request, reply) => answer(reply));
}

function notBuiltPage(app: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Akashi</title>
<body style="font: 16px/1.6 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The ${app} page is not built yet</h1>
<p>Run <code>npm start</code>, which builds everything, or <code>npx vite build</code> as in the README, and start the server again.</p>`;
}

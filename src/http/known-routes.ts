import type { FastifyInstance } from 'fastify';

interface KnownRoute {
  methods: string[];
  pattern: RegExp;
}

const ESCAPED = /[.*+?^${}()|[\]\\]/g;

/**
 * Remembers which methods each address takes. Fastify answers 404 for a wrong method; with this the filter can say 405
 * and name the right ones (RFC 9110, 15.5.6).
 */
export class KnownRoutes {
  private readonly routes: KnownRoute[] = [];

  /** Must be called before any route is registered. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => {
      // Wildcards serve pages and files; they would claim every address below them.
      if (route.url.includes('*')) return;
      const methods = [route.method].flat().filter((method) => method !== 'HEAD' && method !== 'OPTIONS');
      if (methods.length > 0) this.routes.push({ methods, pattern: patternOf(route.url) });
    });
  }

  /** Methods that are taken at a request's address; empty when nothing answers there. */
  methodsAt(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '';
    const matching = this.routes.filter((route) => route.pattern.test(path));
    return [...new Set(matching.flatMap((route) => route.methods))];
  }
}

function patternOf(url: string): RegExp {
  const segments = url
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(ESCAPED, '\\$&')));
  return new RegExp(`^${segments.join('/')}$`);
}

/** What tests (TypeScript) use of tsa.mjs. */
import type { Service } from './supervised.mjs';

export function startTsa(options: {
  root: string;
  folder: string;
  logFile: string;
  port?: number;
}): Promise<{ service: Service; url: string; caFile: string; port: number }>;

import type { Service } from './supervised.mjs';

export function startRedis(options: {
  logFile: string;
  port?: number;
  extra?: string[];
}): Promise<{ service: Service; port: number; url: string }>;

import { once } from 'node:events';
import { loadConfig } from './config/env.js';
import { createApp } from './http/create-app.js';

/** The API process. Prints `{"event":"ready","url":…}` on stdout when it takes requests; SIGTERM and SIGINT drain it. */
const config = loadConfig();
const app = await createApp(config);
await app.listen(config.http.port, config.http.host);
const url = await app.getUrl();
process.stdout.write(`${JSON.stringify({ event: 'ready', service: 'api', url })}\n`);

await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
await app.close();

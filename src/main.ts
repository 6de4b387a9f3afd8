import { loadConfig } from './config/env.js';
import { createApp } from './http/create-app.js';
import { LOGGER } from './logging/logging.module.js';
import type { Logger } from './logging/logger.js';

/** The API process. Prints `{"event":"ready","url":…}` on stdout when it takes requests; SIGTERM and SIGINT drain it. */
const config = loadConfig();
const app = await createApp(config);
app.enableShutdownHooks();
await app.listen(config.http.port, config.http.host);
const url = await app.getUrl();
app.get<Logger>(LOGGER).info({ event: 'ready', url, publicUrl: config.http.publicUrl }, 'ready');

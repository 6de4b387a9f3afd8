import { Global, Module } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { Media } from './media.js';
import { ScratchSpace } from './scratch-space.js';

/** Makes ffmpeg and local scratch space injectable everywhere. */
@Global()
@Module({
  providers: [
    { provide: Media, inject: [APP_CONFIG], useFactory: (config: AppConfig) => new Media(config.media) },
    ScratchSpace,
  ],
  exports: [Media, ScratchSpace],
})
export class MediaModule {}

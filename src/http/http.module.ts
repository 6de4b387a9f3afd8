import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { IdempotencyStore } from './idempotency.store.js';
import { ApiDescription, OpenApiController } from './openapi.controller.js';

@Module({
  controllers: [OpenApiController],
  providers: [
    ApiDescription,
    IdempotencyStore,
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [ApiDescription],
})
export class HttpModule {}

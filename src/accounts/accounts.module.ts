import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { ApiKeysService } from './api-keys.service.js';
import { BrandsController, WarehousesController } from './brands.controller.js';
import { BrandsService } from './brands.service.js';
import { CredentialsService } from './credentials.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { SessionController } from './session.controller.js';
import { SessionsService } from './sessions.service.js';

/** Who may act, and on what: operator, brands, warehouses, people, keys and sessions. */
@Module({
  controllers: [SessionController, BrandsController, WarehousesController, PeopleController],
  providers: [
    ApiKeysService,
    BrandsService,
    CredentialsService,
    PeopleService,
    SessionsService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [BrandsService, CredentialsService],
})
export class AccountsModule {}

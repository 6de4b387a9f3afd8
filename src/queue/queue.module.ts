import { Global, Module } from '@nestjs/common';
import { CartPlaces } from './carts/cart-places.service.js';
import { BoardWake } from './board-wake.js';
import { CartsService } from './carts/carts.service.js';
import { ClaimsService } from './claims.service.js';
import { PositionsController } from './explain/positions.controller.js';
import { PositionsService } from './explain/positions.service.js';
import { LeasesService } from './leases.service.js';
import { QueueMetrics } from './queue.metrics.js';
import { QueueSettingsController } from './queue-settings.controller.js';
import { QueueSettingsService } from './queue-settings.service.js';
import { ReleasesService } from './releases.service.js';
import { RepoolService } from './repool.service.js';
import { ServiceTimes } from './service-times.service.js';
import { QueueMode } from './queue-mode.js';
import { RetiredTickets } from './retired-tickets.js';
import { TaskWinner } from './task-winner.js';
import { TicketHeads } from './ticket-heads.js';
import { TicketQueues } from './ticket-queues.js';
import { TicketRebuild } from './ticket-rebuild.js';
import { TicketRepair } from './ticket-repair.js';
import { TicketStorage } from './ticket-storage.js';
import { Tickets } from './tickets.js';
import { TruckGuardService } from './truck-guard.service.js';

/** Order of work for people: tickets, claims, leases. Global, as every feature that makes tasks ready issues tickets. */
@Global()
@Module({
  controllers: [PositionsController, QueueSettingsController],
  providers: [
    BoardWake,
    CartPlaces,
    CartsService,
    ClaimsService,
    LeasesService,
    PositionsService,
    QueueMetrics,
    QueueMode,
    QueueSettingsService,
    ReleasesService,
    RepoolService,
    ServiceTimes,
    RetiredTickets,
    TaskWinner,
    TicketHeads,
    TicketQueues,
    TicketRebuild,
    TicketRepair,
    TicketStorage,
    Tickets,
    TruckGuardService,
  ],
  exports: [
    CartPlaces,
    CartsService,
    ClaimsService,
    LeasesService,
    QueueMetrics,
    QueueMode,
    RetiredTickets,
    ReleasesService,
    RepoolService,
    ServiceTimes,
    TicketRepair,
    Tickets,
    TruckGuardService,
  ],
})
export class QueueModule {}
